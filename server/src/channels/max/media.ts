import type { LocalFile } from '../contract.ts'

const MEGABYTE = 1024 * 1024

/** https://dev.max.ru/docs-api/methods/POST/uploads */
export const MAX_IMAGE_BYTES = 50 * MEGABYTE
export const MAX_VIDEO_BYTES = 250 * MEGABYTE
export const MAX_AUDIO_BYTES = 256 * MEGABYTE
/** Four gigabytes are allowed; nobody waits for as much in a chat. */
export const MAX_FILE_BYTES = 512 * MEGABYTE
export const MAX_FETCH_BYTES = 64 * MEGABYTE
const MAX_SIDE = 7680

export type UploadType = 'image' | 'video' | 'audio' | 'file'

const imageTypes = new Set(['jpeg', 'jpg', 'png', 'gif', 'tiff', 'bmp', 'heic'])
const videoTypes = new Set(['mp4', 'quicktime', 'x-matroska', 'webm'])
const audioTypes = new Set(['mpeg', 'mp3', 'wav', 'x-wav', 'mp4', 'm4a', 'x-m4a', 'aac'])

/** Anything that its own kind would refuse goes as a file, which takes everything. */
export function toUploadType({ kind, mime, bytes, width = 0, height = 0 }: LocalFile): UploadType {
  const [family, subtype = ''] = mime.toLowerCase().split(';')[0]?.trim().split('/') ?? []
  const isPicture = kind === 'image' || kind === 'sticker' || kind === 'animation'
  if (isPicture && family === 'image' && imageTypes.has(subtype)) {
    return bytes <= MAX_IMAGE_BYTES && Math.max(width, height) <= MAX_SIDE ? 'image' : 'file'
  }
  const isFilm = kind === 'video' || kind === 'round-video' || kind === 'animation'
  if (isFilm && family === 'video' && videoTypes.has(subtype)) {
    return bytes <= MAX_VIDEO_BYTES ? 'video' : 'file'
  }
  const isSound = kind === 'voice' || kind === 'audio'
  if (isSound && family === 'audio' && audioTypes.has(subtype)) {
    return bytes <= MAX_AUDIO_BYTES ? 'audio' : 'file'
  }
  return 'file'
}
