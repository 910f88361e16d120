import { auditPage, auditPageQuery } from '@otklik/protocol/settings'

import type { Database } from '../database/index.ts'
import type { App } from '../http/index.ts'
import { listEntries } from './list-entries.ts'

/** «Журнал действий»: who changed which setting, when, and how. */
export function auditRoutes(app: App, { database }: { database: Database }): void {
  app.route({
    method: 'GET',
    url: '/api/v1/audit',
    config: { access: { permission: 'audit.read' } },
    schema: {
      tags: ['account'],
      summary: 'Changes of settings, the newest first',
      querystring: auditPageQuery,
      response: { 200: auditPage },
    },
    handler: ({ caller, query }) => listEntries(database, caller.accountId, query),
  })
}
