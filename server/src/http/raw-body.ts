import type { App } from './app.ts'

/**
 * Within this part of the server `request.body` is the bytes as they came, whatever they claim to
 * be: signatures cover bytes, and a body that nobody can read must still be kept.
 */
export function acceptRawBodies(app: App): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
}
