import {
  contactCard,
  contactHistory,
  contactHistoryQuery,
  contactPage,
  contactPageQuery,
  contactPhones,
  editContactRequest,
  id,
} from '@otklik/protocol'
import { z } from 'zod'

import type { Storage } from '../files/index.ts'
import { type App, NotFoundError } from '../http/index.ts'
import { barRoutes } from './bar-contact.ts'
import { findContactCard, listHistory } from './contact-card.ts'
import { getContactId } from './contact-row.ts'
import { type ContactsWorld, tellConversations } from './contacts-world.ts'
import { editContact } from './edit-contact.ts'
import { eraseRoutes } from './erase-contact.ts'
import { exportPersonRoute } from './export-person.ts'
import { exportTableRoutes } from './export-tables.ts'
import { contactFieldRoutes } from './field-routes.ts'
import { importRoutes } from './import-routes.ts'
import type { Reader } from './known-to.ts'
import { listContacts, listContactTags } from './list-contacts.ts'
import { mergeRoutes } from './merge-routes.ts'
import { nameOf } from './name-of.ts'
import { revealPhones } from './reveal-phones.ts'

const tags = ['contacts']
const params = z.strictObject({ id })
const reading = { access: { permission: 'conversations.read' } } as const

/** «Клиенты»: who writes to the company, and what it knows of them. */
export function contactRoutes(app: App, world: ContactsWorld & { storage: Storage }): void {
  const { database, clock } = world
  contactFieldRoutes(app, world)
  barRoutes(app, world)
  mergeRoutes(app, world)
  eraseRoutes(app, world)
  exportPersonRoute(app, world)
  exportTableRoutes(app, world)
  importRoutes(app, world)

  app.route({
    method: 'GET',
    url: '/api/v1/contacts',
    config: reading,
    schema: {
      tags,
      summary: 'Contacts by name, phone or username, the latest first',
      querystring: contactPageQuery,
      response: { 200: contactPage },
    },
    handler: ({ caller, query }) => listContacts(database, caller, query),
  })

  app.route({
    method: 'GET',
    url: '/api/v1/contact-tags',
    config: reading,
    schema: { tags, summary: 'Tags that contacts have', response: { 200: z.array(z.string()) } },
    handler: ({ caller }) => listContactTags(database, caller),
  })

  const getCard = async (reader: Reader, contactId: string) => {
    const card = await findContactCard(database, reader, { contactId, now: clock.now() })
    if (!card) throw new NotFoundError()
    return card
  }

  app.route({
    method: 'GET',
    url: '/api/v1/contacts/:id',
    config: reading,
    schema: {
      tags,
      summary: 'A contact with addresses and history; whoever they became one with',
      params,
      response: { 200: contactCard },
    },
    handler: ({ caller, params: { id: contactId } }) => getCard(caller, contactId),
  })

  app.route({
    method: 'GET',
    url: '/api/v1/contacts/:id/conversations',
    config: reading,
    schema: {
      tags,
      summary: 'A contact’s conversations in all channels, page by page, the latest first',
      params,
      querystring: contactHistoryQuery,
      response: { 200: contactHistory },
    },
    handler: async ({ caller, params: { id: asked }, query }) => {
      const contactId = await getContactId(database, caller, asked)
      return listHistory(database, caller, { contactId, ...query })
    },
  })

  app.route({
    method: 'PATCH',
    url: '/api/v1/contacts/:id',
    config: { access: { permission: 'contacts.edit' } },
    schema: {
      tags,
      summary: 'Name, e-mail, phone, fields, tags, note, importance',
      params,
      body: editContactRequest,
      response: { 200: contactCard },
    },
    handler: async ({ caller, params: { id: asked }, body }) => {
      const { accountId } = caller
      const contactId = await getContactId(database, caller, asked)
      const by = await nameOf(database, caller)
      await database.transaction((client) =>
        editContact(client, { accountId, contactId, by, now: clock.now() }, body),
      )
      await tellConversations(world, accountId, [contactId])
      return getCard(caller, contactId)
    },
  })

  app.route({
    method: 'POST',
    url: '/api/v1/contacts/:id/phones',
    config: { access: { permission: 'contacts.reveal' } },
    schema: {
      tags,
      summary: '«Показать»: their phones, written down in the journal',
      params,
      response: { 200: contactPhones },
    },
    handler: ({ caller, params: { id: contactId } }) => revealPhones(database, caller, contactId),
  })
}
