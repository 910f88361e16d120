import type { InboundContent, RemoteFile } from '../../contract.ts'
import { present } from '../../kit/present.ts'
import { toExternalId } from '../ids.ts'
import { typeOf } from '../media.ts'
import type { Content, Media } from './types.ts'

/** Said by Meta of media that it could not take from the person's phone. */
const MEDIA_NOT_TAKEN = 131052

export function toContent(message: Content, ourPhone?: string): InboundContent {
  const { text, ...content } = shown(message)
  return {
    text: text ?? '',
    files: [],
    ...content,
    ...quoted(message, ourPhone),
  }
}

type Shown = Partial<InboundContent>

function shown(message: Content): Shown {
  const { type, location, contacts, order, text } = message
  switch (type) {
    case 'text':
      return text ? { text: text.body } : unsupported(message)
    case 'image':
    case 'video':
    case 'document':
    case 'sticker':
      return fileOf(type, message[type]) ?? unsupported(message)
    case 'audio':
      return fileOf(message.audio?.voice ? 'voice' : 'audio', message.audio) ?? unsupported(message)
    case 'location':
      return location ? { location: toLocation(location) } : unsupported(message)
    case 'contacts':
      return contacts.length > 0 ? cards(contacts) : unsupported(message)
    case 'order':
      return { text: orderText(order), unsupported: type }
    default:
      return unsupported(message)
  }
}

function fileOf(kind: RemoteFile['kind'], media: Media | undefined): Shown | undefined {
  if (!media) return undefined
  const { id: reference, mime_type, filename: name, caption: text } = media
  const mime = mime_type && typeOf(mime_type)
  return { files: [{ reference, kind, ...present({ name, mime }) }], ...present({ text }) }
}

function toLocation({ name, address, ...point }: NonNullable<Content['location']>) {
  return { ...point, ...present({ title: name || undefined, address: address || undefined }) }
}

/** The first is a card, further ones are lines: of several nobody says whose they are. */
function cards(contacts: Content['contacts']): Shown {
  const [first, ...others] = contacts.map(({ name, phones }) => {
    const [phone] = phones
    return {
      name: name?.formatted_name ?? '',
      phone: phone?.phone ?? (phone?.wa_id ? `+${phone.wa_id}` : ''),
    }
  })
  const lines = others.map(({ name, phone }) => [name, phone].filter(Boolean).join(' '))
  return {
    ...(first && { sharedContact: { ...first, isOwn: false } }),
    text: lines.join('\n'),
  }
}

function orderText(order: Content['order']): string {
  const items = order?.product_items ?? []
  const lines = items.map(
    ({ product_retailer_id = '', quantity = 1 }) => `${product_retailer_id} × ${quantity}`,
  )
  return [order?.text, ...lines].filter(Boolean).join('\n')
}

/** The kind that was not let through, where that is told, rather than the word for it. */
function unsupported({ type, unsupported: what, errors, interactive }: Content): Shown {
  if (errors.some(({ code }) => code === MEDIA_NOT_TAKEN)) return { unsupported: 'media' }
  const answers = interactive?.nfm_reply
  if (answers) return { unsupported: 'flow', text: answers.response_json ?? answers.body ?? '' }
  return { unsupported: what?.type || type }
}

/** A context without an id is of something forwarded, and answers nothing. */
function quoted({ context }: Content, ourPhone: string | undefined): Shown {
  if (context?.forwarded || context?.frequently_forwarded) return { forwardedFrom: 'WhatsApp' }
  if (!context?.id) return {}
  const isOurs = context.from !== undefined && context.from === ourPhone
  return { replyTo: { id: toExternalId(context.id), ...(isOurs && { isOurs }) } }
}
