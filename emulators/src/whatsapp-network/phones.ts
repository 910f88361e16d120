import { createHash } from 'node:crypto'
import type { Person } from './model.ts'

const COUNTRIES: [code: string, country: string][] = [
  ['77', 'KZ'],
  ['7', 'RU'],
  ['1', 'US'],
  ['44', 'GB'],
  ['52', 'MX'],
  ['54', 'AR'],
  ['55', 'BR'],
  ['57', 'CO'],
]

export const digitsOf = (text: string) => text.replace(/\D/g, '')

/** Two spellings of one phone: Brazil's ninth digit, Mexico's 1, Argentina's 9. */
export function sameLine(phone: string): string {
  if (/^55\d{2}9\d{8}$/.test(phone)) return phone.slice(0, 4) + phone.slice(5)
  if (/^521\d{10}$/.test(phone)) return `52${phone.slice(3)}`
  if (/^549\d{10}$/.test(phone)) return `54${phone.slice(3)}`
  return phone
}

/** The id a business portfolio knows the person by, with or without a phone. */
export function userIdOf({ phone, userKey }: Person, portfolio: string): string {
  const country = COUNTRIES.find(([code]) => phone.startsWith(code))?.[1] ?? 'US'
  const hash = createHash('sha256').update(`${userKey} ${portfolio}`).digest()
  return `${country}.${hash.readBigUInt64BE().toString().padStart(20, '1').slice(0, 20)}`
}
