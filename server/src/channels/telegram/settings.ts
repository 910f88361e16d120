import { z } from 'zod'

import type { SettingsField } from '../contract.ts'
import { optionalText } from '../kit/optional-text.ts'
import { apiUrlSetting, proxyUrlSetting } from '../kit/place-settings.ts'

/** A bot's number, a colon, 35 characters: https://core.telegram.org/bots/api#authorizing-your-bot */
const token = /^[1-9][0-9]{4,16}:[A-Za-z0-9_-]{30,64}$/

export const settings = z.object({
  token: z.string().trim().regex(token),
  /**
   * Made by us with the channel and never shown. The characters are those that setWebhook allows.
   * Without one nothing is let in.
   */
  webhookSecret: optionalText(z.string().regex(/^[A-Za-z0-9_-]{16,256}$/)),
  apiUrl: apiUrlSetting,
  proxyUrl: proxyUrlSetting,
})
export type Settings = z.output<typeof settings>

export const fields = [
  { name: 'token', isSecret: true, isRequired: true, isAdvanced: false },
  { name: 'apiUrl', isSecret: false, isRequired: false, isAdvanced: true },
  { name: 'proxyUrl', isSecret: true, isRequired: false, isAdvanced: true },
] as const satisfies SettingsField[]
