import { contactCard, id } from '@otklik/protocol'
import { v7 as newId } from 'uuid'
import { z } from 'zod'

import { recordChange } from '../audit/index.ts'
import { appendFeed, type Queryable } from '../database/index.ts'
import { type App, type Caller, NotFoundError, Refusal } from '../http/index.ts'
import { findContactCard } from './contact-card.ts'
import { getContactId, lockContact } from './contact-row.ts'
import { type ContactsWorld, tellConversations } from './contacts-world.ts'
import { contactEntry } from './edit-contact.ts'
import { nameOf } from './name-of.ts'

/**
 * «Заблокировать»: what is open with them is over at once and without a word. What they write from
 * then on is kept, opens nothing and notifies nobody: `rules/contact.ts` has it.
 */
export function barRoutes(app: App, world: ContactsWorld): void {
  const { database, clock } = world
  const editing = { access: { permission: 'contacts.edit' } } as const
  const schema = { params: z.strictObject({ id }), response: { 200: contactCard } }

  const cardAfter = async (caller: Caller, asked: string, isBarred: boolean) => {
    const contactId = await getContactId(database, caller, asked)
    const by = await bar(world, caller, contactId, isBarred)
    const person = { id: caller.operatorId, name: by }
    await tellConversations(world, caller.accountId, [contactId], () =>
      isBarred
        ? { type: 'contact-barred', by: person, reason: 'barred', lineId: newId() }
        : { type: 'contact-changed' },
    )
    const card = await findContactCard(database, caller, { contactId, now: clock.now() })
    if (!card) throw new NotFoundError()
    return card
  }

  app.route({
    method: 'PUT',
    url: '/api/v1/contacts/:id/bar',
    config: editing,
    schema: { ...schema, tags: ['contacts'], summary: '«Заблокировать»' },
    handler: ({ caller, params }) => cardAfter(caller, params.id, true),
  })
  app.route({
    method: 'DELETE',
    url: '/api/v1/contacts/:id/bar',
    config: editing,
    schema: { ...schema, tags: ['contacts'], summary: '«Разблокировать»' },
    handler: ({ caller, params }) => cardAfter(caller, params.id, false),
  })
}

/** Returns the name of whoever did it. */
function bar(
  { database, clock }: ContactsWorld,
  caller: Caller,
  contactId: string,
  isBarred: boolean,
): Promise<string> {
  const { accountId } = caller
  return database.transaction(async (client) => {
    const by = await nameOf(client, caller)
    const { name, barred_at } = await lockContact(client, accountId, contactId)
    if ((barred_at !== null) === isBarred) return by
    if (isBarred) await refuseOthers(client, caller, contactId)
    await client.query(
      `update contacts set version = version + 1, barred_at = $3, barred_by = $4
       where account_id = $1 and id = $2`,
      [accountId, contactId, isBarred ? clock.now() : null, isBarred ? by : null],
    )
    await recordChange(client, caller, {
      action: isBarred ? 'barred' : 'unbarred',
      subject: { kind: 'contact', id: contactId, name },
      changes: [],
    })
    await appendFeed(client, accountId, [contactEntry(contactId)])
    return by
  })
}

/** Blocking closes what is open: what a colleague holds takes the right to act for them. */
async function refuseOthers(client: Queryable, caller: Caller, contactId: string): Promise<void> {
  if (caller.can('conversations.reassign')) return
  const { rows } = await client.query<{ name: string }>(
    `select o.name from conversations c
     join operators o on o.account_id = c.account_id and o.id = c.operator_id
     where c.account_id = $1 and c.contact_id = $2 and c.status <> 'closed' and c.operator_id <> $3
     order by c.id limit 1`,
    [caller.accountId, contactId, caller.operatorId],
  )
  if (rows[0]) throw new Refusal('not-yours', { name: rows[0].name })
}
