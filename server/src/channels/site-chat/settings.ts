import { z } from 'zod'

import { readSites } from '../../lib/sites.ts'
import type { SettingsField } from '../contract.ts'

const MOST_SITES = 20

export const settings = z.object({
  name: z.string().trim().min(1).max(80),
  /** Where the panel opens: `lib/sites.ts` reads it. */
  sites: z
    .string()
    .max(1000)
    .refine((text) => {
      const { length = 0 } = readSites(text) ?? []
      return length > 0 && length <= MOST_SITES
    }),
})
export type Settings = z.output<typeof settings>

export const fields = [
  { name: 'name', isSecret: false, isRequired: true, isAdvanced: false },
  { name: 'sites', isSecret: false, isRequired: true, isAdvanced: false },
] as const satisfies SettingsField[]
