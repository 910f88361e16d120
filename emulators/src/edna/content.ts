import type { Button, Content, MediaKind } from '../whatsapp-network/model.ts'
import { refuse } from './errors.ts'
import { buttonsOf } from './matching.ts'
import type { MatcherContent } from './model.ts'

export type Body = Record<string, unknown>

export const isObject = (value: unknown): value is Body =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What a message is to show, and what has to be fetched for it. */
export interface Draft {
  content: Content
  link?: { url: string; kind: MediaKind; name: string }
  /** As it is compared with templates. */
  raw: MatcherContent
}

const MEDIA: Record<string, MediaKind> = {
  IMAGE: 'image',
  DOCUMENT: 'document',
  VIDEO: 'video',
  AUDIO: 'audio',
}
const MAX_NAME = 70

export function readContent(raw: unknown): Draft {
  if (!isObject(raw)) throw refuse('content-not-specified')
  const type = raw.contentType
  if (typeof type !== 'string' || type === '') throw refuse('contentType-not-specified')
  const kind = MEDIA[type]
  if (kind) return readMedia(raw, kind)
  if (type === 'LOCATION') return readLocation(raw)
  if (type === 'LIST_PICKER' && raw.action === undefined) throw refuse('action-not-specified')
  if (type !== 'TEXT' && type !== 'LIST_PICKER')
    throw refuse('cascade-scheduling-request-is-not-valid')
  // Text beside an attachment is lost, as the real one loses it.
  if (isObject(raw.attachment)) return readMedia(raw, 'document')
  return readText(raw)
}

function readText(raw: Body): Draft {
  const { text, header, footer } = raw as MatcherContent
  if (typeof text !== 'string' || text === '') throw refuse('text-not-specified')
  const buttons = buttonsOf(raw as MatcherContent).map((button): Button => {
    const title = button.text
    if (button.buttonType === 'URL')
      return { kind: 'link', title, url: `${button.url ?? ''}${button.urlPostfix ?? ''}` }
    if (button.buttonType === 'PHONE') return { kind: 'call', title, phone: button.phone ?? '' }
    return { kind: 'reply', title, id: button.payload ?? title }
  })
  return {
    raw: raw as MatcherContent,
    content: {
      ...{ kind: 'text', text },
      ...(header?.text && { header: { text: header.text } }),
      ...(footer?.text && { footer: footer.text }),
      ...(buttons.length > 0 && { buttons }),
    },
  }
}

function readMedia(raw: Body, kind: MediaKind): Draft {
  const attachment = isObject(raw.attachment) ? raw.attachment : {}
  const { url, name } = attachment
  if (typeof url !== 'string' || url === '') throw refuse('cascade-scheduling-request-is-not-valid')
  if (typeof name !== 'string' || name === '') throw refuse('attachmentName-not-specified')
  if ([...name].length > MAX_NAME) throw refuse('attachmentName-is-too-long')
  const caption = typeof raw.caption === 'string' && raw.caption !== '' ? raw.caption : undefined
  return {
    raw: raw as MatcherContent,
    content: { kind, ...(caption !== undefined && kind !== 'audio' && { text: caption }) },
    link: { url, kind, name },
  }
}

function readLocation(raw: Body): Draft {
  const { latitude, longitude, address } = isObject(raw.location) ? raw.location : {}
  if (typeof latitude !== 'number') throw refuse('latitude-not-specified')
  if (typeof longitude !== 'number') throw refuse('longitude-not-specified')
  const place = { latitude, longitude, ...(typeof address === 'string' && { address }) }
  return { raw: raw as MatcherContent, content: { kind: 'location', location: place } }
}

/** WhatsApp's own limits, which edna finds out only when it has taken the message. */
export function findExcess({ text, buttons = [] }: Content): string | undefined {
  if ([...(text ?? '')].length > 4096) return 'error-content-format'
  const replies = buttons.filter(({ kind }) => kind === 'reply')
  if (replies.length > 10) return 'error-content-format'
  return replies.some(({ title }) => [...title].length > 25) ? 'error-content-format' : undefined
}
