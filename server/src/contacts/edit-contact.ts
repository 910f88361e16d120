import type { editContactRequest } from '@otklik/protocol'
import type { z } from 'zod'

import { appendFeed, type Queryable } from '../database/index.ts'
import { type FieldProblem, InvalidFieldsError, Refusal } from '../http/index.ts'
import { toDatabaseJson } from '../lib/database-json.ts'
import { toPhone } from '../lib/phones.ts'
import { type ContactRow, lockContact } from './contact-row.ts'
import { keptValue, listContactFields, problemOfValue } from './fields.ts'

type Edit = z.output<typeof editContactRequest>

/** What a card holds beside addresses and history. */
export type Written = Pick<
  ContactRow,
  'name' | 'email' | 'phone' | 'fields' | 'tags' | 'note' | 'is_vip'
>

interface Editing {
  accountId: string
  contactId: string
  by: string
  now: Date
}

/** Only what is given changes. Whoever has an older card learns who was faster. */
export async function editContact(
  client: Queryable,
  { accountId, contactId, by, now }: Editing,
  { version, ...edit }: Edit,
): Promise<void> {
  const before = await lockContact(client, accountId, contactId)
  if (before.version !== version) throw changedBy(before)
  const after = await edited(client, accountId, before, edit)
  await writeContact(client, { accountId, contactId, by, now }, after)
}

/** For the transaction that has locked the row; tells the feed as its last statement. */
export async function writeContact(
  client: Queryable,
  { accountId, contactId, by, now }: Editing,
  { name, email, phone, fields, tags, note, is_vip }: Written,
): Promise<void> {
  await client.query(
    `update contacts set version = version + 1, name = $3, email = $4, phone = $5, fields = $6,
       tags = $7, note = $8, is_vip = $9, changed_by = $10, changed_at = $11
     where account_id = $1 and id = $2`,
    [
      ...[accountId, contactId, name, email, phone, toDatabaseJson(fields), tags, note, is_vip],
      ...[by, now],
    ],
  )
  await appendFeed(client, accountId, [contactEntry(contactId)])
}

export const contactEntry = (id: string) => ({
  kind: 'contact' as const,
  version: 0,
  payload: { id },
})

async function edited(
  client: Queryable,
  accountId: string,
  before: ContactRow,
  { name, email, phone, fields, tags, note, isVip }: Omit<Edit, 'version'>,
): Promise<Written> {
  const problems: Record<string, FieldProblem> = {}
  const kept = phone === undefined || phone === '' ? phone : toPhone(phone)
  if (phone && kept === undefined) problems.phone = { code: 'wrong-phone' }
  const changed = fields && (await checkedFields(client, accountId, fields, problems))
  if (Object.keys(problems).length > 0) throw new InvalidFieldsError(problems)
  return {
    name: name ?? before.name,
    email: email ?? before.email,
    phone: kept ?? before.phone,
    fields: withoutEmpty({ ...before.fields, ...changed }),
    tags: tags ? unique(tags) : before.tags,
    note: note ?? before.note,
    is_vip: isVip ?? before.is_vip,
  }
}

async function checkedFields(
  client: Queryable,
  accountId: string,
  values: Record<string, string>,
  problems: Record<string, FieldProblem>,
): Promise<Record<string, string>> {
  const known = new Map((await listContactFields(client, accountId)).map((each) => [each.id, each]))
  const kept: Record<string, string> = {}
  for (const [fieldId, written] of Object.entries(values)) {
    const field = known.get(fieldId)
    const value = written.trim()
    const problem = field ? problemOfValue(field, value) : ({ code: 'unknown' } as const)
    if (problem) problems[`fields.${fieldId}`] = problem
    else if (field) kept[fieldId] = keptValue(field, value)
  }
  return kept
}

export const withoutEmpty = (values: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''))

/** Tags that differ in capitals alone are one. */
export function unique(tags: readonly string[]): string[] {
  const seen = new Map(tags.map((tag) => [tag.toLowerCase(), tag]))
  return [...seen.values()]
}

function changedBy({ changed_by, changed_at }: ContactRow): Refusal {
  return new Refusal('contact-changed', {
    ...(changed_by && { by: changed_by }),
    ...(changed_at && { at: changed_at.toISOString() }),
  })
}
