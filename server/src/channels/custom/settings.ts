import { z } from 'zod'

import type { SettingsField } from '../contract.ts'
import { apiUrlSetting } from '../kit/place-settings.ts'

export const settings = z.object({
  apiUrl: apiUrlSetting.refine((url) => url !== undefined),
  /** Of Standard Webhooks: 24 to 64 bytes in base64. Both sides sign with it. */
  secret: z
    .string()
    .trim()
    .regex(/^whsec_[A-Za-z0-9+/]{32,86}={0,2}$/),
})
export type Settings = z.output<typeof settings>

export const fields = [
  { name: 'apiUrl', isSecret: false, isRequired: true, isAdvanced: false },
  { name: 'secret', isSecret: true, isRequired: true, isAdvanced: false },
] as const satisfies SettingsField[]
