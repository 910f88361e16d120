import sharp from 'sharp'
import type { Upload } from '../multipart.ts'
import type { FileKind, Files } from './files.ts'
import type { StoredFile } from './model.ts'
import { badRequest } from './refusal.ts'
import type { Content, Media, PhotoSize, WireFile } from './wire-types.ts'

export const MAX_PHOTO_BYTES = 10 * (1 << 20)

/** The boxes photos are fitted into; the platform sends every photo in several sizes. */
const PHOTO_BOXES = [90, 320, 800, 1280]

export type MediaKind = Exclude<FileKind, 'thumbnail'>

export interface MediaSource extends Upload {
  botId: number
  duration?: number
  performer?: string
  title?: string
  emoji?: string
}

/** Turns bytes into what a message of this kind carries, storing all the files it needs. */
export async function makeMedia(
  files: Files,
  kind: MediaKind,
  source: MediaSource,
): Promise<Content> {
  switch (kind) {
    case 'photo':
      return { photo: await makePhoto(files, source) }
    case 'animation': {
      const animation = await makeFile(files, kind, source)
      // Older clients know documents only, so the platform repeats an animation as one.
      const { duration: _, width: __, height: ___, ...document } = animation
      return { animation, document }
    }
    default:
      return { [kind]: await makeFile(files, kind, source) }
  }
}

async function makePhoto(files: Files, source: MediaSource): Promise<PhotoSize[]> {
  const { bytes, botId } = source
  if (bytes.length > MAX_PHOTO_BYTES)
    throw badRequest(
      `file of size ${bytes.length} bytes is too big for a photo; the maximum size is ${MAX_PHOTO_BYTES} bytes`,
    )
  const { width, height } = await measure(bytes)
  const longest = Math.max(width, height)
  if (width + height > 10_000 || longest / Math.min(width, height) > 20)
    throw badRequest('PHOTO_INVALID_DIMENSIONS')
  const boxes = PHOTO_BOXES.filter((_, i) => i === 0 || longest > PHOTO_BOXES[i - 1]!)
  const sizes: PhotoSize[] = []
  for (const box of boxes) {
    const { data, info } = await sharp(bytes, { autoOrient: true })
      .resize({ width: box, height: box, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 82 })
      .toBuffer({ resolveWithObject: true })
    const file = await files.store(botId, { kind: 'photo', bytes: data, extension: 'jpg' })
    sizes.push({ ...wireFile(file), width: info.width, height: info.height })
  }
  return sizes
}

async function measure(bytes: Buffer): Promise<{ width: number; height: number }> {
  try {
    const { width, height } = (await sharp(bytes).metadata()).autoOrient
    return { width, height }
  } catch {
    throw badRequest('IMAGE_PROCESS_FAILED')
  }
}

async function makeFile(files: Files, kind: MediaKind, source: MediaSource): Promise<Media> {
  const mimeType = mimeTypeOf(source)
  const file = await files.store(source.botId, {
    kind,
    bytes: source.bytes,
    extension: extensionOf(source.name, kind),
    name: source.name,
    mimeType,
  })
  const thumbnail = mimeType.startsWith('image/') ? await makeThumbnail(files, source) : undefined
  return {
    ...ownFields(kind, source, mimeType),
    ...(thumbnail && { thumbnail, thumb: thumbnail }),
    ...wireFile(file),
  }
}

/** What each kind tells besides the file. Moving pictures are not decoded: their size is assumed. */
function ownFields(kind: MediaKind, source: MediaSource, mimeType: string): Partial<Media> {
  const named = { ...(source.name && { file_name: source.name }), mime_type: mimeType }
  const duration = source.duration ?? 1
  switch (kind) {
    case 'voice':
      return { duration, mime_type: mimeType }
    case 'audio':
      return {
        duration,
        ...named,
        ...(source.performer && { performer: source.performer }),
        ...(source.title && { title: source.title }),
      }
    case 'video':
    case 'animation':
      return { duration, width: 240, height: 240, ...named }
    case 'video_note':
      return { duration, length: 240 }
    case 'sticker':
      return {
        width: 512,
        height: 512,
        emoji: source.emoji ?? '👍',
        set_name: 'OtklikSandbox',
        is_animated: source.name.endsWith('.tgs'),
        is_video: source.name.endsWith('.webm'),
        type: 'regular',
      }
    default:
      return named
  }
}

async function makeThumbnail(files: Files, source: MediaSource): Promise<PhotoSize | undefined> {
  try {
    const { data, info } = await sharp(source.bytes)
      .resize({ width: 320, height: 320, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .jpeg()
      .toBuffer({ resolveWithObject: true })
    const file = await files.store(source.botId, {
      kind: 'thumbnail',
      bytes: data,
      extension: 'jpg',
    })
    return { ...wireFile(file), width: info.width, height: info.height }
  } catch {
    return undefined // an image only by its name; a document all the same
  }
}

export function wireFile(file: StoredFile): WireFile {
  return { file_id: file.id, file_unique_id: file.uniqueId, file_size: file.size }
}

const EXTENSIONS: Partial<Record<MediaKind, string>> = {
  voice: 'oga',
  audio: 'mp3',
  video: 'mp4',
  video_note: 'mp4',
  animation: 'mp4',
  sticker: 'webp',
}

function extensionOf(name: string, kind: MediaKind): string {
  return /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? EXTENSIONS[kind] ?? 'bin'
}

const MIME_TYPES: Record<string, string> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
  pdf: 'application/pdf',
  zip: 'application/zip',
  txt: 'text/plain',
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  ogg: 'audio/ogg',
  oga: 'audio/ogg',
  mp4: 'video/mp4',
}

/** Clients upload everything as bytes; the platform then goes by the name. */
function mimeTypeOf({ mimeType, name }: MediaSource): string {
  if (mimeType !== '' && mimeType !== 'application/octet-stream') return mimeType
  return MIME_TYPES[/\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? ''] ?? 'application/octet-stream'
}
