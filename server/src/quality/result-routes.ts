import { id } from '@otklik/protocol'
import {
  calibration,
  operatorQuality,
  qualityFigures,
  qualityNews,
  qualityPeriod,
  startCalibrationRequest,
} from '@otklik/protocol/reports'
import { z } from 'zod'

import type { App } from '../http/index.ts'
import { isModuleOn } from '../modules/index.ts'
import { countAppeals } from './appeals.ts'
import { getCalibration, listCalibrations, startCalibration } from './calibrations.ts'
import { type QualityParts, requireQuality } from './parts.ts'
import { countUnseen, listResults, readOperator } from './results.ts'
import { countQueue } from './samples.ts'

const tags = ['quality']
const params = z.object({ id })
const reviewing = { access: { permission: 'quality.review' } } as const

/** What reviews come to, how far reviewers agree, and what waits for whom. */
export function resultRoutes(app: App, { database, clock, hints }: QualityParts): void {
  app.route({
    method: 'GET',
    url: '/api/v1/quality/results',
    config: reviewing,
    schema: {
      tags,
      summary: 'What a period comes to for each operator',
      querystring: qualityPeriod,
      response: { 200: z.array(qualityFigures) },
    },
    handler: async ({ caller, query }) => {
      await requireQuality(database, caller.accountId)
      return listResults(database, caller, query)
    },
  })

  app.route({
    method: 'GET',
    url: '/api/v1/quality/results/:id',
    config: { access: 'signed-in' },
    schema: {
      tags,
      summary: 'One operator by weeks and criteria: for reviewers, and for the operator',
      params,
      querystring: qualityPeriod,
      response: { 200: operatorQuality },
    },
    handler: async ({ caller, params: { id: operatorId }, query }) => {
      await requireQuality(database, caller.accountId)
      return readOperator(database, caller, { operatorId, period: query })
    },
  })

  app.route({
    method: 'GET',
    url: '/api/v1/quality/news',
    config: { access: 'signed-in' },
    schema: { tags, summary: 'What waits for the caller', response: { 200: qualityNews } },
    handler: async ({ caller }) => {
      if (!(await isModuleOn(database, caller.accountId, 'quality'))) {
        return { unseen: 0, queue: 0, appeals: 0 }
      }
      const mayReview = caller.can('quality.review')
      return {
        unseen: await countUnseen(database, caller),
        queue: mayReview ? await countQueue(database, caller) : 0,
        appeals: mayReview ? await countAppeals(database, caller) : 0,
      }
    },
  })

  app.route({
    method: 'GET',
    url: '/api/v1/quality/calibrations',
    config: reviewing,
    schema: {
      tags,
      summary: 'Conversations reviewed by two, the latest first, at most 200',
      response: { 200: z.array(calibration) },
    },
    handler: async ({ caller }) => {
      await requireQuality(database, caller.accountId)
      return listCalibrations(database, caller)
    },
  })

  app.route({
    method: 'GET',
    url: '/api/v1/quality/calibrations/:id',
    config: reviewing,
    schema: {
      tags,
      summary: 'One of them: what each has answered, once both have ended',
      params,
      response: { 200: calibration },
    },
    handler: ({ caller, params: { id: sampleId } }) => getCalibration(database, caller, sampleId),
  })

  app.route({
    method: 'POST',
    url: '/api/v1/quality/calibrations',
    config: { access: { permission: 'quality.manage' } },
    schema: {
      tags,
      summary: 'Put one closed conversation before two reviewers',
      body: startCalibrationRequest,
      response: { 201: calibration },
    },
    handler: async ({ caller, body }, reply) => {
      await requireQuality(database, caller.accountId)
      const started = await database.transaction((client) =>
        startCalibration(client, caller, { ...body, now: clock.now() }),
      )
      hints.send('feed', caller.accountId)
      return reply.code(201).send(started)
    },
  })
}
