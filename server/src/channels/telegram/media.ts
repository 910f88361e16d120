import type { LocalFile } from '../contract.ts'

const MEGABYTE = 1024 * 1024

/** https://core.telegram.org/bots/api#sending-files */
export const MAX_PHOTO_BYTES = 10 * MEGABYTE
export const MAX_UPLOAD_BYTES = 50 * MEGABYTE
export const MAX_FETCH_BYTES = 20 * MEGABYTE

/** What a file is sent as: the method is `send…`, the field has the name in lower case. */
export type MediaType = 'photo' | 'video' | 'animation' | 'audio' | 'voice' | 'document'

/** Anything that its own method would refuse goes as a document, which takes everything. */
export function toMediaType(file: LocalFile): MediaType {
  const mime = file.mime.toLowerCase().split(';')[0]?.trim() ?? ''
  switch (file.kind) {
    case 'image':
    case 'sticker':
      if (mime === 'image/gif') return 'animation'
      return isPhoto(file, mime) ? 'photo' : 'document'
    case 'animation':
      return mime === 'image/gif' || mime === 'video/mp4' ? 'animation' : 'document'
    case 'video':
    case 'round-video':
      return mime === 'video/mp4' ? 'video' : 'document'
    case 'voice':
      return voiceTypes.has(mime) ? 'voice' : 'document'
    case 'audio':
      return audioTypes.has(mime) ? 'audio' : 'document'
    case 'document':
      return 'document'
  }
}

const photoTypes = new Set(['image/jpeg', 'image/png', 'image/webp'])
const audioTypes = new Set(['audio/mpeg', 'audio/mp3', 'audio/mp4', 'audio/m4a', 'audio/x-m4a'])
const voiceTypes = new Set([...audioTypes, 'audio/ogg', 'audio/opus'])

/** https://core.telegram.org/bots/api#sendphoto; unknown dimensions are tried. */
function isPhoto({ bytes, width, height }: LocalFile, mime: string): boolean {
  if (!photoTypes.has(mime) || bytes > MAX_PHOTO_BYTES) return false
  if (!width || !height) return true
  return width + height <= 10_000 && Math.max(width / height, height / width) <= 20
}

const albumFamilies: Partial<Record<MediaType, string>> = {
  photo: 'visual',
  video: 'visual',
  document: 'document',
  audio: 'audio',
}

/** Pictures and films share an album; documents and music each keep to themselves. */
export function canShareAlbum(one: MediaType, other: MediaType): boolean {
  const family = albumFamilies[one]
  return family !== undefined && family === albumFamilies[other]
}
