import { id } from '@otklik/protocol'
import {
  beginReviewRequest,
  decideAppealRequest,
  review,
  wordsRequest,
  writeReviewRequest,
} from '@otklik/protocol/reports'
import { z } from 'zod'

import type { Queryable } from '../database/index.ts'
import type { App, Caller } from '../http/index.ts'
import { decideAppeal, makeAppeal, markReviewSeen, replyToReview } from './appeals.ts'
import { type QualityParts, requireQuality } from './parts.ts'
import { getReview, viewReview } from './reviews.ts'
import { beginReview, completeReview, dropDraft, keepDraft } from './write-review.ts'

const tags = ['quality']
const params = z.object({ id })
const reviewing = { access: { permission: 'quality.review' } } as const
const response = { 200: review }

/** «Проверки»: writing them, and what their operators answer. */
export function reviewRoutes(app: App, { database, clock, hints }: QualityParts): void {
  /** In one transaction, with the module on; those concerned look anew after it. */
  async function write<Result>(
    { accountId }: Caller,
    work: (client: Queryable) => Promise<Result>,
  ): Promise<Result> {
    await requireQuality(database, accountId)
    const result = await database.transaction(work)
    hints.send('feed', accountId)
    return result
  }
  const read = async (caller: Caller, reviewId: string) =>
    viewReview(await getReview(database, caller, reviewId))

  app.route({
    method: 'POST',
    url: '/api/v1/quality/reviews',
    config: reviewing,
    schema: {
      tags,
      summary: 'Take a conversation from the queue; asked again, it is the same review',
      body: beginReviewRequest,
      response: { 201: review },
    },
    handler: async ({ caller, body: { sampleId } }, reply) => {
      const begun = await write(caller, (client) =>
        beginReview(client, caller, { sampleId, now: clock.now() }),
      )
      return reply.code(201).send(begun)
    },
  })

  app.route({
    method: 'GET',
    url: '/api/v1/quality/reviews/:id',
    config: { access: 'signed-in' },
    schema: {
      tags,
      summary: 'A review: for reviewers and, once it is done, for the operator it is about',
      params,
      response,
    },
    handler: ({ caller, params: { id: reviewId } }) => read(caller, reviewId),
  })

  app.route({
    method: 'PATCH',
    url: '/api/v1/quality/reviews/:id',
    config: reviewing,
    schema: { tags, summary: 'Keep a draft', params, body: writeReviewRequest, response },
    handler: ({ caller, params: { id: reviewId }, body }) =>
      write(caller, (client) => keepDraft(client, caller, { id: reviewId, writing: body })),
  })

  app.route({
    method: 'POST',
    url: '/api/v1/quality/reviews/:id/completion',
    config: reviewing,
    schema: {
      tags,
      summary: 'End a review: it counts, and its operator is told',
      params,
      body: writeReviewRequest,
      response,
    },
    handler: ({ caller, params: { id: reviewId }, body }) =>
      write(caller, (client) =>
        completeReview(client, caller, { id: reviewId, writing: body, now: clock.now() }),
      ),
  })

  app.route({
    method: 'DELETE',
    url: '/api/v1/quality/reviews/:id',
    config: reviewing,
    schema: {
      tags,
      summary: 'Put a draft back into the queue; what was written is gone',
      params,
      response: { 204: z.undefined() },
    },
    handler: async ({ caller, params: { id: reviewId } }, reply) => {
      await write(caller, (client) => dropDraft(client, caller, reviewId))
      return reply.code(204).send()
    },
  })

  app.route({
    method: 'PUT',
    url: '/api/v1/quality/reviews/:id/reading',
    config: { access: 'signed-in' },
    schema: {
      tags,
      summary: 'The operator it is about has read it',
      params,
      response: { 204: z.undefined() },
    },
    handler: async ({ caller, params: { id: reviewId } }, reply) => {
      await write(caller, (client) =>
        markReviewSeen(client, caller, { id: reviewId, now: clock.now() }),
      )
      return reply.code(204).send()
    },
  })

  app.route({
    method: 'PUT',
    url: '/api/v1/quality/reviews/:id/reply',
    config: { access: 'signed-in' },
    schema: {
      tags,
      summary: 'The operator’s answer to a review; it changes nothing of the result',
      params,
      body: wordsRequest,
      response,
    },
    handler: async ({ caller, params: { id: reviewId }, body: { text } }) => {
      const given = { id: reviewId, text, now: clock.now() }
      await write(caller, (client) => replyToReview(client, caller, given))
      return read(caller, reviewId)
    },
  })

  app.route({
    method: 'POST',
    url: '/api/v1/quality/reviews/:id/appeal',
    config: { access: 'signed-in' },
    schema: {
      tags,
      summary: 'Appeal a review of one’s own work, once',
      params,
      body: wordsRequest,
      response: { 201: review },
    },
    handler: async ({ caller, params: { id: reviewId }, body: { text } }, reply) => {
      const of = { kind: 'review', id: reviewId } as const
      await write(caller, (client) => makeAppeal(client, caller, { of, text, now: clock.now() }))
      return reply.code(201).send(await read(caller, reviewId))
    },
  })

  app.route({
    method: 'POST',
    url: '/api/v1/quality/reviews/:id/appeal/decision',
    config: reviewing,
    schema: {
      tags,
      summary: 'Decide an appeal: `upheld` takes the review out of all figures',
      params,
      body: decideAppealRequest,
      response: { 201: review },
    },
    handler: async ({ caller, params: { id: reviewId }, body }, reply) => {
      const of = { kind: 'review', id: reviewId } as const
      await write(caller, (client) =>
        decideAppeal(client, caller, { of, ...body, now: clock.now() }),
      )
      return reply.code(201).send(await read(caller, reviewId))
    },
  })
}
