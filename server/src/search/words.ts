/** What of a text counts as a word, in both languages: letters and digits that stand together. */
const word = /[\p{L}\p{M}\p{N}]+/gu
const longestWord = 60

/** «Ёлка» is looked for as «елка»; offsets stay as they are. */
export function withoutYo(text: string): string {
  return text.replaceAll('ё', 'е').replaceAll('Ё', 'Е')
}

/**
 * A text as it is given to the dictionaries: words apart by a blank, small, without ё. Whatever
 * stands between them is left out here, since the database would take «+7 921 555-12-14» for
 * numbers below zero and an address for one word.
 */
export function wordsOf(text: string): string {
  return (withoutYo(text).toLowerCase().match(word) ?? [])
    .map((each) => each.slice(0, longestWord))
    .join(' ')
}

/** What is looked for: all of the words, and the last of them may be only begun. */
export interface Wanted {
  text: string
  isBegun: boolean
}

const mostWords = 12

/** `undefined` where nothing was typed that could be found. A mark ends a word: «чек.» is whole. */
export function queryOf(typed: string): Wanted | undefined {
  const words = wordsOf(typed).split(' ').filter(Boolean).slice(0, mostWords)
  if (words.length === 0) return undefined
  return { text: words.join(' '), isBegun: /[\p{L}\p{M}\p{N}]$/u.test(typed) }
}

/** «№ 48 213», «48213»: the number of a conversation. */
export function numberOf(typed: string): number | undefined {
  const digits = /^[№#]?\s*(\d[\d\s]{0,14})$/.exec(typed.trim())?.[1]?.replaceAll(/\s/g, '')
  return digits && digits.length <= 12 ? Number(digits) : undefined
}
