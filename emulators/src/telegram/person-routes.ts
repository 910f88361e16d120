import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ControlError, Fields, getOr404 } from '../fields.ts'
import type { Upload } from '../multipart.ts'
import { wrapOpus } from '../ogg.ts'
import { makeSample } from '../samples.ts'
import { readWebmPackets } from '../webm.ts'
import { type MediaKind, makeMedia } from './media.ts'
import { newAlbumId } from './methods/send-album.ts'
import type { Message } from './model.ts'
import * as person from './person.ts'
import { readRequest } from './read-request.ts'
import type { Telegram } from './telegram.ts'
import { formatTyped } from './text/read-text.ts'
import type { Content } from './wire-types.ts'

type Request = FastifyRequest<{ Params: { bot: string; person: string } }>
type Seat = person.Seat
type Action = (seat: Seat, fields: Fields) => unknown

const KINDS: MediaKind[] = [
  'photo',
  'document',
  'voice',
  'audio',
  'video',
  'video_note',
  'animation',
  'sticker',
]

const ACTIONS: Record<string, Action> = {
  text: (seat, fields) =>
    sent(person.writeText(seat, fields.text('text'), fields.optionalNumber('replyTo'))),
  start: (seat, fields) => {
    const payload = fields.optionalText('payload')
    return sent(person.writeText(seat, payload ? `/start ${payload}` : '/start'))
  },
  media: async (seat, fields) => {
    const content = await readMedia(seat, fields)
    return sent(person.write(seat, withReply(content, fields)))
  },
  album: async (seat, fields) => {
    const media_group_id = newAlbumId()
    const contents: Content[] = []
    for (const item of fields.list('parts')) contents.push(await readMedia(seat, new Fields(item)))
    return contents.map((content) =>
      sent(person.write(seat, { content: { media_group_id, ...content } })),
    )
  },
  location: (seat, fields) => {
    const latitude = fields.optionalNumber('latitude') ?? 55.751999
    const longitude = fields.optionalNumber('longitude') ?? 37.617734
    return sent(person.write(seat, withReply({ location: { latitude, longitude } }, fields)))
  },
  contact: (seat, fields) => {
    const phone = fields.optionalText('phone')
    const contact = phone
      ? { phone_number: phone, first_name: fields.optionalText('firstName') ?? '' }
      : person.ownContact(seat.person)
    return sent(person.write(seat, withReply({ contact }, fields)))
  },
  edit: (seat, fields) => sent(person.edit(seat, fields.number('messageId'), fields.text('text'))),
  delete: (seat, fields) => person.remove(seat, fields.number('messageId')),
  press: (seat, fields) => ({
    callbackId: person.press(seat, fields.number('messageId'), readButton(fields, 'data')),
  }),
  key: (seat, fields) => sent(person.pressKey(seat, readButton(fields, 'text'))),
  reaction: (seat, fields) =>
    person.react(seat, fields.number('messageId'), fields.list('emoji').map(String)),
  block: (seat) => person.block(seat),
  unblock: (seat) => person.unblock(seat),
}

/** What a person does at the phone: `POST /bots/:bot/people/:person/<action>`. */
export function addPersonRoutes(app: FastifyInstance, telegram: Telegram): void {
  // The only bodies that are not JSON: a file with a few fields, read by the handler.
  app.addContentTypeParser('multipart/form-data', (_request, _payload, done) => done(null))
  for (const [name, act] of Object.entries(ACTIONS))
    app.post(`/bots/:bot/people/:person/${name}`, async (request: Request, reply: FastifyReply) => {
      const fields = await readFields(request)
      const outcome = await act(seatOf(telegram, request, fields), fields)
      return outcome ?? reply.code(204).send()
    })
}

async function readFields(request: Request): Promise<Fields> {
  if (!request.headers['content-type']?.startsWith('multipart/')) return new Fields(request.body)
  const params = await readRequest(request.raw)
  const [upload] = params.uploads()
  return new Fields({
    upload,
    kind: params.text('kind'),
    ...(params.has('caption') && { caption: params.text('caption') }),
    ...(params.has('duration') && { duration: params.integer('duration') }),
  })
}

function seatOf(telegram: Telegram, request: Request, fields: Fields): Seat {
  const bot = getOr404(telegram.world.bots.get(Number(request.params.bot)), 'bot')
  const someone = getOr404(telegram.world.people.get(Number(request.params.person)), 'person')
  const chatId = fields.optionalNumber('chat')
  if (chatId === undefined || chatId === someone.id) return person.sit(telegram, bot, someone)
  const group = getOr404(telegram.world.groups.get(chatId), 'group')
  if (!group.memberIds.includes(someone.id))
    throw new ControlError(409, 'not a member of the group')
  return person.sit(telegram, bot, someone, chatId)
}

/** Without network there is no message yet, so nothing to name it by. */
function sent(message: Message | undefined) {
  return message ? { messageId: message.id } : { messageId: null, isWaiting: true }
}

function withReply(content: Content, fields: Fields) {
  const replyTo = fields.optionalNumber('replyTo')
  return { content, ...(replyTo !== undefined && { replyTo }) }
}

function readButton<Name extends 'data' | 'text'>(fields: Fields, name: Name) {
  const value = fields.optionalText(name)
  if (value !== undefined) return { [name]: value } as Record<Name, string>
  return { row: fields.number('row'), column: fields.optionalNumber('column') ?? 0 }
}

/** A file from the request, in either form, or a sample when none is given. */
async function readMedia({ telegram, bot }: Seat, fields: Fields): Promise<Content> {
  const kind = KINDS.find((known) => known === fields.text('kind'))
  if (!kind) throw new ControlError(400, `"kind" must be one of ${KINDS.join(', ')}`)
  const duration = fields.optionalNumber('duration')
  const upload = await readUpload(kind, fields)
  const content = await makeMedia(telegram.files, kind, {
    ...upload,
    botId: bot.id,
    ...(duration !== undefined && { duration }),
  })
  const caption = formatTyped(fields.optionalText('caption') ?? '')
  return {
    ...content,
    ...(caption.text !== '' && { caption: caption.text }),
    ...(caption.entities.length > 0 && { caption_entities: caption.entities }),
  }
}

async function readUpload(
  kind: MediaKind,
  fields: Fields,
): Promise<Upload & { duration?: number }> {
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

/** Some browsers record WebM only; a phone with Telegram on it would have made OGG of the sound. */
function asVoice(kind: MediaKind, upload: Upload): Upload {
  if (kind !== 'voice' || !upload.mimeType.startsWith('audio/webm')) return upload
  const bytes = wrapOpus(readWebmPackets(upload.bytes))
  return { bytes, name: 'voice.oga', mimeType: 'audio/ogg' }
}
