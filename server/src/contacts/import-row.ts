import type { ContactField } from '@otklik/protocol'
import type { ImportMapping, ImportReason } from '@otklik/protocol/settings'

import { unharmed } from '../lib/csv.ts'
import { toPhone } from '../lib/phones.ts'
import { unique, type Written, withoutEmpty } from './edit-contact.ts'
import { keptValue, problemOfValue } from './fields.ts'

/** What a row says of a person; what it says nothing of is empty. */
export type Person = Written

export interface RowProblem {
  reason: ImportReason
  column?: number
}

const limits: Record<string, number> = { name: 120, note: 4000, email: 200, tags: 1000 }
const yes = /^(1|да|yes|true|vip|вип|\+|x|х)$/i
const email = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

/** A row of a table as a person, or what is wrong with it. Pure. */
export function readPerson(
  cells: readonly string[],
  mapping: ImportMapping,
  fields: readonly ContactField[],
): Person | RowProblem {
  const person: Person = {
    ...{ name: '', email: '', phone: '', fields: {}, tags: [], note: '', is_vip: false },
  }
  for (const [place, target] of Object.entries(mapping)) {
    const column = Number(place)
    const cell = unharmed((cells[column] ?? '').trim())
    if (cell === '') continue
    if (cell.length > (limits[target] ?? 500) && target !== 'text') {
      return { reason: 'too-long', column }
    }
    const problem = take(person, target, cell, fields)
    if (problem) return { reason: problem, column }
  }
  if (!person.name && !person.phone && !person.email) return { reason: 'nothing-known' }
  return { ...person, name: person.name || person.phone || person.email }
}

function take(
  person: Person,
  target: string,
  cell: string,
  fields: readonly ContactField[],
): ImportReason | undefined {
  switch (target) {
    case 'name':
    case 'note':
      person[target] = cell
      return undefined
    case 'phone': {
      const phone = toPhone(cell)
      person.phone = phone ?? ''
      return phone ? undefined : 'wrong-phone'
    }
    case 'email':
      person.email = cell
      return email.test(cell) ? undefined : 'wrong-email'
    case 'tags':
      person.tags = unique(
        cell
          .split(/[,;|]/)
          .map((tag) => tag.trim().slice(0, 40))
          .filter(Boolean),
      ).slice(0, 30)
      return undefined
    case 'vip':
      person.is_vip = yes.test(cell)
      return undefined
    default:
      return takeField(person, target, cell, fields)
  }
}

function takeField(
  person: Person,
  target: string,
  cell: string,
  fields: readonly ContactField[],
): ImportReason | undefined {
  const field = fields.find(({ id }) => id === target)
  if (!field) return undefined
  const problem = problemOfValue(field, cell)
  if (problem) return problem.code as ImportReason
  person.fields = { ...person.fields, [field.id]: keptValue(field, cell) }
  return undefined
}

/** What is known of somebody, with what a row adds: nothing that a colleague wrote is replaced. */
export function completed(known: Written, row: Person): Written {
  const isNoted = !row.note || known.note.includes(row.note)
  return {
    name: known.name || row.name,
    email: known.email || row.email,
    phone: known.phone || row.phone,
    fields: withoutEmpty({ ...row.fields, ...withoutEmpty(known.fields) }),
    tags: withTags(known.tags, row.tags),
    note: isNoted ? known.note : [known.note, row.note].filter(Boolean).join('\n\n'),
    is_vip: known.is_vip || row.is_vip,
  }
}

function withTags(known: readonly string[], more: readonly string[]): string[] {
  const has = new Set(known.map((tag) => tag.toLowerCase()))
  return [...known, ...more.filter((tag) => !has.has(tag.toLowerCase()))]
}

/** By what a row and a contact are known to be one. */
export const keysOf = ({ phone, email: address }: Pick<Person, 'phone' | 'email'>): string[] => [
  ...(phone ? [`phone ${phone}`] : []),
  ...(address ? [`email ${address.toLowerCase()}`] : []),
]

export const isProblem = (read: Person | RowProblem): read is RowProblem => 'reason' in read
