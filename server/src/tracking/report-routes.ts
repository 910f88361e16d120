import { conversation, id } from '@otklik/protocol'
import {
  decideVisitRequest,
  trackedConversations,
  trackedQuery,
  trackingQuery,
  trackingReport as trackingReportView,
  unmatchedConversations,
  unmatchedQuery,
} from '@otklik/protocol/settings'
import { v7 as newId } from 'uuid'
import { z } from 'zod'

import { type ConversationWorld, createDesk, refuse } from '../conversations/index.ts'
import type { Database } from '../database/index.ts'
import { type App, type Caller, NotFoundError } from '../http/index.ts'
import { listCounted } from './channel-tracking.ts'
import { type Days, periodOf } from './period.ts'
import { trackingReport } from './report.ts'
import { listTracked } from './tracked.ts'
import { findVisit, listUnmatched } from './unmatched.ts'

const tags = ['call tracking']
const viewing = { access: { permission: 'reports.view' } } as const

/** What came of visits: figures, the conversations behind each, and those that nobody could match. */
export function trackingReportRoutes(
  app: App,
  { database }: { database: Database },
  talking: ConversationWorld,
): void {
  const desk = createDesk(talking)

  async function asked(caller: Caller, days: Days) {
    const { accountId } = caller
    const period = await periodOf(database, accountId, days)
    return { accountId, reader: caller, ...period, counted: await listCounted(database, accountId) }
  }

  app.route({
    method: 'GET',
    url: '/api/v1/tracking/report',
    config: viewing,
    schema: {
      tags,
      summary: 'Visits, choices and conversations of a period',
      querystring: trackingQuery,
      response: { 200: trackingReportView },
    },
    handler: async ({ caller, query }) => trackingReport(database, await asked(caller, query)),
  })
  app.route({
    method: 'GET',
    url: '/api/v1/tracking/conversations',
    config: viewing,
    schema: {
      tags,
      summary: 'The conversations behind a figure',
      querystring: trackedQuery,
      response: { 200: trackedConversations },
    },
    handler: async ({ caller, query: { from, to, ...of } }) =>
      listTracked(database, await asked(caller, { from, to }), of),
  })
  app.route({
    method: 'GET',
    url: '/api/v1/tracking/unmatched',
    config: viewing,
    schema: {
      tags,
      summary: 'Conversations that may have come from a visit',
      querystring: unmatchedQuery,
      response: { 200: unmatchedConversations },
    },
    handler: async ({ caller, query: { from, to, ...page } }) =>
      listUnmatched(database, await asked(caller, { from, to }), page),
  })
  app.route({
    method: 'POST',
    url: '/api/v1/conversations/:id/visit',
    config: viewing,
    schema: {
      tags,
      summary: 'Say that a visit is, or is not, where a conversation came from',
      params: z.object({ id }),
      body: decideVisitRequest,
      response: { 200: conversation },
    },
    handler: async ({ caller, params, body: { visitId, isTheirs } }) => {
      const visit = await findVisit(database, caller.accountId, visitId)
      if (!visit) throw new NotFoundError()
      const operator = await desk.personOf(caller)
      const trigger = { type: 'visit-decided', operator, visit, isTheirs, lineId: newId() } as const
      refuse(await desk.tell(caller, params.id, trigger))
      return desk.rereadConversation(caller, params.id)
    },
  })
}
