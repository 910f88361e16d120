/**
 * «Номер заявки»: seven characters by chance and one that checks them, shown as `K7MX-4QTD`. There
 * are no vowels, so that no word is one, and nothing that is mistaken for a neighbour.
 */
const alphabet = '0123456789BCDFGHJKLMNPQRSTVWXYZ'
const LENGTH = 8

/** 31 characters: a prime, so that every single slip and every exchange of neighbours is noticed. */
export const VISIT_ALPHABET_SIZE = alphabet.length
/** How many of them are left to chance. */
export const VISIT_CHOICES = LENGTH - 1

/** What people write for what they see, on either keyboard. */
const lookalikes: Readonly<Record<string, string>> = {
  ...{ O: '0', I: '1', О: '0', В: 'B', С: 'C', Н: 'H', К: 'K', М: 'M', Р: 'P', Т: 'T', Х: 'X' },
  У: 'Y',
}

/**
 * Two halves, with a hyphen, a dash or a space that somebody made of it, or nothing between. A hyphen
 * says where the halves end, so that letters may touch them; without one nothing may, and a digit never.
 * Each is looked for ahead, so that a word of four letters before it takes none of it away.
 */
const shape =
  /(?<!\p{N})(?=([\p{L}\p{N}]{4})[-‐‑–—]([\p{L}\p{N}]{4})(?!\p{N}))|(?<![\p{L}\p{N}])(?=([\p{L}\p{N}]{4}) ?([\p{L}\p{N}]{4})(?![\p{L}\p{N}]))/gu

/** As many candidates of one text are looked at: an essay is no reason to look for more. */
const MOST = 20

/** @param choices numbers below `VISIT_ALPHABET_SIZE`, as many as `VISIT_CHOICES` */
export function makeVisitNumber(choices: readonly number[]): string {
  const chosen = choices.map((choice) => alphabet[choice] ?? alphabet[0]).join('')
  return chosen + alphabet[checkOf(chosen)]
}

/** As people see it. */
export const showVisitNumber = (number: string): string =>
  `${number.slice(0, LENGTH / 2)}-${number.slice(LENGTH / 2)}`

/** What in a text can be a number: the check digit fits. Whose it is only the database knows. */
export function readVisitNumbers(text: string): string[] {
  const found = new Set<string>()
  for (const [, ...halves] of text.matchAll(shape)) {
    if (found.size >= MOST) break
    const number = asNumber(halves.join(''))
    if (number) found.add(number)
  }
  return [...found]
}

const PREFIX = 'visit-'

/** What a link carries where nobody sees it: letters, digits and hyphens, as all platforms take them. */
export const visitPayload = (number: string): string => `${PREFIX}${number}`

export function readVisitPayload(payload: string): string | undefined {
  return payload.startsWith(PREFIX) ? asNumber(payload.slice(PREFIX.length)) : undefined
}

function asNumber(written: string): string | undefined {
  const number = [...written.toUpperCase()].map((sign) => lookalikes[sign] ?? sign).join('')
  if (number.length !== LENGTH) return undefined
  if ([...number].some((sign) => !alphabet.includes(sign))) return undefined
  return number.at(-1) === alphabet[checkOf(number.slice(0, -1))] ? number : undefined
}

/** Each place has a weight of its own, none of which shares a divisor with the alphabet's size. */
function checkOf(chosen: string): number {
  const sum = [...chosen].reduce(
    (total, sign, place) => total + (place + 2) * alphabet.indexOf(sign),
    0,
  )
  return sum % alphabet.length
}
