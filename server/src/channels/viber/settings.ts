import { z } from 'zod'

import type { SettingsField } from '../contract.ts'
import { optionalText } from '../kit/optional-text.ts'
import { apiUrlSetting, proxyUrlSetting } from '../kit/place-settings.ts'

export const settings = z.object({
  /** Three groups of sixteen, as all that were ever seen; what else Viber may give is not said. */
  token: z
    .string()
    .trim()
    .regex(/^[0-9A-Za-z]{4,64}(-[0-9A-Za-z]{4,64}){1,4}$/),
  /** Said once by Viber itself, to somebody who has opened the chat and not written yet. */
  welcome: optionalText(z.string().max(1000)),
  apiUrl: apiUrlSetting,
  proxyUrl: proxyUrlSetting,
})
export type Settings = z.output<typeof settings>

export const fields = [
  { name: 'token', isSecret: true, isRequired: true, isAdvanced: false },
  { name: 'welcome', isSecret: false, isRequired: false, isAdvanced: false },
  { name: 'apiUrl', isSecret: false, isRequired: false, isAdvanced: true },
  { name: 'proxyUrl', isSecret: true, isRequired: false, isAdvanced: true },
] as const satisfies SettingsField[]
