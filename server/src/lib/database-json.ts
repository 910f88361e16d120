/**
 * JSON that PostgreSQL takes: it refuses NUL and halves of characters, which customers' texts and
 * names may hold. Both become U+FFFD.
 */
export function toDatabaseJson(value: unknown): string {
  const json = JSON.stringify(value)
  if (!/\\u(?:0000|d[89a-f])/i.test(json)) return json
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'string' ? part.toWellFormed().replaceAll('\0', '\uFFFD') : part,
  )
}
