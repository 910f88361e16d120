import type { FastifyReply, FastifyRequest } from 'fastify'
import { parseMultipart } from '../multipart.ts'
import { readBody } from '../whatsapp-network/uploads.ts'
import type { Call } from './edges/call.ts'
import { GraphError } from './errors.ts'
import type { Token } from './model.ts'
import { type Body, isObject } from './sending/fields.ts'
import type { WhatsApp } from './whatsapp.ts'

interface Raw {
  request: FastifyRequest<{ Params: { '*': string }; Querystring: Record<string, string> }>
  reply: FastifyReply
  token: Token
}

/** Any version is taken, and none. */
export async function readCall(whatsapp: WhatsApp, { request, reply, token }: Raw): Promise<Call> {
  const [, version = '', path = ''] = /^(?:(v\d+\.\d+)\/)?(.*)$/.exec(request.params['*']) ?? []
  const [node = '', ...rest] = path.split('/').filter(Boolean)
  const raw = await readBody(request)
  const type = request.headers['content-type'] ?? ''
  return {
    whatsapp,
    method: request.method as Call['method'],
    ...{ version, node, edge: rest.join('/'), token, reply, raw },
    query: { ...request.query },
    headers: { file_offset: String(request.headers.file_offset ?? '') },
    ...readContent(raw, type),
  }
}

function readContent(raw: Buffer, type: string): Pick<Call, 'body' | 'upload'> {
  if (raw.length === 0) return { body: {} }
  if (type.startsWith('multipart/form-data')) return readForm(raw, type)
  if (type.startsWith('application/x-www-form-urlencoded'))
    return { body: Object.fromEntries(new URLSearchParams(raw.toString())) }
  if (type.startsWith('application/json')) return { body: readJson(raw.toString()) }
  return { body: {} }
}

function readForm(raw: Buffer, type: string): Pick<Call, 'body' | 'upload'> {
  const parts = parseMultipart(raw, type) ?? []
  const upload = parts.find(({ name }) => name === 'file')?.upload
  const body = Object.fromEntries(parts.map(({ name, value }) => [name, value]))
  return { body, ...(upload && { upload }) }
}

function readJson(text: string): Body {
  try {
    const body: unknown = JSON.parse(text)
    if (isObject(body)) return body
  } catch {
    // Refused below: in the platform's words, whatever was wrong.
  }
  throw new GraphError(100, '(#100) The request body is not valid JSON.')
}
