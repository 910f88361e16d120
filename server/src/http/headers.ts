import type { App } from './app.ts'

/** Nothing from elsewhere, no inline script, no frame around us, no text turned into markup. */
export const contentPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "font-src 'self'",
  "form-action 'self'",
  "manifest-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "object-src 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ')

const oneYearS = 31_536_000

/** What every answer carries, whoever gives it. */
export function securityHeaders({ isHttps }: { isHttps: boolean }): Record<string, string> {
  return {
    'content-security-policy': contentPolicy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    // On plain http it would be ignored, or lock people out of a trial on their own network.
    ...(isHttps && { 'strict-transport-security': `max-age=${oneYearS}; includeSubDomains` }),
  }
}

/** Set before anything can fail, so that errors carry them too. A route may say otherwise. */
export function addSecurityHeaders(app: App, config: { isHttps: boolean }): void {
  const headers = securityHeaders(config)
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(headers)
    reply.header('x-request-id', request.id)
    reply.header('cache-control', 'no-store')
  })
}
