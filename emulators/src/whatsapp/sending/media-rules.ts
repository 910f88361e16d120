import type { MediaKind } from '../../whatsapp-network/model.ts'

const MB = 1 << 20
const KB = 1 << 10

interface Rule {
  types: RegExp
  maxBytes: number
}

const AUDIO = /^audio\/(aac|amr|mpeg|mp4|ogg)$/

/** Formats and sizes the platform takes, by the kind of message. */
const RULES: Record<MediaKind, Rule> = {
  image: { types: /^image\/(jpeg|png)$/, maxBytes: 5 * MB },
  video: { types: /^video\/(mp4|3gpp|3gp)$/, maxBytes: 16 * MB },
  audio: { types: AUDIO, maxBytes: 16 * MB },
  voice: { types: AUDIO, maxBytes: 16 * MB },
  sticker: { types: /^image\/webp$/, maxBytes: 500 * KB },
  document: { types: /^[\w.+-]+\/[\w.+-]+$/, maxBytes: 100 * MB },
}

const bare = (mimeType: string) => mimeType.split(';')[0]!.trim().toLowerCase()

/** What is wrong with such a file, if anything. */
export function findFault(kind: MediaKind, mimeType: string, size: number): string | undefined {
  const { types, maxBytes } = RULES[kind]
  if (!types.test(bare(mimeType))) return `Unsupported ${kind} mime type ${mimeType}.`
  if (kind === 'voice' && bare(mimeType) !== 'audio/ogg') return 'Voice messages must be audio/ogg.'
  if (size > maxBytes)
    return `Media file size too big. Max file size we currently support: ${maxBytes}.`
  return undefined
}

/** What may be uploaded at all: as much as its kind may weigh in any message. */
export function findUploadFault(mimeType: string, size: number): string | undefined {
  const type = bare(mimeType)
  const kind: MediaKind = /^image\/webp$/.test(type)
    ? 'sticker'
    : type.startsWith('image/')
      ? 'image'
      : type.startsWith('video/')
        ? 'video'
        : type.startsWith('audio/')
          ? 'audio'
          : 'document'
  return findFault(kind, type, size)
}
