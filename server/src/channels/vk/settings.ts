import { z } from 'zod'

import type { SettingsField } from '../contract.ts'
import { optionalText } from '../kit/optional-text.ts'
import { apiUrlSetting, proxyUrlSetting } from '../kit/place-settings.ts'

/** `vk1.a.…` of today and the hexadecimal keys of former years. */
const key = z
  .string()
  .trim()
  .regex(/^[\w.-]{40,512}$/)

export const settings = z.object({
  /** The community's own key. */
  token: key,
  /** An administrator's: some comments can be answered by a person alone. */
  userToken: optionalText(key),
  /** Made by us with the channel and never shown. Without one nothing is let in. */
  webhookSecret: optionalText(z.string().regex(/^[\w-]{16,256}$/)),
  apiUrl: apiUrlSetting,
  proxyUrl: proxyUrlSetting,
})
export type Settings = z.output<typeof settings>

export const fields = [
  { name: 'token', isSecret: true, isRequired: true, isAdvanced: false },
  {
    name: 'community',
    isSecret: false,
    isRequired: false,
    isAdvanced: false,
    fromIdentity: 'community',
  },
  { name: 'userToken', isSecret: true, isRequired: false, isAdvanced: true },
  { name: 'apiUrl', isSecret: false, isRequired: false, isAdvanced: true },
  { name: 'proxyUrl', isSecret: true, isRequired: false, isAdvanced: true },
] as const satisfies SettingsField[]
