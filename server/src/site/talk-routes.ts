import type { ServerResponse } from 'node:http'
import { id } from '@otklik/protocol'
import { type SiteFrame, siteTalk } from '@otklik/protocol/settings'
import { z } from 'zod'

import type { App } from '../http/index.ts'
import { createFileLink } from './file-link.ts'
import type { SiteWorld } from './parts.ts'
import { bySiteKey, tags } from './route.ts'
import type { Listener } from './streams.ts'
import { viewTalk } from './view-talk.ts'
import { getVisit, type Visit } from './visit.ts'

/** What proxies between us close otherwise, taking it for dead. */
const BEAT_MS = 20_000
/** A panel that was forgotten in a tab comes again by itself. */
const LONGEST_MS = 3_600_000

/** A panel that does not read is let go: it comes back, and is told where things stand. */
const MOST_UNREAD_BYTES = 1024 * 1024

const config = { access: 'visitor' } as const

/** What a visitor is told: all of it at once, and as it happens. */
export function talkRoutes(app: App, world: SiteWorld): void {
  app.route({
    method: 'GET',
    url: '/widget/:siteKey/messages',
    config,
    schema: {
      tags,
      summary: 'What was said',
      params: bySiteKey,
      querystring: z.object({ before: id.optional() }),
      response: { 200: siteTalk },
    },
    handler: async (request) => {
      const visit = await getVisit(world, request)
      return look(world, visit, request.query.before)
    },
  })

  app.route({
    method: 'GET',
    url: '/widget/:siteKey/events',
    config,
    schema: { tags, summary: 'What is said, as it happens', params: bySiteKey },
    handler: async (request, reply) => {
      const visit = await getVisit(world, request)
      reply.hijack()
      const { raw } = reply
      for (const [name, value] of Object.entries(reply.getHeaders()))
        raw.setHeader(name, value ?? '')
      raw.writeHead(200, { 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' })
      follow(world, visit, raw)
    },
  })
}

const look = (world: SiteWorld, { site, visitor }: Visit, before?: string) =>
  viewTalk(world, site, { visitor, link: createFileLink(world, site.channel.accountId), before })

/** Each frame is the whole of what is on the screen: losing one loses nothing. */
function follow(world: SiteWorld, visit: Visit, raw: ServerResponse): void {
  const { site, visitor } = visit
  const { accountId, id: channelId } = site.channel
  let told = ''
  const say = (text: string) => {
    if (raw.writableLength > MOST_UNREAD_BYTES) raw.destroy()
    else raw.write(text)
  }
  const tell = (frame: SiteFrame) => say(`data: ${JSON.stringify(frame)}\n\n`)
  const lookAgain = oneAtATime(async () => {
    const talk = await look(world, visit)
    const now = JSON.stringify(talk)
    if (now !== told && !raw.writableEnded) tell({ type: 'talk', talk })
    told = now
  })
  const listener: Listener = {
    ...{ accountId, channelId, visitor, tell },
    look: () => void lookAgain().catch(() => raw.end()),
    end: () => void (raw.writableNeedDrain ? raw.destroy() : raw.end()),
  }
  const leave = world.streams.open(listener)
  const beat = setInterval(() => say(': \n\n'), BEAT_MS)
  const end = setTimeout(() => raw.end(), LONGEST_MS)
  raw.on('close', () => {
    leave()
    clearInterval(beat)
    clearTimeout(end)
  })
  raw.write(': \n\n')
  listener.look()
}

/** What is asked for while it runs is done once more afterwards, and no oftener. */
function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined
  let isWanted = false
  return async function run(): Promise<void> {
    isWanted = true
    running ??= (async () => {
      try {
        while (isWanted) {
          isWanted = false
          await work()
        }
      } finally {
        running = undefined
      }
    })()
    return running
  }
}
