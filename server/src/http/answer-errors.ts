import type { FastifyReply, FastifyRequest } from 'fastify'

import type { App } from './app.ts'
import { languageOf } from './language.ts'
import { Refusal, TooManyRequestsError } from './refusal.ts'
import { describeRefusal } from './sentences.ts'
import { statuses } from './statuses.ts'

type Say = (request: FastifyRequest, reply: FastifyReply, refusal: Refusal) => FastifyReply

/** Every error becomes a refusal with a sentence; what we did not foresee is written to the log. */
export function answerErrors(app: App, isPassing: (error: unknown) => boolean): void {
  sayErrors(app, isPassing, refuse)
  app.setNotFoundHandler((request, reply) => refuse(request, reply, new Refusal('not-found')))
}

/** For a part of the server whose refusals are read by people in a browser: a page, not JSON. */
export function answerErrorsByPage(
  app: App,
  isPassing: (error: unknown) => boolean,
  toPage: (request: FastifyRequest, refusal: Refusal) => string,
): void {
  sayErrors(app, isPassing, (request, reply, refusal) =>
    refused(reply, refusal).type('text/html; charset=utf-8').send(toPage(request, refusal)),
  )
}

function sayErrors(app: App, isPassing: (error: unknown) => boolean, say: Say): void {
  app.setErrorHandler((error, request, reply) => {
    const refusal = isCutShort(request) ? new Refusal('unreadable') : toRefusal(error, isPassing)
    if (refusal.code === 'internal' || refusal.code === 'unavailable') {
      request.log.error({ err: error, route: request.routeOptions.url }, 'request failed')
    }
    return say(request, reply, refusal)
  })
}

function refused(reply: FastifyReply, refusal: Refusal): FastifyReply {
  if (refusal instanceof TooManyRequestsError) reply.header('retry-after', refusal.retryAfterS)
  if (refusal.code === 'unavailable') reply.header('retry-after', 2)
  return reply
    .header('cache-control', 'no-store') // a missing file must not be missing for a year
    .code(statuses[refusal.code])
}

export function refuse(request: FastifyRequest, reply: FastifyReply, refusal: Refusal) {
  const language = languageOf(request.headers['accept-language'])
  return refused(reply, refusal)
    .type('application/json; charset=utf-8')
    .serializer((body: unknown) => JSON.stringify(body))
    .send(describeRefusal(refusal, language, request.id))
}

function toRefusal(error: unknown, isPassing: (error: unknown) => boolean): Refusal {
  if (error instanceof Refusal) return error
  if (isPassing(error)) return new Refusal('unavailable')
  return refusalOfFastify(error) ?? new Refusal('internal')
}

/** Whoever sent it hung up before its end: nobody hears the answer, and nothing is wrong with us. */
const isCutShort = ({ raw }: FastifyRequest): boolean => raw.destroyed && !raw.complete

/** What Fastify and its plugins refuse by themselves: bodies too large, types, broken addresses. */
function refusalOfFastify(error: unknown): Refusal | undefined {
  if (!(error instanceof Error) || !('statusCode' in error)) return undefined
  const { statusCode } = error
  if (statusCode === 413) return new Refusal('too-large')
  if (statusCode === 415 || statusCode === 406) return new Refusal('unsupported-type')
  const isTheirs = typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500
  return isTheirs ? new Refusal('unreadable') : undefined
}
