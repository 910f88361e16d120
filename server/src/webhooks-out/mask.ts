import { maskName, maskPhone } from '../lib/phones.ts'

/** Fields that lead to somebody, wherever they stand. */
const phones = new Set(['phone', 'address'])

/** A body as the log shows it: whole for the receiver, masked for whoever looks on. */
export function maskBody(body: string): string {
  return JSON.stringify(JSON.parse(body), (key, value: unknown) => {
    if (typeof value !== 'string' || value === '') return value
    if (phones.has(key)) return maskPhone(value)
    if (key === 'name') return maskName(value)
    return key === 'email' ? maskEmail(value) : value
  })
}

const maskEmail = (email: string): string => email.replace(/^(.?)[^@]*/, '$1•••')
