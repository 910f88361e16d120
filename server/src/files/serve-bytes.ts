import type { FastifyReply, FastifyRequest } from 'fastify'

import type { FileRow } from './file-row.ts'
import type { Storage } from './storage.ts'

/** Whatever it is, it must not become a page of ours. */
export function guard(reply: FastifyReply): void {
  reply.header('Content-Security-Policy', "sandbox; default-src 'none'")
  reply.header('X-Content-Type-Options', 'nosniff')
  reply.header('Cache-Control', 'private, max-age=86400, immutable')
}

/** Sound and film are played where they stand; the browser believes their type and no other. */
export const playable = (mime: string | null) =>
  mime && /^(?:audio|video)\/[\w.+-]+$/.test(mime) ? mime : undefined

/** Players ask for pieces, and some refuse to play without them. */
export function sendBytes(
  request: FastifyRequest,
  reply: FastifyReply,
  row: FileRow & { storage_key: string },
  storage: Storage,
): FastifyReply {
  const size = row.bytes ?? 0
  reply.header('Accept-Ranges', 'bytes')
  const match = /^bytes=(\d*)-(\d*)$/.exec(request.headers.range ?? '')
  if (!match || (!match[1] && !match[2])) {
    reply.header('Content-Length', size)
    return reply.send(storage.read(row.storage_key))
  }
  const start = match[1] ? Number(match[1]) : Math.max(0, size - Number(match[2]))
  const end = match[1] && match[2] ? Math.min(Number(match[2]), size - 1) : size - 1
  if (start > end) return reply.code(416).header('Content-Range', `bytes */${size}`).send('')
  reply.code(206)
  reply.header('Content-Range', `bytes ${start}-${end}/${size}`)
  reply.header('Content-Length', end - start + 1)
  return reply.send(storage.read(row.storage_key, { start, end }))
}
