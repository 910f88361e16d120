import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import sharp from 'sharp'
import { headersOf } from '../file-store.ts'
import { parseMultipart, type Upload } from '../multipart.ts'
import { readBody } from '../read-body.ts'
import { MAX_BYTES, makeAsset } from './assets.ts'
import { writeLine } from './ground.ts'
import type { Max } from './max.ts'
import type { AssetKind } from './model.ts'
import { Refusal } from './refusal.ts'
import type { Ticket } from './tickets.ts'

const OVERHEAD_BYTES = 1 << 20

type Request = FastifyRequest<{
  Params: { key: string; id: string; name: string }
  Querystring: Record<string, string>
}>

/** The hosts files go to and come from; they know nothing of tokens. */
export function addUploadRoutes(app: FastifyInstance, max: Max): void {
  app.post('/upload/:key', (request: Request, reply) => receive(max, request, reply))
  app.get('/upload/:key', (request: Request, reply) => {
    const ticket = max.tickets.find(request.params.key)
    return ticket ? { received: max.tickets.received(ticket.key) } : reply.code(404).send()
  })
  app.get('/files/:id/*', (request: Request, reply) => sendFile(max, request, reply))
  app.get('/i/:name', async (request: Request, reply) => {
    const id = Number.parseInt(request.params.name, 10)
    return reply.type('image/jpeg').send(await drawAvatar(Number.isNaN(id) ? 0 : id))
  })
}

async function receive(max: Max, request: Request, reply: FastifyReply): Promise<void> {
  const { headers } = request
  const ticket = max.tickets.find(request.params.key)
  const most = MAX_BYTES[ticket?.kind ?? 'file'] + OVERHEAD_BYTES
  const bytes = await readBody(request.raw, most)
  try {
    if (headers['content-length'] === undefined)
      throw new Refusal(412, 'upload.error', 'Content-Length is required')
    // Whoever sends it here has given it away.
    if (headers.authorization !== undefined)
      throw new Refusal(403, 'upload.error', 'The token must not be sent to the upload host')
    if (!ticket || ticket.isUsed) throw new Refusal(404, 'upload.error', 'Unknown upload url')
    if (!bytes) throw new Refusal(413, 'upload.error', 'The file is too large')
    const upload = readUpload(max, ticket, request, bytes)
    const answer = upload ? await keep(max, ticket, upload) : String(bytes.length)
    say(max, ticket, '200', 'plain')
    await reply.type(answer.startsWith('{') ? 'application/json' : 'text/plain').send(answer)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    say(max, ticket, `${error.status} ${error.message}`, 'danger')
    await reply.code(error.status).send({ code: error.code, message: error.message })
  }
}

/** Either one field `data` of a form, or pieces that say where they belong. */
function readUpload(
  max: Max,
  ticket: Ticket,
  { headers }: Request,
  bytes: Buffer,
): Upload | undefined {
  const type = headers['content-type'] ?? ''
  if (type.startsWith('multipart/form-data')) {
    const files = (parseMultipart(bytes, type) ?? []).filter(({ upload }) => upload)
    const upload = files.find(({ name }) => name === 'data')?.upload
    if (!upload) throw new Refusal(400, 'upload.error', "Missing form field 'data'")
    if (files.length > 1) throw new Refusal(400, 'upload.error', 'One file per request')
    return upload
  }
  const range = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(headers['content-range'] ?? '')
  if (!range) throw new Refusal(400, 'upload.error', 'Content-Range is required')
  const [from, to, total] = range.slice(1).map(Number) as [number, number, number]
  if (to - from + 1 !== bytes.length || to >= total)
    throw new Refusal(416, 'upload.error', 'Content-Range does not fit the body')
  const whole = max.tickets.addChunk(ticket, { from, total, bytes })
  return whole && { bytes: whole, name: nameOf(headers), mimeType: '' }
}

function nameOf(headers: Request['headers']): string {
  const named = headers['x-file-name']
  const disposed = /filename="([^"]*)"/.exec(headers['content-disposition'] ?? '')?.[1]
  const name = (Array.isArray(named) ? named[0] : named) ?? disposed ?? 'file'
  // Header values are read as Latin-1, and are UTF-8 or percent-encoded.
  const text = Buffer.from(name, 'latin1').toString()
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

async function keep(max: Max, ticket: Ticket, upload: Upload): Promise<string> {
  const { token: given, kind, botId } = ticket
  const asset = await makeAsset(
    max,
    botId,
    kind,
    upload,
    given === undefined ? {} : { token: given },
  )
  max.tickets.use(ticket)
  return answerOf(kind, asset.token, asset.photoId)
}

function answerOf(kind: AssetKind, token: string, photoId = 0): string {
  if (kind === 'image') return JSON.stringify({ photos: { [String(photoId)]: { token } } })
  return kind === 'file' ? JSON.stringify({ token }) : '<retval>1</retval>'
}

function say(max: Max, ticket: Ticket | undefined, text: string, level: 'plain' | 'danger'): void {
  const what = `upload ${ticket?.kind ?? ''}`.trim()
  writeLine(max, { direction: '→', level, text: `${what} ${text}`, botId: ticket?.botId })
}

/** Addresses are signed for a while; then they lead nowhere. */
async function sendFile(max: Max, request: Request, reply: FastifyReply): Promise<void> {
  const file = max.files.find(request.params.id)
  if (!file) return void (await reply.code(404).send())
  const isStale = !(Number(request.query.expires) > max.clock.now())
  if (isStale || max.faults.strike(['media-expired'], { companyId: file.company }))
    return void (await reply.code(403).send())
  await reply.headers(headersOf(file)).send(await max.files.read(file))
}

function drawAvatar(id: number): Promise<Buffer> {
  const background = { r: 80 + (id % 97), g: 90 + (id % 89), b: 150 + (id % 83) }
  return sharp({ create: { width: 200, height: 200, channels: 3, background } })
    .jpeg()
    .toBuffer()
}
