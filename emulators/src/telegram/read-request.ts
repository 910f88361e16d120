import type { IncomingMessage } from 'node:http'
import busboy from 'busboy'
import { Params } from './params.ts'

const MAX_PARAMS = 1 << 20
/** Above the platform's 50 MB, so that a file just over it is refused in words, not by a cut line. */
const MAX_FILE = 52 * (1 << 20)

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
  const type = (request.headers['content-type'] ?? '').toLowerCase()
  if (type.startsWith('multipart/form-data')) await readMultipart(params, request)
  else if (type.startsWith('application/json')) readJson(params, await readText(request))
  else if (type.startsWith('application/x-www-form-urlencoded'))
    readForm(params, await readText(request))
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

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > MAX_PARAMS) throw new UnreadableRequest(413)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}

function readMultipart(params: Params, request: IncomingMessage): Promise<void> {
  return new Promise((resolve, reject) => {
    const unreadable = () => reject(new UnreadableRequest(400))
    let parser: busboy.Busboy
    try {
      parser = busboy({
        headers: request.headers,
        defParamCharset: 'utf8',
        limits: { fieldSize: MAX_PARAMS, fileSize: MAX_FILE },
      })
    } catch {
      return unreadable()
    }
    parser.on('field', (name, value) => params.set(name, value))
    parser.on('file', (field, stream, { filename, mimeType }) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('limit', () => reject(new UnreadableRequest(413)))
      stream.on('close', () =>
        params.attach(field, { bytes: Buffer.concat(chunks), name: filename ?? '', mimeType }),
      )
    })
    parser.on('error', unreadable)
    request.on('aborted', unreadable)
    parser.on('close', resolve)
    request.pipe(parser)
  })
}
