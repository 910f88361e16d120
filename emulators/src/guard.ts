import type { FastifyReply, FastifyRequest } from 'fastify'

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]'])
declare module 'fastify' {
  interface FastifyContextConfig {
    /** Anybody may link to it; what it shows changes nothing. */
    isPage?: true
  }
}

/**
 * The emulators have no passwords and listen on loopback only. What is left to shut out is the
 * browser of the same machine: a foreign page that points its own name here, or posts to us.
 */
export async function guardLoopback(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const host = request.headers.host ?? ''
  if (!LOOPBACK.has(host.replace(/:\d+$/, '').toLowerCase())) {
    await reply.code(403).send({ error: 'the sandbox answers on loopback only' })
    return
  }
  if (isForeign(request, host)) {
    await reply.code(403).send({ error: 'requests from other sites are refused' })
  }
}

function isForeign(request: FastifyRequest, host: string): boolean {
  const { headers, method } = request
  const origin = headers.origin
  if (origin !== undefined && origin !== `http://${host}`) return true
  const site = headers['sec-fetch-site']
  if (site === undefined || site === 'same-origin' || site === 'none') return false
  return method !== 'GET' || !request.routeOptions.config.isPage
}
