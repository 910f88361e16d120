import { maskName, maskPhone } from '../lib/phones.ts'

/** Fields that lead to somebody, wherever they stand. */
const phones = new Set(['phone', 'address'])
/** What advertisements and pages were marked with: some are sent to one person and say who it is. */
const marks = new Set([
  'source',
  'medium',
  'campaign',
  'term',
  'content',
  'title',
  'url',
  'referrer',
])

/** A body as the log shows it: whole for the receiver, masked for whoever looks on. */
export function maskBody(body: string): string {
  return JSON.stringify(JSON.parse(body), (key, value: unknown) => {
    if (key === 'clickIds') return Object.fromEntries(Object.keys(value as object).map(hidden))
    if (typeof value !== 'string' || value === '') return value
    if (phones.has(key)) return maskPhone(value)
    if (key === 'name' || marks.has(key)) return maskName(value)
    return key === 'email' ? maskEmail(value) : value
  })
}

const hidden = (mark: string) => [mark, '•••'] as const

const maskEmail = (email: string): string => email.replace(/^(.?)[^@]*/, '$1•••')
