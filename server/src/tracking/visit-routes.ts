import { readFileSync } from 'node:fs'
import type { FastifyReply } from 'fastify'
import { z } from 'zod'

import type { Database } from '../database/index.ts'
import { type App, type Limits, NotFoundError, networkOf, Refusal } from '../http/index.ts'
import type { Clock } from '../lib/clock.ts'
import { showVisitNumber } from '../rules/index.ts'
import { countVisit } from './count-visit.ts'
import { type FoundTracker, findTracker } from './find-tracker.ts'
import { isOfSites } from './site-hosts.ts'
import { clean, originOf } from './visit-origin.ts'

export interface CountingWorld {
  database: Database
  clock: Clock
  limits: Limits
}

const MOST_BYTES = 16 * 1024
/** So long a browser goes by what it has: whoever changes the counter waits no longer. */
const SCRIPT_FOR_S = 300
const MOST_OF_A_TITLE = 300

const script = readFileSync(new URL('./page-script.js', import.meta.url), 'utf8')
const params = z.object({ key: z.string().max(100) })
const config = { access: 'site' } as const

/** What a page says of itself. Whatever else is in it is of no interest. */
const page = z.object({
  token: z.string().max(100).optional().catch(undefined),
  url: z.string().max(8000),
  title: z.string().max(8000).catch(''),
  referrer: z.string().max(8000).catch(''),
})

/** What companies' own sites call: the script, and a visit counted. Without cookies, from any origin. */
export function visitRoutes(outer: App, { database, clock, limits }: CountingWorld): void {
  async function getTracker(key: string): Promise<FoundTracker> {
    const tracker = await findTracker(database, key)
    if (!tracker) throw new NotFoundError()
    return tracker
  }

  outer.route({
    method: 'GET',
    url: '/tracking/:key.js',
    config,
    schema: { hide: true, params },
    handler: async ({ params: { key } }, reply) => {
      const { needsConsent } = await getTracker(key)
      reply.header('cross-origin-resource-policy', 'cross-origin')
      reply.header('cache-control', `public, max-age=${SCRIPT_FOR_S}`)
      reply.type('text/javascript; charset=utf-8')
      return reply.send(script.replaceAll('NEEDS_CONSENT', String(needsConsent)))
    },
  })

  void outer.register(async (app: App) => {
    // Plain text is what a browser sends to another origin without asking first.
    app.removeAllContentTypeParsers()
    app.addContentTypeParser(
      'text/plain',
      { parseAs: 'string' },
      async (_request: unknown, body: string) => body,
    )
    app.route({
      method: 'POST',
      url: '/tracking/:key/visits',
      config,
      bodyLimit: MOST_BYTES,
      schema: { hide: true, params },
      handler: async (request, reply) => {
        const tracker = await getTracker(request.params.key)
        const { origin } = request.headers
        if (!isOfSites(origin, tracker.sites)) throw new Refusal('foreign-origin')
        allowOrigin(reply, origin)
        await limits.take('pagesFromNetwork', `${tracker.id}:${networkOf(request.ip)}`)
        const seen = readPage(request.body)
        const from = originOf(seen.url, seen.referrer)
        if (!from) throw new Refusal('unreadable')
        await limits.take('visitsOfSite', tracker.id)
        const { accountId, id: trackerId } = tracker
        const counted = await countVisit(database, {
          ...{ accountId, trackerId, token: seen.token, origin: from, now: clock.now() },
          title: clean(seen.title, MOST_OF_A_TITLE),
        })
        if (!counted.isNew) await limits.giveBack('visitsOfSite', tracker.id)
        return { token: counted.token, number: showVisitNumber(counted.number) }
      },
    })
  })
}

/** To this page alone, and it need not be asked again for another. */
function allowOrigin(reply: FastifyReply, origin = ''): void {
  reply.header('access-control-allow-origin', origin)
  reply.header('vary', 'origin')
  reply.header('cross-origin-resource-policy', 'cross-origin')
}

function readPage(body: unknown): z.output<typeof page> {
  const read = page.safeParse(parsed(String(body ?? '')))
  if (!read.success) throw new Refusal('unreadable')
  return read.data
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
