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
