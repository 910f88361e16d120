import { id } from '@otklik/protocol'
import {
  appealCase,
  appealQuery,
  decideAppealRequest,
  ratingView,
  wordsRequest,
} from '@otklik/protocol/reports'
import { z } from 'zod'

import type { Queryable } from '../database/index.ts'
import type { App, Caller } from '../http/index.ts'
import { decideAppeal, listAppeals, makeAppeal, markRatingsSeen } from './appeals.ts'
import { type QualityParts, requireQuality } from './parts.ts'
import { getRating, viewRating } from './ratings.ts'

const tags = ['quality']
const params = z.object({ id })
const reviewing = { access: { permission: 'quality.review' } } as const

/** «Клиентская оценка» of one conversation, and «Апелляция оценки». */
export function ratingRoutes(app: App, { database, clock, hints }: QualityParts): void {
  async function write(
    { accountId }: Caller,
    work: (client: Queryable) => Promise<void>,
  ): Promise<void> {
    await requireQuality(database, accountId)
    await database.transaction(work)
    hints.send('feed', accountId)
  }
  const read = async (caller: Caller, conversationId: string) =>
    viewRating(await getRating(database, caller, conversationId))

  app.route({
    method: 'GET',
    url: '/api/v1/conversations/:id/rating',
    config: { access: 'signed-in' },
    schema: {
      tags,
      summary: 'The customer’s mark: for reviewers, and for the operator it is about',
      params,
      response: { 200: ratingView },
    },
    handler: ({ caller, params: { id: conversationId } }) => read(caller, conversationId),
  })

  app.route({
    method: 'POST',
    url: '/api/v1/conversations/:id/rating/appeal',
    config: { access: 'signed-in' },
    schema: {
      tags,
      summary: 'Appeal a mark of one’s own work, once; the customer is not told',
      params,
      body: wordsRequest,
      response: { 201: ratingView },
    },
    handler: async ({ caller, params: { id: conversationId }, body: { text } }, reply) => {
      const of = { kind: 'rating', id: conversationId } as const
      await write(caller, (client) => makeAppeal(client, caller, { of, text, now: clock.now() }))
      return reply.code(201).send(await read(caller, conversationId))
    },
  })

  app.route({
    method: 'POST',
    url: '/api/v1/conversations/:id/rating/appeal/decision',
    config: reviewing,
    schema: {
      tags,
      summary: 'Decide an appeal: `upheld` takes the mark out of all figures',
      params,
      body: decideAppealRequest,
      response: { 201: ratingView },
    },
    handler: async ({ caller, params: { id: conversationId }, body }, reply) => {
      const of = { kind: 'rating', id: conversationId } as const
      await write(caller, (client) =>
        decideAppeal(client, caller, { of, ...body, now: clock.now() }),
      )
      return reply.code(201).send(await read(caller, conversationId))
    },
  })

  app.route({
    method: 'PUT',
    url: '/api/v1/quality/ratings/reading',
    config: { access: 'signed-in' },
    schema: {
      tags,
      summary: 'The caller has seen the marks of their own work',
      response: { 204: z.undefined() },
    },
    handler: async ({ caller }, reply) => {
      await write(caller, (client) => markRatingsSeen(client, caller, clock.now()))
      return reply.code(204).send()
    },
  })

  app.route({
    method: 'GET',
    url: '/api/v1/quality/appeals',
    config: reviewing,
    schema: {
      tags,
      summary: 'Appeals of marks and reviews, at most 200 of each',
      querystring: appealQuery,
      response: { 200: z.array(appealCase) },
    },
    handler: async ({ caller, query }) => {
      await requireQuality(database, caller.accountId)
      return listAppeals(database, caller, query.state)
    },
  })
}
