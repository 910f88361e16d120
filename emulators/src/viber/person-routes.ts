import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ControlError, Fields, getOr404 } from '../fields.ts'
import { parseMultipart, type Upload } from '../multipart.ts'
import { readBody } from '../read-body.ts'
import { makeSample } from '../samples.ts'
import type { Content, Draft, Message } from './model.ts'
import * as person from './person.ts'
import { read } from './sending.ts'
import type { Viber } from './viber.ts'

const MAX_UPLOAD_BYTES = 70 * (1 << 20)

type Request = FastifyRequest<{ Params: { bot: string; person: string } }>
type Seat = person.Seat
type Action = (seat: Seat, fields: Fields) => unknown

const ACTIONS: Record<string, Action> = {
  text: (seat, fields) => {
    const replyTo = fields.optionalText('replyTo')
    const quoted = replyTo === undefined ? {} : { replyTo }
    return sent(person.writeText(seat, fields.text('text'), quoted))
  },
  media: async (seat, fields) => sent(person.write(seat, await readMedia(seat, fields))),
  location: (seat, fields) => {
    const lat = fields.optionalNumber('latitude') ?? 55.751999
    const lon = fields.optionalNumber('longitude') ?? 37.617734
    const address = fields.optionalText('address')
    const location = { lat, lon, ...(address !== undefined && { address }) }
    return sent(person.write(seat, { content: { type: 'location', location } }))
  },
  contact: (seat, fields) => {
    const phone_number = fields.optionalText('phone')
    const other = { name: fields.optionalText('firstName') ?? '', phone_number }
    const contact = phone_number === undefined ? person.ownContact(seat.person) : other
    return sent(person.write(seat, { content: { type: 'contact', contact } }))
  },
  url: (seat, fields) => {
    const media = fields.optionalText('url') ?? 'https://example.com/p/1'
    return sent(person.write(seat, { content: { type: 'url', media } }))
  },
  edit: quietly((seat, fields) => person.edit(seat, fields.text('messageId'), fields.text('text'))),
  delete: quietly((seat, fields) => person.remove(seat, fields.text('messageId'))),
  press: (seat, fields) =>
    tapped(person.press(seat, fields.text('messageId'), readSpot(fields, 'data'))),
  key: (seat, fields) => tapped(person.pressKey(seat, readSpot(fields, 'text'))),
  open: quietly((seat, fields) => person.open(seat, fields.optionalText('context'))),
  start: quietly((seat, fields) => person.open(seat, fields.optionalText('payload'))),
  subscribe: quietly(person.subscribe),
  unsubscribe: quietly(person.unsubscribe),
  block: quietly(person.unsubscribe),
  unblock: quietly(person.subscribe),
  read: quietly((seat) => {
    person.requireNetwork(seat)
    read(seat.viber, seat.dialog)
  }),
}

function quietly(act: (seat: Seat, fields: Fields) => void): Action {
  return (seat, fields) => {
    act(seat, fields)
    return { ok: true }
  }
}

/** What a person does at the phone: `POST /bots/:bot/people/:person/<action>`. */
export function addPersonRoutes(app: FastifyInstance, viber: Viber): void {
  // The only bodies that are not JSON: a file with a few fields, read by the handler.
  app.addContentTypeParser('multipart/form-data', (_request, _payload, done) => done(null))
  for (const [name, act] of Object.entries(ACTIONS))
    app.post(`/bots/:bot/people/:person/${name}`, async (request: Request, reply: FastifyReply) => {
      const fields = await readFields(request)
      const bot = getOr404(viber.world.bots.find(request.params.bot), 'bot')
      const someone = getOr404(viber.world.people.find(request.params.person), 'person')
      return reply.send(await act(person.sit(viber, bot, someone), fields))
    })
}

async function readFields(request: Request): Promise<Fields> {
  const type = request.headers['content-type'] ?? ''
  if (!type.startsWith('multipart/')) return new Fields(request.body)
  const bytes = await readBody(request.raw, MAX_UPLOAD_BYTES)
  if (!bytes) throw new ControlError(413, 'the file is too large')
  const fields: Record<string, unknown> = {}
  for (const { name, value, upload } of parseMultipart(bytes, type) ?? [])
    if (upload) fields.upload = upload
    else fields[name] = name === 'duration' ? Number(value) : value
  return new Fields(fields)
}

/** Without network there is no message yet, so nothing to name it by. */
const sent = (message: Message | undefined) =>
  message ? { messageId: message.token } : { messageId: null, isWaiting: true }

/** A tap may send a message, or only open something. */
const tapped = (message: Message | undefined) => (message ? sent(message) : { ok: true })

function readSpot(fields: Fields, name: string) {
  const data = fields.optionalText(name)
  if (data !== undefined) return { data }
  return { row: fields.number('row'), column: fields.optionalNumber('column') ?? 0 }
}

const KINDS = ['photo', 'video', 'document', 'audio', 'voice', 'sticker']

async function readMedia({ viber, bot }: Seat, fields: Fields): Promise<Draft> {
  const kind = fields.text('kind')
  if (!KINDS.includes(kind))
    throw new ControlError(400, `"kind" must be one of ${KINDS.join(', ')}`)
  const { duration = 10, ...upload } = await readUpload(kind, fields)
  const file = await viber.files.store(bot.id, upload)
  const known = { file_name: file.name, size: file.size }
  const text = fields.optionalText('caption')
  const thumbnail = async () => (await viber.files.store(bot.id, await makeSample('photo'))).id
  switch (kind) {
    case 'photo': {
      const content = { type: 'picture', ...(text && { text }), ...known }
      return { content, fileId: file.id, thumbnailId: await thumbnail() }
    }
    case 'video': {
      const content = { type: 'video', ...(text && { text }), duration, ...known }
      return { content, fileId: file.id, thumbnailId: await thumbnail() }
    }
    case 'sticker':
      return { content: { type: 'sticker', sticker_id: '40133' }, fileId: file.id }
    case 'voice':
      // Bots are not told of voices: the person sees it sent, and that is all.
      return { content: {} as Content, fileId: file.id }
    default:
      return { content: { type: 'file', ...known }, fileId: file.id }
  }
}

async function readUpload(kind: string, fields: Fields): Promise<Upload & { duration?: number }> {
  if (fields.has('upload')) return fields.raw('upload') as Upload
  const base64 = fields.optionalText('base64')
  const sample = await makeSample(kind)
  const named = {
    name: fields.optionalText('name') ?? sample.name,
    mimeType: fields.optionalText('mimeType') ?? sample.mimeType,
  }
  if (base64 === undefined) return { ...sample, ...named }
  return { ...named, bytes: Buffer.from(base64, 'base64') }
}
