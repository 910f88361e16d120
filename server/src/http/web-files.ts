import { existsSync } from 'node:fs'
import { join } from 'node:path'
import files from '@fastify/static'
import type { FastifyReply } from 'fastify'

import type { App } from './app.ts'
import { NotFoundError } from './refusal.ts'

const unbuilt = 'The interface is not built yet: run npm start.\n'

/** The interface. Every address that is no file and not the API's is one of its pages. */
export async function serveWeb(app: App, root: string): Promise<void> {
  await app.register(files, { root, serve: false, wildcard: false, cacheControl: false })
  app.route({
    method: 'GET',
    url: '/*',
    config: { access: 'page' },
    schema: { hide: true },
    handler: async (request, reply) => {
      const path = (request.params as { '*': string })['*']
      if (/^(api|webhooks)(\/|$)/.test(path) || path.includes('..')) throw new NotFoundError()
      if (!existsSync(join(root, 'index.html')))
        return reply.code(503).type('text/plain').send(unbuilt)
      if (!/\.\w+$/.test(path)) return sendPage(reply)
      // Names under assets/ contain a hash of the contents: they never change.
      const isHashed = path.startsWith('assets/')
      return reply
        .header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
        .sendFile(path)
    },
  })
}

function sendPage(reply: FastifyReply) {
  return reply.header('cache-control', 'no-cache').sendFile('index.html')
}
