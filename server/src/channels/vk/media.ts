import type { LocalFile } from '../contract.ts'

const MEGABYTE = 1024 * 1024

/** https://dev.vk.com/ru/api/upload */
export const MAX_IMAGE_BYTES = 50 * MEGABYTE
export const MAX_FILE_BYTES = 200 * MEGABYTE
export const MAX_FETCH_BYTES = 64 * MEGABYTE
const MOST_SIDES = 14_000
const MOST_RATIO = 20
const MOST_VOICE_S = 5 * 60

export type UploadType = 'photo' | 'doc' | 'audio_message'

const pictures = new Set(['jpeg', 'jpg', 'png', 'gif'])

/** Films are taken of people only: they go as documents, as does all that another kind refuses. */
export function toUploadType({ kind, mime, bytes, ...file }: LocalFile): UploadType {
  const [family, subtype = ''] = mime.toLowerCase().split(';')[0]?.trim().split('/') ?? []
  const { width = 0, height = 0, durationS = 0 } = file
  if (kind === 'voice' && family === 'audio' && subtype === 'ogg') {
    return durationS <= MOST_VOICE_S ? 'audio_message' : 'doc'
  }
  const isPicture = (kind === 'image' || kind === 'sticker') && family === 'image'
  // A moving picture would stand still among photographs.
  if (!isPicture || !pictures.has(subtype) || bytes > MAX_IMAGE_BYTES) return 'doc'
  if (width + height > MOST_SIDES) return 'doc'
  const [short, long] = [Math.min(width, height), Math.max(width, height)]
  return short > 0 && long / short > MOST_RATIO ? 'doc' : 'photo'
}

/** Refused as a document whatever is in it. */
export const isForbidden = (name: string): boolean =>
  /\.(mp3|exe|msi|bat|cmd|com|scr|apk|dll|js|vbs|jar)$/i.test(name)
