import type { FastifyBaseLogger } from 'fastify'
import { pino } from 'pino'

import type { LogLevel } from '../config.ts'
import type { App } from './app.ts'

/** Of an address that failed its host is enough: what stands behind it opens doors. */
const withoutPaths = (text: string): string =>
  text.replace(/\b((?:https?|wss?):\/\/)(?:[^\s/@"']*@)?([^\s/?#"']+)[^\s"')]*/g, '$1$2/…')

/** Errors carry rows, requests and tokens along: only these of their fields are written. */
function chosenFields(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) }
  const { name } = error
  const message = withoutPaths(error.message)
  const stack = error.stack && withoutPaths(error.stack)
  const code: unknown = 'code' in error ? error.code : undefined
  return {
    name,
    message,
    stack,
    ...(typeof code === 'string' && { code }),
    ...(error.cause !== undefined && { cause: chosenFields(error.cause) }),
  }
}

/** Lines of JSON, to the output of the process unless they go elsewhere. */
export function createLog(level: LogLevel, write?: (line: string) => void): FastifyBaseLogger {
  const serializers = { err: chosenFields, error: chosenFields }
  return pino({ level, base: null, serializers }, ...(write ? [{ write }] : []))
}

/**
 * One line per answer. The route's pattern, not its address: addresses hold tokens and names.
 * What went well is for `debug`: two hundred messages a second would bury everything else.
 */
export function logAnswers(app: App): void {
  app.addHook('onResponse', async (request, reply) => {
    const { statusCode, elapsedTime } = reply
    if (statusCode >= 500) return // The error itself was written, with the same request id.
    const level = statusCode >= 400 ? 'info' : 'debug'
    request.log[level](
      {
        method: request.method,
        route: request.routeOptions.url ?? 'none',
        status: statusCode,
        ms: Math.round(elapsedTime),
        account: (request.knownCaller ?? request.knownBot)?.accountId,
        bot: request.knownBot?.botId,
        user: request.knownCaller?.userId,
      },
      'answered',
    )
  })
}
