import {
  messageSearchPage,
  messageSearchQuery,
  nameSearch,
  nameSearchQuery,
} from '@otklik/protocol'

import type { Database } from '../database/index.ts'
import type { App } from '../http/index.ts'
import { findMessages } from './find-messages.ts'
import { findByNumber, findContacts } from './find-names.ts'

const reading = { access: { permission: 'conversations.read' } } as const
const tags = ['search']

/** Finding what was written, and by whom. */
export function searchRoutes(app: App, { database }: { database: Database }): void {
  app.route({
    method: 'GET',
    url: '/api/v1/search/messages',
    config: reading,
    schema: {
      tags,
      summary: 'Messages with all of the words, the newest first',
      querystring: messageSearchQuery,
      response: { 200: messageSearchPage },
    },
    handler: ({ caller, query }) => findMessages(database, { reader: caller, query }),
  })
  app.route({
    method: 'GET',
    url: '/api/v1/search/names',
    config: reading,
    schema: {
      tags,
      summary: 'Contacts and conversations by name, phone or number',
      querystring: nameSearchQuery,
      response: { 200: nameSearch },
    },
    handler: async ({ caller, query }) => {
      const asked = { reader: caller, typed: query.q, limit: query.limit }
      const [contacts, conversations] = await Promise.all([
        findContacts(database, asked),
        findByNumber(database, asked),
      ])
      return { contacts, conversations }
    },
  })
}
