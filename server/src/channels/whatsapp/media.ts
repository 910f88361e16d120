import type { LocalFile } from '../contract.ts'

const MEGABYTE = 1024 * 1024

/** https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media#supported-media-types */
export const MAX_IMAGE_BYTES = 5 * MEGABYTE
export const MAX_SOUND_BYTES = 16 * MEGABYTE
export const MAX_VIDEO_BYTES = 16 * MEGABYTE
export const MAX_DOCUMENT_BYTES = 100 * MEGABYTE
/** Whatever people send is kept up to this. */
export const MAX_FETCH_BYTES = 100 * MEGABYTE

export type MediaType = 'image' | 'video' | 'audio' | 'document'

const images = new Set(['image/jpeg', 'image/png'])
const videos = new Set(['video/mp4', 'video/3gpp'])
const sounds = new Set(['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'])

export const typeOf = (mime: string): string => mime.toLowerCase().split(';')[0]?.trim() ?? ''

/** Anything that its own kind would refuse goes as a document, which takes everything. */
export function toMediaType({ kind, mime, bytes }: LocalFile): MediaType {
  const type = typeOf(mime)
  const isPicture = kind === 'image' || kind === 'sticker'
  if (isPicture && images.has(type) && bytes <= MAX_IMAGE_BYTES) return 'image'
  const isFilm = kind === 'video' || kind === 'round-video' || kind === 'animation'
  if (isFilm && videos.has(type) && bytes <= MAX_VIDEO_BYTES) return 'video'
  const isSound = kind === 'audio' || kind === 'voice'
  return isSound && sounds.has(type) && bytes <= MAX_SOUND_BYTES ? 'audio' : 'document'
}

/** Shown as speech, with a face beside it, rather than as a file. */
export const isSpeech = ({ kind, mime }: LocalFile): boolean =>
  kind === 'voice' && typeOf(mime) === 'audio/ogg'
