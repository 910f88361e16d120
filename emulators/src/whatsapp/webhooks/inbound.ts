import type { Content, Message } from '../../whatsapp-network/model.ts'
import type { Scene } from '../scene.ts'

/** The part of a person's message that is named after its type. */
export interface WireContent {
  type: string
  body: object
  errors?: object[]
}

const UNKNOWN_TYPE = {
  code: 131051,
  title: 'Message type unknown',
  message: 'Message type unknown',
  error_data: { details: 'Message type is currently not supported.' },
}

export function wireContent(scene: Scene, { content }: Message): WireContent {
  switch (content.kind) {
    case 'text':
      return { type: 'text', body: { text: { body: content.text } } }
    case 'location':
      return { type: 'location', body: { location: content.location } }
    case 'contacts':
      return { type: 'contacts', body: { contacts: content.contacts } }
    case 'choice':
      return wireChoice(content)
    case 'unsupported':
      return {
        type: 'unsupported',
        body: content.was ? { unsupported: { type: content.was } } : {},
        errors: [UNKNOWN_TYPE],
      }
    case 'system':
      return { type: 'system', body: {} }
    default:
      return wireMedia(scene, content)
  }
}

function wireChoice({ choice }: Content): WireContent {
  const { via, id, title, description } = choice!
  if (via === 'template') return { type: 'button', body: { button: { payload: id, text: title } } }
  const reply = { id, title, ...(description && { description }) }
  const interactive =
    via === 'list'
      ? { type: 'list_reply', list_reply: reply }
      : { type: 'button_reply', button_reply: { id, title } }
  return { type: 'interactive', body: { interactive } }
}

function wireMedia({ mediaUrl, sha256 }: Scene, { kind, file, text }: Content): WireContent {
  const type = kind === 'voice' ? 'audio' : kind
  const { id, mimeType, name } = file!
  const url = mediaUrl(id)
  const media = {
    ...(text && { caption: text }),
    ...(kind === 'document' && { filename: name }),
    mime_type: mimeType,
    sha256: Buffer.from(sha256(id), 'hex').toString('base64'),
    id,
    ...(url && { url }),
    ...(type === 'audio' && { voice: kind === 'voice' }),
    ...(kind === 'sticker' && { animated: false }),
  }
  return { type, body: { [type]: media } }
}
