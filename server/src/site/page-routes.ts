import type { SiteLook } from '@otklik/protocol/settings'
import { type Language, wordsOf } from '@otklik/words'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'

import { type App, languageOf, NotFoundError, originOf } from '../http/index.ts'
import { openBuilt } from './built.ts'
import { currentRules } from './current-rules.ts'
import { getSite, refuseOtherSites, type Site } from './find-site.ts'
import { inkOn, readLook } from './look.ts'
import { asData, panelPage, panelPolicy } from './panel-page.ts'
import type { SiteWorld } from './parts.ts'

const config = { access: 'page' } as const
const LOADER_S = 300

/** What a browser loads of the widget: the loader, the panel in its frame, and what the panel is made of. */
export function pageRoutes(app: App, world: SiteWorld & { widgetRoot?: string }): void {
  const { database } = world
  const built = openBuilt(world.widgetRoot)

  /** The page around us, where the browser tells it; the policy of the frame knows the rest. */
  async function siteFor(request: FastifyRequest, key: string): Promise<Site> {
    const site = await getSite(world, key)
    const { referer } = request.headers
    const origin = referer === undefined ? undefined : URL.parse(referer)?.origin
    refuseOtherSites(site, origin, originOf(request, world.publicUrl))
    return site
  }
  const lookOf = ({ channel }: Site) => readLook(database, channel.accountId, channel.id)

  app.route({
    method: 'GET',
    url: '/widget/:file',
    config,
    schema: { hide: true, params: z.strictObject({ file: z.string().max(80) }) },
    handler: async (request, reply) => {
      const key = /^(.+)\.js$/.exec(request.params.file)?.[1]
      if (!key) throw new NotFoundError()
      const site = await siteFor(request, key)
      const { look } = await lookOf(site)
      const { colour, side, greeting, greetingAfterS } = look
      const shown = {
        ...{ key, colour, ink: inkOn(colour), side },
        label: wordsOf(languageFor(request, look)).siteWidget.open,
        ...(greeting && { greeting, after: greetingAfterS * 1000 }),
      }
      reply.header('cross-origin-resource-policy', 'cross-origin')
      reply.header('cache-control', `private, max-age=${LOADER_S}`)
      return script(reply, `!function(OTKLIK){${built().loader}}(${asData(shown)});`)
    },
  })

  app.route({
    method: 'GET',
    url: '/widget/:siteKey/panel',
    config,
    schema: {
      hide: true,
      params: z.strictObject({ siteKey: z.string().max(60) }),
    },
    handler: async (request, reply) => {
      const site = await siteFor(request, request.params.siteKey)
      const { look } = await lookOf(site)
      const language = languageFor(request, look)
      const { version } = built()
      const rules = await currentRules(world, site.channel.accountId)
      const asked = rules.channel(site.channel.id).questions ?? []
      const questions = asked.map(({ label }) => label)
      reply.header('content-security-policy', panelPolicy(site.sites))
      reply.header('cache-control', 'no-store')
      const page = panelPage({ ...{ site, look, language, version, questions } })
      return reply.type('text/html; charset=utf-8').send(page)
    },
  })

  app.route({
    method: 'GET',
    url: '/widget/assets/:version/:name',
    config,
    schema: { hide: true, params: z.strictObject({ version: z.string(), name: z.string() }) },
    handler: async (request, reply) => {
      const { version, name } = request.params
      const files = built()
      const isStyle = name === 'panel.css'
      if (version !== files.version || !(isStyle || name === 'panel.js')) throw new NotFoundError()
      reply.header('cache-control', 'public, max-age=31536000, immutable')
      if (!isStyle) return script(reply, files.panel)
      return reply.type('text/css; charset=utf-8').send(files.style)
    },
  })
}

const script = (reply: FastifyReply, code: string) =>
  reply.type('text/javascript; charset=utf-8').send(code)

const languageFor = ({ headers }: FastifyRequest, { language }: SiteLook): Language =>
  language === 'auto' ? languageOf(headers['accept-language']) : language
