import { eraseRequest, id } from '@otklik/protocol'
import { wordsOf } from '@otklik/words'
import { v7 as newId } from 'uuid'
import { z } from 'zod'

import { recordChange } from '../audit/index.ts'
import { appendFeed, isTransient, type Queryable } from '../database/index.ts'
import { removeForgottenUploads, type Storage } from '../files/index.ts'
import {
  type App,
  type Caller,
  InvalidFieldsError,
  Refusal,
  readersLanguage,
} from '../http/index.ts'
import { getContactId, lockContact } from './contact-row.ts'
import { type ContactsWorld, tellConversations } from './contacts-world.ts'
import { contactEntry } from './edit-contact.ts'
import { type Holding, holdings } from './holdings.ts'
import { nameOf } from './name-of.ts'

/** Whoever wrote in the meantime is closed again, this often. */
const TRIES = 5

const eraseWords = (['ru', 'en'] as const).map((each) => wordsOf(each).web.contacts.eraseWord)

/** 152-ФЗ: what is known of somebody is gone for good; that it is, and who did it, is written down. */
export function eraseRoutes(app: App, world: ContactsWorld & { storage: Storage }): void {
  const { database } = world

  app.route({
    method: 'POST',
    url: '/api/v1/contacts/:id/erasure',
    config: { access: { permission: 'contacts.erase' } },
    schema: {
      tags: ['contacts'],
      summary: 'Erase what is known of a contact, for good',
      params: z.strictObject({ id }),
      body: eraseRequest,
      response: { 204: z.null() },
    },
    handler: async (request, reply) => {
      const { caller, params, body } = request
      if (!eraseWords.includes(body.confirmation.toLowerCase())) {
        const word = wordsOf(readersLanguage(request)).web.contacts.eraseWord
        throw new InvalidFieldsError({ confirmation: { code: 'not-typed', facts: { word } } })
      }
      const contactId = await getContactId(database, caller, params.id)
      await erase(world, caller, contactId)
      await removeForgottenUploads(world)
      return reply.code(204).send(null)
    },
  })
}

/** First nobody opens anything with them any more; then what is open is over; then all of it goes. */
async function erase(world: ContactsWorld, caller: Caller, contactId: string): Promise<void> {
  const { database, clock } = world
  const { accountId, operatorId } = caller
  const by = await nameOf(database, caller)
  await database.transaction(async (client) => {
    await lockContact(client, accountId, contactId)
    await client.query(
      `update contacts set barred_at = coalesce(barred_at, $3), version = version + 1
       where account_id = $1 and id = $2`,
      [accountId, contactId, clock.now()],
    )
    await appendFeed(client, accountId, [contactEntry(contactId)])
  })
  const rawSince = await eraseRaw(world, accountId, contactId)
  for (let tries = 0; tries < TRIES; tries++) {
    await tellConversations(world, accountId, [contactId], () => ({
      type: 'contact-barred',
      by: { id: operatorId, name: by },
      reason: 'erased',
      lineId: newId(),
    }))
    if (await eraseUnlessInterrupted(world, caller, { contactId, rawSince })) {
      world.hints.send('feed', accountId)
      return
    }
  }
  throw new Refusal('unavailable')
}

/**
 * What was kept as it came, a day at a time: there is too much of it for one statement. Returns the
 * moment from which on it has to be looked at again: what was being read has come since then.
 */
async function eraseRaw(
  { database }: ContactsWorld,
  accountId: string,
  contactId: string,
): Promise<Date> {
  const { rows: days } = await database.query<{ day: string; since: Date }>(
    `select d.day::text, now() - interval '10 minutes' as since
     from (select current_date as day
       union select day from inbox where account_id = $1
       union select day from channel_log where account_id = $1) d order by d.day desc`,
    [accountId],
  )
  for (const { day } of days) {
    await database.query('select erase_raw($1, people_of($1, $2), $3::date, null)', [
      ...[accountId, contactId, day],
    ])
  }
  return days[0]!.since
}

/** False where it has to be tried again, also because somebody else was at the same rows. */
async function eraseUnlessInterrupted(...given: Parameters<typeof eraseRows>): Promise<boolean> {
  try {
    return await eraseRows(...given)
  } catch (error) {
    if (isTransient(error)) return false
    throw error
  }
}

function eraseRows(
  { database, clock }: ContactsWorld,
  caller: Caller,
  { contactId, rawSince }: { contactId: string; rawSince: Date },
): Promise<boolean> {
  const { accountId } = caller
  return database.transaction(async (client) => {
    const { rows } = await client.query<{ people: string[]; talks: string[] }>(
      'select people, talks from begin_erasing($1, $2)',
      [accountId, contactId],
    )
    const [begun] = rows
    if (!begun) return false
    const { people, talks } = begun
    const nameless = wordsOf('ru').company.erasedContact
    const values = [accountId, people, talks, nameless, clock.now(), rawSince]
    for (const holding of holdings) await forget(client, holding, values)
    await recordChange(client, caller, {
      action: 'erased',
      subject: { kind: 'contact', id: contactId, name: '' },
      changes: [],
    })
    // Whoever keeps what is known of them elsewhere learns that it is to go there too.
    const gone = talks.map((talk) => ({ kind: 'gone' as const, version: 0, payload: { id: talk } }))
    await appendFeed(client, accountId, [contactEntry(contactId), ...gone])
    return true
  })
}

/** Parameters are typed once: not every statement asks for each of them. */
const given = `with given as (
  select $1::uuid, $2::uuid[], $3::uuid[], $4::text, $5::timestamptz, $6::timestamptz) `

async function forget(
  client: Queryable,
  { table, whose, forgotten, first }: Holding,
  values: unknown[],
): Promise<void> {
  if (first) await client.query(given + first, values)
  if (forgotten === 'by-day' || (forgotten !== 'deleted' && 'kept' in forgotten)) return
  const change =
    forgotten === 'deleted' ? `delete from ${table} r` : `update ${table} r set ${forgotten.set}`
  await client.query(`${given + change} where r.account_id = $1 and (${whose})`, values)
}
