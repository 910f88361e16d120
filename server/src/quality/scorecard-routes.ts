import { id } from '@otklik/protocol'
import {
  createScorecardRequest,
  editQualitySettingsRequest,
  editScorecardRequest,
  qualitySettings,
  scorecard,
} from '@otklik/protocol/reports'
import { z } from 'zod'

import type { App } from '../http/index.ts'
import { type QualityParts, requireQuality } from './parts.ts'
import { editSettings, readSettings } from './quality-settings.ts'
import { createScorecard, editScorecard, listScorecards } from './scorecards.ts'

const tags = ['quality']
const reviewing = { access: { permission: 'quality.review' } } as const
const managing = { access: { permission: 'quality.manage' } } as const

/** «Чек-листы», and for how long an operator may appeal. */
export function scorecardRoutes(app: App, { database }: QualityParts): void {
  app.route({
    method: 'GET',
    url: '/api/v1/quality/scorecards',
    config: reviewing,
    schema: {
      tags,
      summary: 'Scorecards, those in the archive last',
      response: { 200: z.array(scorecard) },
    },
    handler: ({ caller }) => listScorecards(database, caller.accountId),
  })

  app.route({
    method: 'POST',
    url: '/api/v1/quality/scorecards',
    config: managing,
    schema: {
      tags,
      summary: 'Make a scorecard; the ids of sections and criteria are the caller’s',
      body: createScorecardRequest,
      response: { 201: scorecard },
    },
    handler: async ({ caller, body }, reply) => {
      await requireQuality(database, caller.accountId)
      const made = await database.transaction((client) => createScorecard(client, caller, body))
      return reply.code(201).send(made)
    },
  })

  app.route({
    method: 'PATCH',
    url: '/api/v1/quality/scorecards/:id',
    config: managing,
    schema: {
      tags,
      summary: 'Rename, change criteria, put into the archive; reviews keep the edition they have',
      params: z.object({ id }),
      body: editScorecardRequest,
      response: { 200: scorecard },
    },
    handler: async ({ caller, params, body }) => {
      await requireQuality(database, caller.accountId)
      return database.transaction((client) =>
        editScorecard(client, { author: caller, id: params.id }, body),
      )
    },
  })

  app.route({
    method: 'GET',
    url: '/api/v1/quality/settings',
    config: { access: 'signed-in' },
    schema: {
      tags,
      summary: 'For how long an operator may appeal',
      response: { 200: qualitySettings },
    },
    handler: ({ caller }) => readSettings(database, caller.accountId),
  })

  app.route({
    method: 'PUT',
    url: '/api/v1/quality/settings',
    config: managing,
    schema: {
      tags,
      summary: 'Set for how long an operator may appeal',
      body: editQualitySettingsRequest,
      response: { 200: qualitySettings },
    },
    handler: ({ caller, body }) =>
      database.transaction((client) => editSettings(client, caller, body)),
  })
}
