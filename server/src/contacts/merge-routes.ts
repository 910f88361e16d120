import {
  contactCard,
  differenceRequest,
  id,
  mergePreview,
  mergeRequest,
  mergeSuggestion,
} from '@otklik/protocol'
import { v7 as newId } from 'uuid'
import { z } from 'zod'

import { type App, NotFoundError } from '../http/index.ts'
import { maskPhone } from '../lib/phones.ts'
import { findContactCard, listAddresses } from './contact-card.ts'
import { getContactId, lockContacts } from './contact-row.ts'
import { type ContactsWorld, tellConversations } from './contacts-world.ts'
import type { Reader } from './known-to.ts'
import { mergeContacts, previewOf, undoMerge } from './merging.ts'
import { nameOf } from './name-of.ts'
import { suggestMerges } from './suggest-merges.ts'

const tags = ['contacts']
const params = z.strictObject({ id })

/** Two contacts that are one person, and the way back. */
export function mergeRoutes(app: App, world: ContactsWorld): void {
  const { database, clock } = world
  const merging = { access: { permission: 'contacts.merge' } } as const

  const getCard = async (reader: Reader, contactId: string) => {
    const card = await findContactCard(database, reader, { contactId, now: clock.now() })
    if (!card) throw new NotFoundError()
    return card
  }

  const refuseUnknown = (reader: Reader, ...ids: string[]) =>
    Promise.all(ids.map((each) => getContactId(database, reader, each)))

  app.route({
    method: 'GET',
    url: '/api/v1/contacts/:id/suggestions',
    config: merging,
    schema: {
      tags,
      summary: 'Who may be the same person, and why',
      params,
      response: { 200: z.array(mergeSuggestion) },
    },
    handler: ({ caller, params: { id: contactId } }) => suggestMerges(database, caller, contactId),
  })

  app.route({
    method: 'POST',
    url: '/api/v1/contacts/:id/differences',
    config: merging,
    schema: {
      tags,
      summary: '«Это разные люди»: not suggested again',
      params,
      body: differenceRequest,
      response: { 204: z.null() },
    },
    handler: async ({ caller, params: { id: contactId }, body: { otherId } }, reply) => {
      await refuseUnknown(caller, contactId, otherId)
      const { rowCount } = await database.query(
        `insert into contact_differences (account_id, contact_id, other_id)
         select $1, c.id, o.id from contacts c, contacts o
         where c.account_id = $1 and c.id = $2 and o.account_id = $1 and o.id = $3
         on conflict (account_id, contact_id, other_id) do update set at = excluded.at`,
        [caller.accountId, contactId, otherId],
      )
      if (!rowCount) throw new NotFoundError()
      return reply.code(204).send(null)
    },
  })

  app.route({
    method: 'GET',
    url: '/api/v1/contacts/:id/merge-preview',
    config: merging,
    schema: {
      tags,
      summary: 'What would become of both cards',
      params,
      querystring: mergeRequest,
      response: { 200: mergePreview },
    },
    handler: async ({ caller, params: { id: contactId }, query: { otherId } }) => {
      const { accountId } = caller
      await refuseUnknown(caller, contactId, otherId)
      return database.transaction(async (client) => {
        const [survivor, other] = await lockContacts(client, accountId, [contactId, otherId])
        const [here, there] = [
          await listAddresses(client, accountId, contactId),
          await listAddresses(client, accountId, otherId),
        ]
        const { rows } = await client.query<{ count: number }>(
          `select count(*)::integer as count from conversations
           where account_id = $1 and contact_id = any($2)`,
          [accountId, [contactId, otherId]],
        )
        const { phone, ...shown } = previewOf(survivor!, other!)
        return {
          ...shown,
          phone: phone && maskPhone(phone),
          addressCount: here.length + there.length,
          conversationCount: rows[0]?.count ?? 0,
        }
      })
    },
  })

  app.route({
    method: 'POST',
    url: '/api/v1/contacts/:id/merges',
    config: merging,
    schema: {
      tags,
      summary: 'Make another contact one with this one, which survives',
      params,
      body: mergeRequest,
      response: { 200: contactCard },
    },
    handler: async ({ caller, params: { id: survivorId }, body: { otherId } }) => {
      const { accountId } = caller
      await refuseUnknown(caller, survivorId, otherId)
      const by = await nameOf(database, caller)
      const acting = { author: caller, by, now: clock.now() }
      const { isBarred } = await database.transaction((client) =>
        mergeContacts(client, acting, { survivorId, otherId }),
      )
      // Whoever is blocked is answered no more: nothing with them may stay open and be silent.
      await tellConversations(world, accountId, [survivorId], () =>
        isBarred
          ? {
              ...{ type: 'contact-barred', reason: 'barred', lineId: newId() },
              by: { id: caller.operatorId, name: by },
            }
          : { type: 'contact-changed' },
      )
      return getCard(caller, survivorId)
    },
  })

  app.route({
    method: 'DELETE',
    url: '/api/v1/contacts/:id/merges/:mergeId',
    config: merging,
    schema: {
      tags,
      summary: 'Take a merge back, within thirty days',
      params: z.strictObject({ id, mergeId: id }),
      response: { 200: contactCard },
    },
    handler: async ({ caller, params: { id: contactId, mergeId } }) => {
      const { accountId } = caller
      await refuseUnknown(caller, contactId)
      const acting = { author: caller, by: await nameOf(database, caller), now: clock.now() }
      const { survivorId, otherId } = await database.transaction((client) =>
        undoMerge(client, acting, { contactId, mergeId }),
      )
      await tellConversations(world, accountId, [survivorId, otherId])
      return getCard(caller, survivorId)
    },
  })
}
