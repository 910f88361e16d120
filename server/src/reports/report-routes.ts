import {
  attributedQuery,
  attributionQuery,
  attributionReport,
  funnelReport,
  heatQuery,
  heatReport,
  metricDefinition,
  type ReportFilter,
  report,
  reportConversations,
  reportConversationsQuery,
  reportFileQuery,
  reportMetric,
  reportName,
  reportQuery,
  reportTable,
  statusQuery,
  statusReport,
} from '@otklik/protocol/reports'
import { create as contentDisposition } from 'content-disposition'
import { z } from 'zod'

import type { Database } from '../database/index.ts'
import { type App, type Caller, readersLanguage } from '../http/index.ts'
import type { Clock } from '../lib/clock.ts'
import { familyOfList } from './asked.ts'
import { buildAttribution, listAttribution } from './build-attribution.ts'
import { buildFunnel } from './build-funnel.ts'
import { buildHeat } from './build-heat.ts'
import { type Asked, buildReport } from './build-report.ts'
import { buildStatuses } from './build-statuses.ts'
import { listBehind } from './list-behind.ts'
import { makeTable, nameFile } from './make-table.ts'
import { definitionOf } from './measures.ts'
import { checkPeriod } from './periods.ts'
import { mimeOf, writeFile } from './write-file.ts'

const tags = ['reports']
const viewing = { access: { permission: 'reports.view' } } as const

interface Parts {
  database: Database
  clock: Clock
}

/** «Отчёты»: figures by definitions, the conversations behind each, and tables of them. */
export function reportRoutes(app: App, { database, clock }: Parts): void {
  app.route({
    method: 'GET',
    url: '/api/v1/reports/definitions',
    config: viewing,
    schema: {
      tags,
      summary: 'What every metric is: its unit, and what of it is better',
      response: { 200: z.array(metricDefinition) },
    },
    handler: async () => reportMetric.options.map(definitionOf),
  })
  app.route({
    method: 'GET',
    url: '/api/v1/reports/conversations',
    config: viewing,
    schema: {
      tags,
      summary: 'The conversations behind a figure',
      querystring: reportConversationsQuery,
      response: { 200: reportConversations },
    },
    handler: ({ caller, query }) => {
      const { metric, weekday, hour, after, limit } = query
      const cell = weekday === undefined || hour === undefined ? undefined : { weekday, hour }
      const asked = { ...askedOf(caller, query), asker: caller }
      return listBehind(database, { ...asked, metric, cell, after, limit })
    },
  })
  app.route({
    method: 'GET',
    url: '/api/v1/reports/heat',
    config: viewing,
    schema: {
      tags,
      summary: 'When customers come: by day of the week and hour',
      querystring: heatQuery,
      response: { 200: heatReport },
    },
    handler: ({ caller, query }) =>
      buildHeat(database, { ...askedOf(caller, query), metric: query.metric }),
  })
  app.route({
    method: 'GET',
    url: '/api/v1/reports/funnel',
    config: viewing,
    schema: {
      tags,
      summary: 'How far the conversations came that began in the period',
      querystring: reportQuery,
      response: { 200: funnelReport },
    },
    handler: ({ caller, query }) => buildFunnel(database, askedOf(caller, query)),
  })
  app.route({
    method: 'GET',
    url: '/api/v1/reports/attribution',
    config: viewing,
    schema: {
      tags,
      summary: 'How well conversations are traced to visits, by source and campaign',
      querystring: attributionQuery,
      response: { 200: attributionReport },
    },
    handler: ({ caller, query }) => buildAttribution(database, askedOf(caller, query)),
  })
  app.route({
    method: 'GET',
    url: '/api/v1/reports/attribution/conversations',
    config: viewing,
    schema: {
      tags,
      summary: 'The conversations behind a figure of attribution',
      querystring: attributedQuery,
      response: { 200: reportConversations },
    },
    handler: ({ caller, query }) => {
      const { figure, source, medium, campaign, after, limit } = query
      return listAttribution(database, {
        ...{ ...askedOf(caller, query), asker: caller },
        asked: { figure, source, medium, campaign, after, limit },
      })
    },
  })
  app.route({
    method: 'GET',
    url: '/api/v1/reports/statuses',
    config: viewing,
    schema: {
      tags,
      summary: 'How long operators were in each status, and why they were away',
      querystring: statusQuery,
      response: { 200: statusReport },
    },
    handler: ({ caller, query }) => buildStatuses(database, askedOf(caller, query), clock.now()),
  })
  app.route({
    method: 'GET',
    url: '/api/v1/reports/:name',
    config: viewing,
    schema: {
      tags,
      summary: 'A report: totals, points of time, rows',
      params: z.strictObject({ name: reportName }),
      querystring: reportQuery,
      response: { 200: report },
    },
    handler: (request) => {
      const { caller, params, query } = request
      const language = readersLanguage(request)
      return buildReport(database, params.name, { ...askedOf(caller, query), language })
    },
  })
  fileRoute(app, { database, clock })
}

function fileRoute(app: App, { database, clock }: Parts): void {
  app.route({
    method: 'GET',
    url: '/api/v1/reports/:table/file',
    config: viewing,
    schema: {
      tags,
      summary: 'A report as a table: CSV or XLSX, with the numbers of the screen',
      params: z.strictObject({ table: reportTable }),
      querystring: reportFileQuery,
    },
    handler: async (request, reply) => {
      const { caller, params, query } = request
      const language = readersLanguage(request)
      const asked = askedOf(caller, query)
      const { format, metric } = query
      const now = clock.now()
      const table = await makeTable(database, params.table, { ...asked, metric, language, now })
      const name = nameFile(params.table, { language, period: asked.period, format })
      reply.header('Content-Disposition', contentDisposition(name))
      reply.header('Content-Type', mimeOf[format])
      return reply.send(await writeFile(table, format))
    },
  })
}

type Query = { from: string; to: string; compare?: Asked['compare'] } & Record<string, unknown>

/** What a query asks for: a list may come as one value. */
function askedOf(caller: Caller, query: Query): Asked {
  const filter: Record<string, unknown> = {}
  for (const name of Object.keys(familyOfList)) {
    const value = query[name]
    if (value !== undefined) filter[name] = [value].flat()
  }
  return {
    asker: caller,
    filter: filter as ReportFilter,
    period: checkPeriod(query),
    compare: query.compare,
  }
}
