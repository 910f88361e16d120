import { z } from 'zod'

/** Offsets and lengths are in UTF-16 code units, as JavaScript counts. */
export const formatSpan = z.object({
  type: z.enum([
    'bold',
    'italic',
    'underline',
    'strike',
    'spoiler',
    'code',
    'pre',
    'quote',
    'link',
  ]),
  offset: z.int(),
  length: z.int(),
  url: z.string().optional(),
})
export type FormatSpan = z.output<typeof formatSpan>

/** Formats that somebody here can give a text, where the platform shows them. */
export const writtenFormat = z.enum(['bold', 'italic', 'underline', 'strike', 'code', 'link'])
export type WrittenFormat = z.output<typeof writtenFormat>

/** As an operator gives it: links lead to the web and nowhere else. */
export const writtenSpan = z.strictObject({
  type: writtenFormat,
  offset: z.int().min(0),
  length: z.int().min(1),
  url: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .optional(),
})
