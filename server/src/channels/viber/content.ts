import type { InboundContent, RemoteFile } from '../contract.ts'
import { present } from '../kit/present.ts'
import type { Content } from './types.ts'

const kinds: Readonly<Record<string, RemoteFile['kind']>> = {
  picture: 'image',
  video: 'video',
  file: 'document',
  sticker: 'sticker',
}

export function toContent(message: Content): InboundContent {
  const { type, text = '', media, contact, location } = message
  const kind = Object.hasOwn(kinds, type) ? kinds[type] : undefined
  const content: InboundContent = { text, files: kind ? toFiles(kind, message) : [] }
  if (type === 'url' && media) return { ...content, text: [text, media].filter(Boolean).join('\n') }
  if (type === 'location' && location) {
    const { lat: latitude, lon: longitude, address } = location
    return { ...content, location: { latitude, longitude, ...present({ address }) } }
  }
  if (type === 'contact' && contact) {
    const { name = '', phone_number: phone = '' } = contact
    // Of a card that comes alone nothing says whose it is.
    return { ...content, sharedContact: { name, phone, isOwn: false } }
  }
  const isShown = content.files.length > 0 || (type === 'text' && text !== '')
  return isShown ? content : { ...content, unsupported: type }
}

function toFiles(kind: RemoteFile['kind'], message: Content): RemoteFile[] {
  const { media: reference, file_name: name, size: bytes, duration: durationS } = message
  return reference ? [{ reference, kind, ...present({ name, bytes, durationS }) }] : []
}
