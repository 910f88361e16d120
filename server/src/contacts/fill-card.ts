import type { Queryable } from '../database/index.ts'
import { isPhone } from '../lib/phones.ts'
import { lockContact } from './contact-row.ts'
import { writeContact } from './edit-contact.ts'

interface Filling {
  accountId: string
  contactId: string
  now: Date
  /** What they are called for want of a name. */
  standIns?: readonly string[]
}

export interface OwnWords {
  name?: string
  /** As `toPhone` gives it. */
  phone?: string
  email?: string
}

/**
 * What somebody says of themselves, where their card says nothing yet: what an operator has typed
 * stays, and so does the name a platform gave. A phone in place of a name is none. False where
 * nothing changed.
 */
export async function fillCard(
  client: Queryable,
  { accountId, contactId, now, standIns = [] }: Filling,
  { name, phone, email }: OwnWords,
): Promise<boolean> {
  const before = await lockContact(client, accountId, contactId)
  const isNameless = before.name === '' || isPhone(before.name) || standIns.includes(before.name)
  const after = {
    ...before,
    name: (isNameless && name) || before.name,
    phone: before.phone || phone || '',
    email: before.email || email || '',
  }
  const isSame = (['name', 'phone', 'email'] as const).every((key) => after[key] === before[key])
  if (isSame) return false
  const by = isNameless ? (name ?? '') : before.name
  await writeContact(client, { accountId, contactId, by, now }, after)
  return true
}
