import type { ScenarioStep } from '@otklik/protocol/settings'

import { cut } from './alike.ts'

type Expected = Extract<ScenarioStep, { kind: 'question' }>['expects']

/** For what has no words: a customer who was asked for a text may send a photo of it. */
const FILE = '📎'
const MAX_VALUE = 500

/** The answer as it is kept; undefined where what was said is none. */
export function readAnswer(
  expected: Expected,
  texts: readonly string[],
  hasFiles: boolean,
): string | undefined {
  const said = texts.map((text) => text.trim()).filter((text) => text !== '')
  if (expected === 'text') {
    const whole = cut(said.join('\n'), MAX_VALUE).trim()
    return whole || (hasFiles ? FILE : undefined)
  }
  for (const text of said) {
    const read = readers[expected](text)
    if (read !== undefined) return read
  }
  return undefined
}

const readers: Record<Exclude<Expected, 'text'>, (text: string) => string | undefined> = {
  number: readNumber,
  phone: readPhone,
  email: readEmail,
}

/** «1 200,50» is 1200.50: thousands may stand apart, and cents behind a comma or a dot. */
function readNumber(text: string): string | undefined {
  const joined = text.replace(/[\s\u00a0\u202f]/g, '').replace('−', '-')
  if (!/^[+-]?\d{1,15}([.,]\d{1,10})?$/.test(joined)) return undefined
  return joined.replace(',', '.').replace(/^\+/, '')
}

/** NaN for what is none, which is neither less nor greater than anything. */
export function toNumber(text: string): number {
  const read = readNumber(text)
  return read === undefined ? Number.NaN : Number(read)
}

/** As it is dialled from anywhere: `+` and the digits. «8 916…» and «916…» are Russian. */
function readPhone(text: string): string | undefined {
  if (!/^\+?[\d\s\u00a0().‐‑–-]+$/.test(text)) return undefined
  const digits = text.replace(/\D/g, '')
  if (text.startsWith('+')) return international(digits)
  if (digits.startsWith('00')) return international(digits.slice(2))
  if (/^[78]\d{10}$/.test(digits)) return `+7${digits.slice(1)}`
  if (/^9\d{9}$/.test(digits)) return `+7${digits}`
  return digits.length > 10 ? international(digits) : undefined
}

const international = (digits: string): string | undefined =>
  /^[1-9]\d{6,14}$/.test(digits) ? `+${digits}` : undefined

/** Whether somebody reads it only a letter can tell: this refuses what surely is none. */
function readEmail(text: string): string | undefined {
  const isEmail = /^[^\s@<>()[\],;:"\\]{1,64}@([^\s@<>()[\],;:"\\.]+\.)+[\p{L}\d-]{2,}$/u.test(text)
  return isEmail && text.length <= 254 ? text : undefined
}
