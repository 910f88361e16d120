import { z } from 'zod'

/** A field of the form that may stay empty: an empty text is the same as none. */
export function optionalText<Schema extends z.ZodType<string, string>>(schema: Schema) {
  return z
    .string()
    .trim()
    .transform((text) => (text === '' ? undefined : text))
    .pipe(schema.optional())
    .optional()
}
