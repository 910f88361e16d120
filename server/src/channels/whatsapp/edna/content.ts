import type { InboundContent, RemoteFile } from '../../contract.ts'
import { present } from '../../kit/present.ts'
import { typeOf } from '../media.ts'
import type { Content } from './types.ts'

const kinds: Readonly<Record<string, RemoteFile['kind']>> = {
  IMAGE: 'image',
  VIDEO: 'video',
  AUDIO: 'audio',
  DOCUMENT: 'document',
  STICKER: 'sticker',
}

export function toContent(content: Content): InboundContent {
  const { type, text = '', caption = '', location } = content
  const kind = Object.hasOwn(kinds, type) ? kinds[type] : undefined
  const files = kind ? toFiles(kind, content) : []
  const words = [caption, text].filter((each) => each !== '').join('\n')
  if (files.length > 0) return { text: words, files }
  if (type === 'LOCATION' && location) {
    const { address, ...point } = location
    return { text: words, files, location: { ...point, ...present({ address }) } }
  }
  return type === 'TEXT' && text ? { text, files } : { text: words, files, unsupported: type }
}

/** Nothing tells speech from music but what it was recorded with. */
function toFiles(kind: RemoteFile['kind'], { attachment }: Content): RemoteFile[] {
  if (!attachment) return []
  const { url: reference, name, mimeType, size: bytes } = attachment
  const mime = mimeType && typeOf(mimeType)
  const isSpeech = kind === 'audio' && (mime === 'audio/ogg' || /\.(ogg|opus)$/i.test(name ?? ''))
  return [{ reference, kind: isSpeech ? 'voice' : kind, ...present({ name, mime, bytes }) }]
}
