import type { Address, ExternalId, Reachable, ThreadId } from '../contract.ts'

export const toExternalId = (id: string): ExternalId => id as ExternalId

/** A person has one chat with a number: it is called like the person. */
export const toThreadId = (person: string): ThreadId => person as ThreadId
export const toAddress = (person: string): Address => person as Address

const isPhone = (id: string): boolean => /^\d{5,20}$/.test(id)
/** An id that a business knows somebody by, as `RU.13491208655302741918`. */
const isBusinessScoped = (id: string): boolean => /^[A-Z]{2}\./.test(id)

/** Whoever has taken a name shows no phone, and either may stand where the other is meant. */
export function readPerson(
  ...found: (string | undefined)[]
): { id: string; phone?: string } | undefined {
  const scoped = found.find((id) => id !== undefined && isBusinessScoped(id))
  const digits = found.find((id) => id !== undefined && isPhone(id))
  const id = scoped ?? digits
  return id === undefined ? undefined : { id, ...(digits && { phone: `+${digits}` }) }
}

/** Brazil's ninth digit, Mexico's 1 and Argentina's 9: written or not, it is the same phone. */
const writings: readonly [long: RegExp, short: RegExp, between: string][] = [
  [/^(55\d\d)9(\d{8})$/, /^(55\d\d)(\d{8})$/, '9'],
  [/^(52)1(\d{10})$/, /^(52)(\d{10})$/, '1'],
  [/^(54)9(\d{10})$/, /^(54)(\d{10})$/, '9'],
]

/** Of use to recognise somebody by, and never to write to: only what they have is answered. */
function otherWriting(digits: string): string | undefined {
  for (const [long, short, between] of writings) {
    if (long.test(digits)) return digits.replace(long, '$1$2')
    if (short.test(digits)) return digits.replace(short, `$1${between}$2`)
  }
  return undefined
}

/** By which other names somebody may have been met, who is called like this now. */
export function formerNames(
  id: string,
  ...others: (string | undefined)[]
): { address: Address; thread: ThreadId }[] {
  const spelled = [...others, id].flatMap((other) =>
    other === undefined ? [] : [other, isPhone(other) ? otherWriting(other) : undefined],
  )
  return [...new Set(spelled)].flatMap((other) =>
    other === undefined || other === id || !(isPhone(other) || isBusinessScoped(other))
      ? []
      : [{ address: toAddress(other), thread: toThreadId(other) }],
  )
}

/** Digits alone, as they are sent; of a Russian number the leading 8 is the country's own habit. */
export function toDigits(phone: string): string {
  const digits = phone.replace(/\D/g, '')
  return /^8\d{10}$/.test(digits) && !phone.trim().startsWith('+') ? `7${digits.slice(1)}` : digits
}

/** Whoever has written can be written to; a phone can be written to first, by a template. */
export function reach(to: Reachable) {
  const person = 'address' in to ? to.address : toDigits(to.phone)
  if (!('address' in to) && !isPhone(person)) return undefined
  return { address: toAddress(person), thread: toThreadId(person) }
}

/** https://faq.whatsapp.com/5913398998672934: opens a chat, with a text that waits in the field. */
export function contactLink(phone: string, payload?: string): string {
  const link = `https://wa.me/${toDigits(phone)}`
  return payload === undefined ? link : `${link}?text=${encodeURIComponent(payload)}`
}
