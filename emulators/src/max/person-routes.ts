import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ControlError, Fields, getOr404 } from '../fields.ts'
import { parseMultipart, type Upload } from '../multipart.ts'
import { wrapOpus } from '../ogg.ts'
import { readBody } from '../read-body.ts'
import { makeSample } from '../samples.ts'
import { readWebmPackets } from '../webm.ts'
import { makeAsset } from './assets.ts'
import type { Max } from './max.ts'
import type { AssetKind, Draft, ForwardedBody, Link, Message } from './model.ts'
import { writeCard } from './new-message.ts'
import { ownCard } from './people.ts'
import * as person from './person.ts'
import { midOf } from './world.ts'

const MAX_UPLOAD_BYTES = 70 * (1 << 20)

type Request = FastifyRequest<{ Params: { bot: string; person: string } }>
type Seat = person.Seat
type Action = (seat: Seat, fields: Fields) => unknown

const ACTIONS: Record<string, Action> = {
  text: (seat, fields) =>
    sent(person.writeText(seat, fields.text('text'), readReply(seat, fields))),
  media: async (seat, fields) => sent(person.write(seat, await readMedia(seat, fields))),
  album: async (seat, fields) => sent(person.write(seat, await readAlbum(seat, fields))),
  location: (seat, fields) => {
    const latitude = fields.optionalNumber('latitude') ?? 55.751999
    const longitude = fields.optionalNumber('longitude') ?? 37.617734
    const attachments = [{ type: 'location' as const, latitude, longitude }]
    return sent(person.write(seat, { attachments, ...readReply(seat, fields) }))
  },
  contact: (seat, fields) => sent(person.write(seat, readContact(seat, fields))),
  share: (seat, fields) => {
    const url = fields.optionalText('url') ?? 'https://example.com/p/1'
    const title = fields.optionalText('title') ?? 'Товар 1'
    return sent(person.write(seat, { text: url, attachments: [{ type: 'share', url, title }] }))
  },
  forward: (seat, fields) =>
    sent(person.write(seat, { attachments: [], link: readForward(seat, fields) })),
  edit: (seat, fields) => sent(person.edit(seat, fields.text('messageId'), fields.text('text'))),
  delete: quietly((seat, fields) => person.remove(seat, fields.text('messageId'))),
  press: (seat, fields) => {
    const data = fields.optionalText('data')
    const spot = () => ({ row: fields.number('row'), column: fields.optionalNumber('column') ?? 0 })
    const where = data === undefined ? spot() : { data }
    const outcome = person.press(seat, fields.text('messageId'), where)
    return outcome && 'message' in outcome ? sent(outcome.message) : (outcome ?? { ok: true })
  },
  start: quietly((seat, fields) => person.start(seat, fields.optionalText('payload'))),
  stop: quietly(person.stop),
  block: quietly(person.stop),
  unblock: quietly(person.unblock),
  'remove-dialog': quietly(person.removeDialog),
  'clear-dialog': quietly(person.clearDialog),
  mute: quietly((seat, fields) => person.mute(seat, fields.optionalNumber('forMs'))),
  unmute: quietly(person.unmute),
}

function quietly(act: (seat: Seat, fields: Fields) => void): Action {
  return (seat, fields) => {
    act(seat, fields)
    return { ok: true }
  }
}

/** What a person does at the phone: `POST /bots/:bot/people/:person/<action>`. */
export function addPersonRoutes(app: FastifyInstance, max: Max): void {
  // The only bodies that are not JSON: a file with a few fields, read by the handler.
  app.addContentTypeParser('multipart/form-data', (_request, _payload, done) => done(null))
  for (const [name, act] of Object.entries(ACTIONS))
    app.post(`/bots/:bot/people/:person/${name}`, async (request: Request, reply: FastifyReply) => {
      const fields = await readFields(request)
      const bot = getOr404(max.world.bots.find(request.params.bot), 'bot')
      const someone = getOr404(max.world.people.find(request.params.person), 'person')
      return reply.send(await act(person.sit(max, bot, someone), fields))
    })
}

async function readFields(request: Request): Promise<Fields> {
  const type = request.headers['content-type'] ?? ''
  if (!type.startsWith('multipart/')) return new Fields(request.body)
  const bytes = await readBody(request.raw, MAX_UPLOAD_BYTES)
  if (!bytes) throw new ControlError(413, 'the file is too large')
  const parts = parseMultipart(bytes, type) ?? []
  const fields: Record<string, unknown> = {}
  for (const { name, value, upload } of parts)
    if (upload) fields.upload = upload
    else fields[name] = name === 'duration' ? Number(value) : value
  return new Fields(fields)
}

/** Without network there is no message yet, so nothing to name it by. */
const sent = (message: Message | undefined) =>
  message ? { messageId: message.mid } : { messageId: null, isWaiting: true }

function readReply(seat: Seat, fields: Fields): { link?: Link } {
  const mid = fields.optionalText('replyTo')
  if (mid === undefined) return {}
  person.getMessage(seat, mid)
  return { link: { type: 'reply', mid } }
}

/** The platform has fewer kinds than people have: a voice is an audio, a round video a video. */
const KINDS: Record<string, AssetKind> = {
  photo: 'image',
  document: 'file',
  voice: 'audio',
  audio: 'audio',
  video: 'video',
  sticker: 'sticker',
}

async function readMedia(seat: Seat, fields: Fields): Promise<Draft> {
  const caption = fields.optionalText('caption')
  return {
    ...(caption && { text: caption }),
    attachments: [await readAsset(seat, fields)],
    ...readReply(seat, fields),
  }
}

async function readAlbum(seat: Seat, fields: Fields): Promise<Draft> {
  const caption = fields.optionalText('caption')
  const attachments: Draft['attachments'] = []
  for (const part of fields.list('parts')) attachments.push(await readAsset(seat, new Fields(part)))
  return { ...(caption && { text: caption }), attachments }
}

async function readAsset({ max, bot }: Seat, fields: Fields) {
  const wanted = fields.text('kind')
  const kind = KINDS[wanted]
  if (!kind) throw new ControlError(400, `"kind" must be one of ${Object.keys(KINDS).join(', ')}`)
  const { duration: known, ...upload } = await readUpload(wanted, fields)
  const duration = fields.optionalNumber('duration') ?? known
  const extra = duration === undefined ? {} : { duration }
  const { token } = await makeAsset(max, bot.id, kind, upload, extra)
  return { type: kind, token }
}

async function readUpload(kind: string, fields: Fields): Promise<Upload & { duration?: number }> {
  if (fields.has('upload')) return asVoice(kind, fields.raw('upload') as Upload)
  const base64 = fields.optionalText('base64')
  const sample = await makeSample(kind)
  const named = {
    name: fields.optionalText('name') ?? sample.name,
    mimeType: fields.optionalText('mimeType') ?? sample.mimeType,
  }
  if (base64 === undefined) return { ...sample, ...named }
  return { ...named, bytes: Buffer.from(base64, 'base64') }
}

/** Browsers record WebM; a phone would have made OGG of the sound. */
function asVoice(kind: string, upload: Upload): Upload {
  if (kind !== 'voice' || !upload.mimeType.startsWith('audio/webm')) return upload
  const bytes = wrapOpus(readWebmPackets(upload.bytes))
  return { bytes, name: 'voice.oga', mimeType: 'audio/ogg' }
}

/** One's own card is signed; somebody else's comes without a hash. */
function readContact(seat: Seat, fields: Fields): Draft {
  const { bot, person: someone } = seat
  const phone = fields.optionalText('phone')
  const name = fields.optionalText('firstName') ?? ''
  const card = phone
    ? { type: 'contact' as const, vcf: writeCard(name, phone) }
    : ownCard(bot, someone)
  return { attachments: [card], ...readReply(seat, fields) }
}

/** A message of this dialog, or words of somebody from elsewhere. */
function readForward(seat: Seat, fields: Fields): Link {
  const { bot, dialog, person: someone } = seat
  const mid = fields.optionalText('messageId')
  if (mid === undefined) return bringFromElsewhere(seat, fields)
  const { authorId, at, seq, text, markup, attachments } = person.getMessage(seat, mid)
  const isBot = authorId === bot.id
  const body: ForwardedBody = {
    ...{ mid, seq, attachments },
    ...(text !== undefined && { text }),
    ...(markup && { markup }),
  }
  const name = isBot ? bot.name : someone.firstName
  return { type: 'forward', author: { id: authorId, name, isBot }, chatId: dialog.id, at, body }
}

function bringFromElsewhere({ max }: Seat, fields: Fields): Link {
  const chatId = -70_000_000_000_123
  const at = max.clock.now() - 3600_000
  const seq = String((BigInt(at) << 16n) + 9n)
  return {
    type: 'forward',
    author: { id: 555, name: fields.optionalText('author') ?? 'Иван', isBot: false },
    ...{ chatId, at },
    body: { mid: midOf(chatId, seq), seq, text: fields.text('text'), attachments: [] },
  }
}
