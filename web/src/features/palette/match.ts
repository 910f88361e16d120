/** Keys of a Russian and of a Latin keyboard in the same places. */
const latin = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
const russian = 'ёйцукенгшщзхъфывапролджэячсмитьбю'

const swapped = new Map<string, string>(
  [...latin].flatMap((key, place) => {
    const letter = russian[place] ?? key
    return [
      [key, letter],
      [letter, key],
    ]
  }),
)

/** «ghbdtn» as it was meant: «привет»; and the other way round. */
export function inOtherLayout(typed: string): string {
  return [...typed.toLowerCase()].map((key) => swapped.get(key) ?? key).join('')
}

export function plain(text: string): string {
  return text.toLowerCase().replaceAll('ё', 'е').trim()
}

/** What may have been meant. */
function readingsOf(typed: string): string[] {
  return [...new Set([plain(typed), plain(inOtherLayout(typed))])].filter(Boolean)
}

/** Whether a name holds every word of what was typed, in either layout: for lists that do not guess. */
export function holds(name: string, typed: string): boolean {
  const text = plain(name)
  const readings = readingsOf(typed)
  const isHeld = (reading: string) => reading.split(/\s+/).every((word) => text.includes(word))
  return readings.length === 0 || readings.some(isHeld)
}

const NOT_FOUND = 0

/**
 * How well a name answers what was typed, in either layout: 0 for not at all. Beginnings come before
 * parts, and parts before letters that merely follow each other or one mistyped letter.
 */
export function rank(typed: string, name: string): number {
  const text = plain(name)
  return Math.max(NOT_FOUND, ...readingsOf(typed).map((each) => rankOf(each, text)))
}

function rankOf(wanted: string, text: string): number {
  if (text === wanted) return 100
  if (text.startsWith(wanted)) return 90
  const words = text.split(/[^\p{L}\p{N}]+/u)
  const parts = wanted.split(/\s+/)
  if (parts.every((part) => words.some((word) => word.startsWith(part)))) return 80
  if (text.includes(wanted)) return 60
  if (wanted.length >= 4 && parts.length === 1 && words.some((word) => isMistyped(wanted, word))) {
    return 50
  }
  return wanted.length >= 3 && isSpread(wanted.replaceAll(' ', ''), text) ? 30 : NOT_FOUND
}

/** The letters in their order, each at most a few apart. */
function isSpread(wanted: string, text: string): boolean {
  const furthest = 8
  let place = text.indexOf(wanted[0] ?? '')
  for (const letter of wanted.slice(1)) {
    if (place < 0) return false
    const next = text.indexOf(letter, place + 1)
    if (next < 0 || next - place > furthest) return false
    place = next
  }
  return place >= 0
}

/** One letter more, less, another, or two that changed places, of the beginning of a word. */
function isMistyped(wanted: string, word: string): boolean {
  for (const length of [wanted.length - 1, wanted.length, wanted.length + 1]) {
    const begun = word.slice(0, length)
    if (begun.length === length && differsByOne(wanted, begun)) return true
  }
  return false
}

function differsByOne(one: string, other: string): boolean {
  let start = 0
  while (start < one.length && one[start] === other[start]) start++
  const [rest, otherRest] = [one.slice(start), other.slice(start)]
  return (
    rest.slice(1) === otherRest ||
    rest === otherRest.slice(1) ||
    rest.slice(1) === otherRest.slice(1) ||
    (rest[0] === otherRest[1] && rest[1] === otherRest[0] && rest.slice(2) === otherRest.slice(2))
  )
}
