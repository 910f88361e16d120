import { retention, retentionPreview, storedRetention } from '@otklik/protocol'

import type { Database } from '../database/index.ts'
import type { App } from '../http/index.ts'
import type { Clock } from '../lib/clock.ts'
import { previewRetention } from './preview.ts'
import { keepRetention, readRetention } from './terms.ts'

const tags = ['account']
const managing = { access: { permission: 'account.manage' } } as const

/** «Хранение данных»: for how long what customers said is kept. */
export function retentionRoutes(
  app: App,
  { database, clock }: { database: Database; clock: Clock },
): void {
  app.route({
    method: 'GET',
    url: '/api/v1/retention',
    config: managing,
    schema: { tags, summary: 'For how long what is kept', response: { 200: storedRetention } },
    handler: ({ caller }) => readRetention(database, caller.accountId),
  })

  app.route({
    method: 'PUT',
    url: '/api/v1/retention',
    config: managing,
    schema: {
      tags,
      summary: 'Say for how long what is kept; what is over is deleted within the hour',
      body: storedRetention,
      response: { 200: storedRetention },
    },
    handler: ({ caller, body }) =>
      database.transaction((client) => keepRetention(client, caller, body)),
  })

  app.route({
    method: 'POST',
    url: '/api/v1/retention/preview',
    config: managing,
    schema: {
      tags,
      summary: 'How much these terms would delete now',
      body: retention,
      response: { 200: retentionPreview },
    },
    handler: ({ caller, body }) =>
      previewRetention(database, { accountId: caller.accountId, now: clock.now() }, body),
  })
}
