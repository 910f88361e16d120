import type { IncomingMessage } from 'node:http'
import { parseMultipart } from '../multipart.ts'
import { Params } from './params.ts'

const MAX_PARAMS = 1 << 20
/** Room for a file just over the platform's 50 MB, which is refused in words, not by a cut line. */
const MAX_UPLOAD = 64 * (1 << 20)

/** The request cannot be understood at all; the real server then answers without a body. */
export class UnreadableRequest extends Error {
  override readonly name = 'UnreadableRequest'
  readonly status: number

  constructor(status: number) {
    super(`unreadable request: ${status}`)
    this.status = status
  }
}

export async function readRequest(request: IncomingMessage): Promise<Params> {
  const params = new Params()
  const query = request.url?.indexOf('?') ?? -1
  if (query >= 0) readForm(params, request.url!.slice(query + 1))
  const type = request.headers['content-type'] ?? ''
  const kind = type.toLowerCase()
  if (kind.startsWith('multipart/form-data'))
    readMultipart(params, await readBody(request, MAX_UPLOAD), type)
  else if (kind.startsWith('application/json'))
    readJson(params, (await readBody(request, MAX_PARAMS)).toString())
  else if (kind.startsWith('application/x-www-form-urlencoded'))
    readForm(params, (await readBody(request, MAX_PARAMS)).toString())
  else request.resume()
  if (params.weight() > MAX_PARAMS) throw new UnreadableRequest(413)
  return params
}

function readForm(params: Params, text: string): void {
  for (const [name, value] of new URLSearchParams(text)) params.set(name, value)
}

function readJson(params: Params, text: string): void {
  if (text === '') return
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    throw new UnreadableRequest(400)
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new UnreadableRequest(400)
  params.setJson(body)
}

async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > maxBytes) throw new UnreadableRequest(413)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function readMultipart(params: Params, body: Buffer, contentType: string): void {
  const parts = parseMultipart(body, contentType)
  if (!parts) throw new UnreadableRequest(400)
  for (const { name, value, upload } of parts) {
    if (upload) params.attach(name, upload)
    else params.set(name, value ?? '')
  }
}
