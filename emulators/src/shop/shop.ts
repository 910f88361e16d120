import { readFile } from 'node:fs/promises'
import type { FastifyInstance } from 'fastify'

import { Fields } from '../fields.ts'
import { type Button, shopPage } from './pages.ts'

/**
 * A customer's own site: a small shop with a chat button, which counts its visits. It knows of the contact centre what every
 * shop does, the lines of HTML that somebody has put onto its pages.
 */
export function addShop(app: FastifyInstance, { appUrl }: { appUrl: string }): void {
  let button: Button | undefined
  const policy = () =>
    [
      "default-src 'none'",
      "style-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      ...(button
        ? ['script-src', 'frame-src', 'connect-src'].map((what) => `${what} ${button?.appUrl}`)
        : ["script-src 'none'"]),
    ].join('; ')

  app.put('/_control/shop', async (request, reply) => {
    const fields = new Fields(request.body)
    const siteKey = fields.text('siteKey')
    const trackerKey = fields.optionalText('trackerKey')
    button = isKey(siteKey)
      ? {
          appUrl: fields.optionalText('appUrl') ?? appUrl,
          siteKey,
          ...(trackerKey && isKey(trackerKey) && { trackerKey }),
        }
      : undefined
    return reply.code(204).send()
  })

  app.get('/shop/style/shop.css', async (_request, reply) =>
    reply
      .header('cache-control', 'no-cache')
      .type('text/css; charset=utf-8')
      .send(await readFile(new URL('./shop.css', import.meta.url))),
  )

  for (const path of ['/shop', '/shop/', '/shop/:name', '/sandbox/shop']) {
    app.get(path, { config: { isPage: true } }, async (request, reply) => {
      const { name = '' } = request.params as { name?: string }
      const page = shopPage(name, button)
      return reply
        .code(page ? 200 : 404)
        .headers({ 'content-security-policy': policy(), 'cache-control': 'no-cache' })
        .type('text/html; charset=utf-8')
        .send(page ?? shopPage('', button))
    })
  }
}

/** It goes into an address: what is no key is none. */
const isKey = (text: string) => /^[\w-]{1,60}$/.test(text)
