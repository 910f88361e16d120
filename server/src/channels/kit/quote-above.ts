/** Enough to know one's own words again. */
const mostCharacters = 120

/**
 * An answer for platforms that cannot point at a message: the words it answers stand above it, as
 * people quote in letters. WhatsApp draws such a line as a quote. Without words there is none.
 */
export function quoteAbove(text: string, quote: string | undefined): string {
  const words = (quote ?? '').replace(/\s+/g, ' ').trim()
  if (!words) return text
  const characters = [...words]
  const shown =
    characters.length > mostCharacters
      ? `${characters
          .slice(0, mostCharacters - 1)
          .join('')
          .trimEnd()}…`
      : words
  return text ? `> ${shown}\n\n${text}` : `> ${shown}`
}
