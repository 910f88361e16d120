import {
  messageSearchPage,
  messageSearchQuery,
  nameSearch,
  nameSearchQuery,
} from '@otklik/protocol'

import type { Database } from '../database/index.ts'
import type { App } from '../http/index.ts'
import { findMessages } from './find-messages.ts'
import { findByNumber } from './find-names.ts'

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
    handler: ({ caller, query }) => {
      const { accountId } = caller
      return findMessages(database, { accountId, reader: caller, query })
    },
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
      const asked = { accountId: caller.accountId, reader: caller, typed: query.q }
      return { contacts: [], conversations: await findByNumber(database, asked) }
    },
  })
}
