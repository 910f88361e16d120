import { randomUUID } from 'node:crypto'
import multipart from '@fastify/multipart'
import swagger from '@fastify/swagger'
import { apiError } from '@otklik/protocol'
import { type FastifyBaseLogger, fastify, LogController } from 'fastify'
import {
  jsonSchemaTransform,
  serializerCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod'

import { type FindBot, type FindCaller, type FindKey, guardRoutes } from './access.ts'
import { answerErrors, refuse } from './answer-errors.ts'
import type { App } from './app.ts'
import { description, groupOf, securityOf } from './describe-api.ts'
import { addDocs } from './docs.ts'
import { addSecurityHeaders, securityHeaders } from './headers.ts'
import { parseJson } from './json.ts'
import { type Limits, networkOf } from './limits.ts'
import { logAnswers } from './log.ts'
import { refuseForeignRequests } from './origin.ts'
import { Refusal } from './refusal.ts'
import { validatorCompiler } from './validate.ts'
import { withExamples } from './with-examples.ts'

export interface HttpServerOptions {
  config: {
    host: string
    publicUrl?: string
    isHttps: boolean
    trustedProxies: string[]
  }
  log: FastifyBaseLogger
  limits: Limits
  findCaller: FindCaller
  /** No program calls where there are no bots. */
  findBot?: FindBot
  findKey?: FindKey
  /** Whether an error may pass by itself, as when the database restarts: answered with 503. */
  isPassing(error: unknown): boolean
}

const largestJsonBytes = 1024 * 1024
const largestFileBytes = 50 * 1024 * 1024

/** The outer wall: what is true of every request, whoever's route it is for. */
export async function createHttpServer(options: HttpServerOptions): Promise<App> {
  const { config, log, limits, findCaller, isPassing } = options
  const { findBot = async () => undefined, findKey = async () => undefined } = options
  const app: App = fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    trustProxy: config.trustedProxies.length > 0 ? config.trustedProxies : false,
    bodyLimit: largestJsonBytes,
    // Long enough for a large file over a slow line, short enough for one byte a second.
    requestTimeout: 120_000,
    routerOptions: { maxParamLength: 200 },
    // An address that cannot be decoded has no route, and thus none of the hooks.
    frameworkErrors: (_error, request, reply) =>
      void refuse(request, reply.headers(securityHeaders(config)), new Refusal('unreadable')),
    // A second stop of the server must not wait for browsers that keep a connection open.
    forceCloseConnections: 'idle',
  }).withTypeProvider<ZodTypeProvider>()

  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    async (_request: unknown, body: Buffer) => parseJson(body),
  )
  answerErrors(app, isPassing)
  logAnswers(app)
  addSecurityHeaders(app, config)
  refuseForeignRequests(app, config)
  guardRoutes(app, { findCaller, findBot, findKey })
  limitRequests(app, limits)
  await app.register(multipart, {
    limits: {
      files: 1,
      fileSize: largestFileBytes,
      fields: 10,
      fieldSize: 10_000,
      parts: 11,
      headerPairs: 50,
    },
  })
  await app.register(swagger, {
    openapi: description(),
    transform: describe,
    transformObject: (document) =>
      'openapiObject' in document ? withExamples(document.openapiObject) : document.swaggerObject,
  })
  addDocs(app)
  return app
}

/** Every refusal has one shape, which each route's description names. */
const describe: typeof jsonSchemaTransform = (route) => {
  const response = route.schema?.response as object | undefined
  const schema = {
    tags: [groupOf(route.url)],
    // What platforms, pages and links open is no part of the API.
    ...(!route.url.startsWith('/api/') && { hide: true }),
    ...route.schema,
    ...securityOf(route.route.config),
    response: { ...response, default: apiError },
  }
  return jsonSchemaTransform({ ...route, schema })
}

function limitRequests(app: App, limits: Limits): void {
  app.addHook('onRequest', async ({ routeOptions, is404, knownCaller, knownBot, ip }) => {
    const access = is404 ? 'page' : routeOptions.config.access
    if (['webhook', 'health', 'page', 'site'].includes(access as string)) return
    if (knownCaller?.key) await limits.takeOf(knownCaller.key)
    else if (knownCaller) await limits.take('api', knownCaller.userId)
    else if (knownBot) await limits.take('bot', knownBot.botId)
    else if (access === 'visitor') await limits.take('visitorsOfNetwork', networkOf(ip))
    else await limits.take('anonymous', networkOf(ip))
  })
}
