import type { ContactFormField } from '@otklik/protocol'
import { z } from 'zod'

import { toPhone } from '../contacts/index.ts'
import { withoutNul } from '../http/index.ts'

export type Answer = Partial<Record<ContactFormField, string>>
export type AnswerProblem = 'required' | 'too-long' | 'wrong-phone' | 'wrong-email'

export interface ReadAnswer {
  /** As it was typed, to be shown again. */
  typed: Answer
  /** As it is kept. */
  answer: Answer
  problems: Partial<Record<ContactFormField, AnswerProblem>>
}

const longest: Record<ContactFormField, number> = { name: 100, phone: 40, email: 200 }

/**
 * One line each; what was not asked for is not read. A customer may leave fields empty, but not all
 * of them: half an answer is worth more than none.
 */
export function readAnswer(fields: readonly ContactFormField[], body: string): ReadAnswer {
  const given = new URLSearchParams(body)
  const read: ReadAnswer = { typed: {}, answer: {}, problems: {} }
  for (const field of fields) {
    const text = withoutNul(given.get(field) ?? '').toWellFormed()
    const line = text.replaceAll(/\s+/g, ' ').trim()
    if (!line) continue
    read.typed[field] = line.slice(0, longest[field] * 2)
    const kept = line.length > longest[field] ? undefined : keptAs(field, line)
    if (kept !== undefined) read.answer[field] = kept
    else read.problems[field] = problemOf(field, line)
  }
  const [first] = fields
  if (first && Object.keys(read.typed).length === 0) read.problems[first] = 'required'
  return read
}

function keptAs(field: ContactFormField, line: string): string | undefined {
  if (field === 'phone') return toPhone(line)
  if (field === 'email') return z.email().safeParse(line).success ? line : undefined
  return line
}

function problemOf(field: ContactFormField, line: string): AnswerProblem {
  if (line.length > longest[field] || field === 'name') return 'too-long'
  return field === 'phone' ? 'wrong-phone' : 'wrong-email'
}
