import type { FastifyInstance, FastifyRequest } from 'fastify'
import { ControlError, Fields, getOr404 } from '../fields.ts'
import { parseMultipart, type Upload } from '../multipart.ts'
import { wrapOpus } from '../ogg.ts'
import { makeSample } from '../samples.ts'
import { readWebmPackets } from '../webm.ts'
import { makeDoc, makePhoto, makeSticker, makeVoice } from './attachments.ts'
import { addComment, deleteComment, editComment, restoreComment, toPlaceKind } from './comments.ts'
import { findMessage } from './dialogs.ts'
import type { Attachment, Comment, Draft, Message, Place } from './model.ts'
import {
  edit,
  erase,
  press,
  pressKey,
  react,
  read,
  type Seat,
  setPermission,
  sit,
  tellTyping,
  write,
  writeText,
} from './person.ts'
import { toReactionId } from './view.ts'
import type { Vk } from './vk.ts'
import { wirePost, wireProduct } from './wire.ts'

type Request = FastifyRequest<{ Params: { community: string; person: string; action: string } }>

/** `POST /communities/:community/people/:person/<action>`; see the README for all of them. */
export function addPersonRoutes(app: FastifyInstance, vk: Vk): void {
  app.addContentTypeParser('multipart/form-data', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  )
  app.post('/communities/:community/people/:person/:action', (request: Request) => {
    const community = getOr404(
      vk.world.communities.get(Number(request.params.community)),
      'community',
    )
    const user = getOr404(vk.world.users.get(Number(request.params.person)), 'person')
    const run = getOr404(ACTIONS[request.params.action], 'action')
    return run(sit(vk, community, user), readBody(request))
  })
}

interface Body {
  fields: Fields
  upload?: Upload
}

function readBody(request: Request): Body {
  if (!Buffer.isBuffer(request.body)) return { fields: new Fields(request.body) }
  const parts = parseMultipart(request.body, request.headers['content-type'] ?? '') ?? []
  const values = parts.filter(({ upload }) => !upload).map(({ name, value }) => [name, value])
  const upload = parts.find((part) => part.upload)?.upload
  return { fields: new Fields(Object.fromEntries(values)), ...(upload && { upload }) }
}

type Action = (seat: Seat, body: Body) => unknown

const ACTIONS: Record<string, Action> = {
  text: (seat, { fields }) =>
    answer(writeText(seat, fields.text('text'), readQuoted(seat, fields))),
  start: (seat) => {
    const payload = '{"command":"start"}'
    return answer(write(seat, { text: 'Начать', attachments: [], payload }))
  },
  media: async (seat, body) => answer(await writeMedia(seat, body)),
  location: (seat, { fields }) => {
    const latitude = fields.optionalNumber('latitude') ?? 55.751999
    const longitude = fields.optionalNumber('longitude') ?? 37.617734
    return answer(write(seat, { text: '', attachments: [], geo: { latitude, longitude } }))
  },
  share: (seat, { fields }) => answer(write(seat, shareOf(seat, fields))),
  edit: (seat, { fields }) => {
    edit(seat, fields.number('messageId'), fields.text('text'))
    return { ok: true }
  },
  delete: quietly((seat, { fields }) => erase(seat, fields.number('messageId'))),
  press: (seat, { fields }) => answerPress(press(seat, fields.number('messageId'), spotOf(fields))),
  key: (seat, { fields }) => answerPress(pressKey(seat, keyOf(seat, fields))),
  reaction: quietly((seat, { fields }) => {
    const [emoji] = fields.list('emoji')
    react(seat, fields.number('messageId'), emoji ? toReactionId(String(emoji)) : undefined)
  }),
  allow: quietly((seat, { fields }) => setPermission(seat, 'allowed', fields.optionalText('key'))),
  deny: quietly((seat) => setPermission(seat, 'denied')),
  unblock: quietly((seat) => setPermission(seat, 'allowed')),
  block: quietly((seat) => setPermission(seat, 'denied')),
  typing: quietly(tellTyping),
  read: quietly(read),
  follow: quietly(({ vk, dialog }, { fields }) => {
    const refSource = fields.optionalText('refSource')
    dialog.mark = { ref: fields.text('ref'), ...(refSource !== undefined && { refSource }) }
    vk.world.saveDialog(dialog)
  }),
  comment: ({ vk, user, community }, { fields }) => {
    const place = readPlace(vk, community.id, fields)
    if (place.areCommentsClosed) throw new ControlError(409, 'comments are closed')
    const replyTo = fields.optionalNumber('replyTo')
    if (replyTo !== undefined)
      getOr404(vk.world.findComment(place.kind, community.id, replyTo), 'comment')
    const draft = { fromId: user.id, text: fields.text('text'), attachments: [] }
    const { id } = addComment(vk, place, { ...draft, ...(replyTo !== undefined && { replyTo }) })
    return { commentId: id }
  },
  'edit-comment': quietly((seat, { fields }) =>
    editComment(seat.vk, ownComment(seat, fields), fields.text('text')),
  ),
  'delete-comment': quietly((seat, { fields }) =>
    deleteComment(seat.vk, ownComment(seat, fields), seat.user.id),
  ),
  'restore-comment': quietly((seat, { fields }) =>
    restoreComment(seat.vk, ownComment(seat, fields)),
  ),
}

function quietly(act: (seat: Seat, body: Body) => void): Action {
  return (seat, body) => {
    act(seat, body)
    return { ok: true }
  }
}

const answer = (message: Message | undefined) =>
  message ? { messageId: message.cmid, id: message.id } : { messageId: null, isWaiting: true }

/** A press may send a message, ask the community, or only open something. */
function answerPress(outcome: ReturnType<typeof press>) {
  if (!outcome) return { ok: true }
  return 'eventId' in outcome ? outcome : answer(outcome)
}

function readQuoted({ dialog }: Seat, fields: Fields): Partial<Draft> {
  const replyTo = fields.optionalNumber('replyTo')
  const forwards = fields.list('forwards').map(Number)
  for (const cmid of forwards) getOr404(findMessage(dialog, cmid), 'message')
  const payload = fields.optionalText('payload')
  return {
    ...(replyTo !== undefined && { replyTo }),
    ...(forwards.length > 0 && { forwards }),
    ...(payload !== undefined && { payload }),
  }
}

const spotOf = (fields: Fields) => ({ row: fields.number('row'), column: fields.number('column') })

function keyOf({ dialog }: Seat, fields: Fields) {
  if (!fields.has('text')) return spotOf(fields)
  const rows = dialog.keyboard?.keyboard.buttons ?? []
  for (const [row, buttons] of rows.entries()) {
    const column = buttons.findIndex(({ action }) => action.label === fields.text('text'))
    if (column >= 0) return { row, column }
  }
  throw new ControlError(404, 'button not found')
}

const KINDS = ['photo', 'document', 'video', 'audio', 'voice', 'sticker']

async function writeMedia(seat: Seat, { fields, upload }: Body) {
  const kind = fields.text('kind')
  if (!KINDS.includes(kind))
    throw new ControlError(400, `"kind" must be one of ${KINDS.join(', ')}`)
  const source = upload ?? (await readSource(fields, kind))
  const duration = Number(fields.raw('duration') ?? 0) || undefined
  const attachment = await makeAttachment(seat, kind, { ...source, ...(duration && { duration }) })
  const text = fields.optionalText('caption') ?? ''
  return write(seat, { text, attachments: [attachment], ...readQuoted(seat, fields) })
}

async function readSource(fields: Fields, kind: string): Promise<Upload & { duration?: number }> {
  const base64 = fields.optionalText('base64')
  if (base64 === undefined) return makeSample(kind)
  return {
    bytes: Buffer.from(base64, 'base64'),
    name: fields.optionalText('name') ?? 'file',
    mimeType: fields.optionalText('mimeType') ?? '',
  }
}

function makeAttachment(
  { vk, user }: Seat,
  kind: string,
  source: Upload & { duration?: number },
): Promise<Attachment> {
  if (kind === 'photo') return makePhoto(vk, user.id, source)
  if (kind === 'sticker') return makeSticker(vk, 9019, source.bytes)
  if (kind !== 'voice') return makeDoc(vk, user.id, source)
  // Browsers record WebM, the platform keeps OGG.
  const isWebm = source.mimeType.includes('webm') || source.name.endsWith('.webm')
  const bytes = isWebm ? wrapOpus(readWebmPackets(source.bytes)) : source.bytes
  return makeVoice(vk, user.id, { ...source, bytes })
}

/** A product or a post sent into the dialog, as «Написать продавцу» does. */
function shareOf({ vk, community }: Seat, fields: Fields): Draft {
  const place = readPlace(vk, community.id, fields)
  const attachment =
    place.kind === 'market'
      ? { type: 'market', body: wireProduct(place) }
      : { type: 'wall', body: wirePost(place) }
  return { text: fields.optionalText('text') ?? '', attachments: [attachment] }
}

/** `place` and `kind`, or `kind` alone for the first of its sort. */
function readPlace(vk: Vk, communityId: number, fields: Fields): Place {
  const kind = toPlaceKind(fields.text('kind'))
  if (!kind) throw new ControlError(400, '"kind" must be wall, market, photo, video or board')
  const id = fields.optionalNumber('place')
  const first = [...vk.world.places.values()].find(
    (one) => one.kind === kind && one.communityId === communityId,
  )
  return getOr404(id === undefined ? first : vk.world.findPlace(kind, communityId, id), 'place')
}

function ownComment({ vk, community, user }: Seat, fields: Fields): Comment {
  const kind = toPlaceKind(fields.text('kind'))
  const found = kind && vk.world.findComment(kind, community.id, fields.number('commentId'))
  const comment = getOr404(found, 'comment')
  if (comment.fromId !== user.id) throw new ControlError(409, 'not a comment of this person')
  return comment
}
