import { z } from 'zod'

export const tags = ['site panel']
export const bySiteKey = z.strictObject({ siteKey: z.string().max(60) })
