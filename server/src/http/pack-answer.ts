import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'

const pack = promisify(gzip)

/** Below this, packing takes longer than sending what it saves. */
const WORTH_BYTES = 8 * 1024

/**
 * `onSend` of a route whose answer may have megabytes: sent packed to whoever can unpack. The lowest
 * level already leaves a tenth, and keeps nobody waiting.
 */
export async function packAnswer(
  { headers }: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
): Promise<unknown> {
  const canUnpack = /\bgzip\b/.test(String(headers['accept-encoding'] ?? ''))
  const isKnown = typeof payload === 'string' || Buffer.isBuffer(payload)
  if (!canUnpack || !isKnown || payload.length < WORTH_BYTES) return payload
  const packed = await pack(payload, { level: 1 })
  reply.header('content-encoding', 'gzip').header('vary', 'accept-encoding')
  reply.header('content-length', packed.length)
  return packed
}
