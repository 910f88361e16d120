import { id } from '@otklik/protocol'
import {
  chooseSampleRequest,
  createSamplingRuleRequest,
  editSamplingRuleRequest,
  sample,
  sampleQueue,
  samplingRule,
} from '@otklik/protocol/reports'
import { z } from 'zod'

import type { App } from '../http/index.ts'
import { drawNow } from './draw-samples.ts'
import { type QualityParts, requireQuality } from './parts.ts'
import { chooseSample, listQueue } from './samples.ts'
import { createRule, deleteRule, editRule, listRules } from './sampling-rules.ts'

const tags = ['quality']
const params = z.object({ id })
const reviewing = { access: { permission: 'quality.review' } } as const
const managing = { access: { permission: 'quality.manage' } } as const

/** «Правила отбора», and the queue of what they have chosen. */
export function samplingRoutes(app: App, parts: QualityParts): void {
  const { database, clock, hints } = parts
  app.route({
    method: 'GET',
    url: '/api/v1/quality/sampling-rules',
    config: reviewing,
    schema: {
      tags,
      summary: 'Which conversations are put before reviewers',
      response: { 200: z.array(samplingRule) },
    },
    handler: ({ caller }) => listRules(database, caller.accountId),
  })

  app.route({
    method: 'POST',
    url: '/api/v1/quality/sampling-rules',
    config: managing,
    schema: {
      tags,
      summary: 'Add a rule; what it is about already is chosen at once',
      body: createSamplingRuleRequest,
      response: { 201: samplingRule },
    },
    handler: async ({ caller, body }, reply) => {
      await requireQuality(database, caller.accountId)
      const made = await database.transaction((client) => createRule(client, caller, body))
      await drawNow(parts, caller.accountId)
      return reply.code(201).send(made)
    },
  })

  app.route({
    method: 'PUT',
    url: '/api/v1/quality/sampling-rules/:id',
    config: managing,
    schema: {
      tags,
      summary: 'Change a rule; what it has chosen stays chosen',
      params,
      body: editSamplingRuleRequest,
      response: { 200: samplingRule },
    },
    handler: async ({ caller, params: { id: ruleId }, body }) => {
      await requireQuality(database, caller.accountId)
      const edited = await database.transaction((client) =>
        editRule(client, { author: caller, id: ruleId }, body),
      )
      await drawNow(parts, caller.accountId)
      return edited
    },
  })

  app.route({
    method: 'DELETE',
    url: '/api/v1/quality/sampling-rules/:id',
    config: managing,
    schema: {
      tags,
      summary: 'Delete a rule; what it has chosen goes on waiting',
      params,
      response: { 204: z.undefined() },
    },
    handler: async ({ caller, params: { id: ruleId } }, reply) => {
      await database.transaction((client) => deleteRule(client, { author: caller, id: ruleId }))
      return reply.code(204).send()
    },
  })

  app.route({
    method: 'POST',
    url: '/api/v1/quality/draws',
    config: managing,
    schema: {
      tags,
      summary: 'Choose now, instead of in some minutes',
      response: { 200: z.object({ drawn: z.int() }) },
    },
    handler: async ({ caller }) => {
      await requireQuality(database, caller.accountId)
      return { drawn: await drawNow(parts, caller.accountId) }
    },
  })

  app.route({
    method: 'GET',
    url: '/api/v1/quality/queue',
    config: reviewing,
    schema: {
      tags,
      summary: 'Conversations that wait for the caller’s review, at most 200',
      response: { 200: sampleQueue },
    },
    handler: async ({ caller }) => {
      await requireQuality(database, caller.accountId)
      return listQueue(database, caller)
    },
  })

  app.route({
    method: 'POST',
    url: '/api/v1/quality/samples',
    config: reviewing,
    schema: {
      tags,
      summary: 'Choose a closed conversation by hand',
      body: chooseSampleRequest,
      response: { 201: sample },
    },
    handler: async ({ caller, body }, reply) => {
      await requireQuality(database, caller.accountId)
      const chosen = await database.transaction((client) =>
        chooseSample(client, caller, { ...body, now: clock.now() }),
      )
      hints.send('feed', caller.accountId)
      return reply.code(201).send(chosen)
    },
  })
}
