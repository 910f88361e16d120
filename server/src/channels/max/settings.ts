import { z } from 'zod'

import type { SettingsField } from '../contract.ts'
import { optionalText } from '../kit/optional-text.ts'
import { apiUrlSetting, proxyUrlSetting } from '../kit/place-settings.ts'

export const settings = z.object({
  /** Its shape is not published: no white space, and not a word that somebody typed by mistake. */
  token: z
    .string()
    .trim()
    .regex(/^[\x21-\x7e]{16,512}$/),
  /**
   * Made by us with the channel and never shown. The characters are those that MAX allows. Without
   * one nothing is let in.
   */
  webhookSecret: optionalText(z.string().regex(/^[\w-]{16,256}$/)),
  apiUrl: apiUrlSetting,
  proxyUrl: proxyUrlSetting,
})
export type Settings = z.output<typeof settings>

export const fields = [
  { name: 'token', isSecret: true, isRequired: true, isAdvanced: false },
  { name: 'apiUrl', isSecret: false, isRequired: false, isAdvanced: true },
  { name: 'proxyUrl', isSecret: true, isRequired: false, isAdvanced: true },
] as const satisfies SettingsField[]
