import type { InboundContent, RemoteFile } from '../contract.ts'
import { present } from '../kit/present.ts'
import { toReference } from './files.ts'
import { toExternalId } from './ids.ts'
import { toSpans } from './markup.ts'
import { nameOf } from './people.ts'
import { toSharedContact } from './shared-contact.ts'
import { type Attachment, attachmentsOf, type Body, carriedBy, type Message } from './types.ts'

/** Of what was forwarded, text and files stand in the link, and the body itself is empty. */
export function toContent(message: Message): InboundContent {
  const { link } = message
  const forwarded = link?.type === 'forward' ? link.message : undefined
  const body = carriedBy(message)
  const attachments = attachmentsOf(body)
  const content = present({
    text: textOf(message.body, forwarded),
    format: forwarded && message.body.text ? undefined : toSpans(body),
    files: attachments.flatMap((each, index) => toFile(each, { mid: message.body.mid, index })),
    location: toLocation(attachments),
    sharedContact: toSharedContact(attachments, message.sender),
    replyTo: toReply(link),
    forwardedFrom: forwarded && (link?.sender ? nameOf(link.sender) : 'MAX'),
  })
  const isShown =
    content.text !== '' ||
    content.files.length > 0 ||
    content.location !== undefined ||
    content.sharedContact !== undefined
  const unknown = attachments.find(({ type }) => !known.has(type))
  if (isShown && !unknown) return content
  return { ...content, unsupported: unknown?.type ?? attachments[0]?.type ?? 'empty' }
}

function textOf({ text = '' }: Body, forwarded: Body | undefined): string {
  return [text, forwarded?.text ?? ''].filter(Boolean).join('\n')
}

/** A link's preview and our own buttons add nothing to what is shown. */
const known = new Set([
  'image',
  'video',
  'audio',
  'file',
  'sticker',
  'contact',
  'location',
  'share',
  'inline_keyboard',
])

const kinds: Readonly<Record<string, RemoteFile['kind']>> = {
  image: 'image',
  video: 'video',
  audio: 'voice',
  file: 'document',
  sticker: 'sticker',
}

function toFile(attachment: Attachment, place: { mid: string; index: number }): RemoteFile[] {
  const { type, filename, size, width, height, duration } = attachment
  const kind = Object.hasOwn(kinds, type) ? kinds[type] : undefined
  const reference = toReference(attachment, place)
  if (!kind || !reference) return []
  return [
    {
      reference,
      kind,
      ...present({ name: filename, bytes: size, width, height, durationS: duration }),
    },
  ]
}

function toLocation(attachments: readonly Attachment[]): InboundContent['location'] {
  for (const { type, latitude, longitude } of attachments) {
    if (type === 'location' && latitude !== undefined && longitude !== undefined) {
      return { latitude, longitude }
    }
  }
  return undefined
}

function toReply(link: Message['link']): InboundContent['replyTo'] {
  if (link?.type !== 'reply' || !link.message) return undefined
  const { mid, text } = link.message
  return {
    id: toExternalId(mid),
    ...present({ text: text || undefined, isOurs: link.sender?.is_bot }),
  }
}
