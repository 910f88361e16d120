import { toPhone } from '../contacts/index.ts'
import type { FieldProblem } from '../http/index.ts'

interface Typed {
  name?: string | undefined
  phone?: string | undefined
  email?: string | undefined
}

type Answer = Record<string, string>

interface ReadAnswer {
  answer: Answer
  problems: Record<string, FieldProblem>
}

/** What a visitor said of themselves, as it is kept, and what is wrong with the rest. */
export function readAnswer({ name, phone, email }: Typed): ReadAnswer {
  const read: ReadAnswer = { answer: {}, problems: {} }
  const line = name?.toWellFormed().replaceAll(/\s+/g, ' ').trim()
  if (line) read.answer.name = line
  if (phone?.trim()) {
    const known = toPhone(phone.trim())
    if (known) read.answer.phone = known
    else read.problems.phone = { code: 'wrong-phone' }
  }
  if (email?.trim()) {
    if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim())) read.answer.email = email.trim()
    else read.problems.email = { code: 'wrong-email' }
  }
  return read
}

/** Of somebody whom the company knows: as much of it as can be kept. */
export const readKnown = (told: Typed): Answer => readAnswer(told).answer
