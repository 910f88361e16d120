import type { InboundContent, RemoteFile } from '../contract.ts'
import { present } from '../kit/present.ts'
import { toExternalId } from './ids.ts'
import { linkToPost, linkToProduct, linkToVideo } from './links.ts'
import { nameOf } from './people.ts'
import { toPlainText } from './text.ts'
import {
  type Attached,
  type Attachment,
  attachmentsOf,
  type Comment,
  type Forwarded,
  forwardedOf,
  type Message,
  type Profile,
  type Size,
} from './types.ts'

/** Forwards may hold forwards, forty-five deep; nobody reads as far. */
const DEEPEST = 8

export function toContent(message: Message, known: readonly Profile[] = []): InboundContent {
  const forwards = flatten(forwardedOf(message.fwd_messages))
  const attachments = [
    ...attachmentsOf(message.attachments),
    ...forwards.flatMap((each) => attachmentsOf(each.attachments)),
  ]
  const texts = [message.text, ...forwards.map(({ text }) => text)]
  const content = withWhatIsLeft(
    present({
      text: joined([...texts.map(toPlainText), ...attachments.map(sayAttachment)]),
      files: attachments.flatMap(toFile),
      location: toLocation(message.geo),
      replyTo: toReply(message),
      forwardedFrom: forwards[0] && authorOf(forwards[0], known),
    }),
    attachments,
    message.action === undefined ? undefined : 'action',
  )
  return message.is_cropped ? { ...content, unsupported: 'cropped' } : content
}

/** What is quoted is told by its number alone; its place is the comment's own. */
export function toCommentContent(
  { text, attachments: values }: Comment,
  replyTo: InboundContent['replyTo'],
): InboundContent {
  const attachments = attachmentsOf(values)
  return withWhatIsLeft(
    present({
      text: joined([toPlainText(text), ...attachments.map(sayAttachment)]),
      files: attachments.flatMap(toFile),
      replyTo,
    }),
    attachments,
  )
}

function withWhatIsLeft(
  content: InboundContent,
  attachments: readonly Attachment[],
  service?: string,
): InboundContent {
  const unknown = attachments.find((each) => toFile(each).length === 0 && !told.has(each.type))
  const isShown = content.text !== '' || content.files.length > 0 || content.location
  if (!unknown && isShown) return content
  return { ...content, unsupported: unknown?.type ?? service ?? 'empty' }
}

const joined = (lines: readonly string[]): string => lines.filter(Boolean).join('\n')

function flatten(forwards: readonly Forwarded[], depth = 0): Forwarded[] {
  if (depth >= DEEPEST) return []
  return forwards.flatMap((each) => [each, ...flatten(forwardedOf(each.fwd_messages), depth + 1)])
}

function authorOf({ from_id }: Forwarded, known: readonly Profile[]): string {
  const profile = known.find(({ id }) => id === from_id)
  return (profile && nameOf(profile)) || 'ВКонтакте'
}

/** Shown in words, with the address where it is to be seen. */
const told = new Set(['link', 'market', 'wall', 'video'])

function sayAttachment({ type, body }: Attachment): string {
  const { title = '', id, owner_id: owner, from_id: from, url = '' } = body
  switch (type) {
    case 'link':
      return url
    case 'market':
      return joined([
        [title, body.price?.text].filter(Boolean).join(' — '),
        id && owner ? linkToProduct(owner, id) : '',
      ])
    case 'wall':
      return joined([toPlainText(body.text), id ? linkToPost(owner ?? from ?? 0, id) : ''])
    case 'video':
      return joined([title, id && owner ? linkToVideo(owner, id) : ''])
    case 'audio':
      return [body.artist, title].filter(Boolean).join(' — ')
    case 'poll':
      return toPlainText(body.question)
    default:
      return ''
  }
}

function toFile({ type, body }: Attachment): RemoteFile[] {
  switch (type) {
    case 'photo':
      return fromPicture(
        'image',
        largest([...(body.sizes ?? []), ...(body.orig_photo ? [body.orig_photo] : [])]),
      )
    case 'sticker':
      return fromPicture('sticker', largest(body.images ?? []))
    case 'graffiti':
      return body.url ? [{ reference: body.url, kind: 'image' }] : []
    case 'doc':
      return fromDocument(body)
    case 'audio_message':
      return fromVoice(body)
    default:
      return []
  }
}

const fromPicture = (kind: RemoteFile['kind'], size: Size | undefined): RemoteFile[] =>
  size
    ? [{ reference: size.url, kind, ...present({ width: size.width, height: size.height }) }]
    : []

/** Older answers name sizes by a letter, and not in order. */
const letters = 'smxopqryzw'
function largest(sizes: readonly Size[]): Size | undefined {
  const rank = ({ width = 0, type = '' }: Size) => width * 100 + letters.indexOf(type)
  return [...sizes].sort((a, b) => rank(b) - rank(a))[0]
}

/** https://dev.vk.com/ru/reference/objects/doc: 3 is a GIF, 4 a picture, 5 sound, 6 a film. */
const kinds: Readonly<Record<number, RemoteFile['kind']>> = {
  3: 'animation',
  4: 'image',
  5: 'audio',
  6: 'video',
}

function fromDocument({ url, title, ext, size, type = 0 }: Attached): RemoteFile[] {
  if (!url) return []
  const isNamed = !title || !ext || title.toLowerCase().endsWith(`.${ext.toLowerCase()}`)
  const name = isNamed ? title : `${title}.${ext}`
  // A GIF is a picture that a browser moves by itself.
  const kind = type === 3 && ext?.toLowerCase() === 'gif' ? 'image' : (kinds[type] ?? 'document')
  return [{ reference: url, kind, ...present({ name: name || undefined, bytes: size }) }]
}

function fromVoice({ link_ogg, link_mp3, duration }: Attached): RemoteFile[] {
  const reference = link_ogg ?? link_mp3
  if (!reference) return []
  const mime = link_ogg ? 'audio/ogg' : 'audio/mpeg'
  return [{ reference, kind: 'voice', mime, ...present({ durationS: duration }) }]
}

function toLocation(geo: Message['geo']): InboundContent['location'] {
  if (!geo) return undefined
  const { latitude, longitude } = geo.coordinates
  return { latitude, longitude, ...present({ title: geo.place?.title }) }
}

function toReply({ reply_message: quoted, peer_id }: Message): InboundContent['replyTo'] {
  const number = quoted?.conversation_message_id
  if (!quoted || number === undefined) return undefined
  const text = toPlainText(quoted.text) || undefined
  return {
    id: toExternalId(peer_id, number),
    ...present({ text }),
    ...(quoted.from_id !== undefined && { isOurs: quoted.from_id < 0 }),
  }
}
