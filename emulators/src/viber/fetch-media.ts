import type { Upload } from '../multipart.ts'
import type { Outgoing } from './outgoing.ts'

const TIMEOUT_MS = 10_000
/** What an Android takes; an iPhone takes a third of it. */
const MAX_PICTURE_BYTES = 3 * (1 << 20)

type Media = NonNullable<Outgoing['media']>

/** Downloads what a message links to, as phones do; the reason when it cannot be shown. */
export async function fetchMedia(media: Media): Promise<Upload | string> {
  const { url, kind, size } = media
  const head = await ask(url, 'HEAD')
  if (!head?.ok) return `media is not available: HEAD ${head?.status ?? 'failed'}`
  const response = await ask(url, 'GET')
  if (!response?.ok) return `media is not available: ${response?.status ?? 'failed'}`
  const bytes = Buffer.from(await response.arrayBuffer().catch(() => new ArrayBuffer(0)))
  if (bytes.length === 0) return 'media is empty'
  if (size !== undefined && size !== bytes.length)
    return `media size is ${bytes.length}, not ${size}`
  const mimeType = (response.headers.get('content-type') ?? '').split(';')[0]!
  if (kind === 'picture') {
    if (!isPicture(bytes)) return 'media is no jpeg, png or gif'
    if (bytes.length > MAX_PICTURE_BYTES) return 'picture is too large'
  }
  return { bytes, mimeType, name: media.name ?? nameOf(url) }
}

const ask = (url: string, method: 'HEAD' | 'GET') =>
  fetch(url, { method, signal: AbortSignal.timeout(TIMEOUT_MS) }).catch(() => undefined)

function isPicture(bytes: Buffer): boolean {
  const start = bytes.subarray(0, 4).toString('latin1')
  return start.startsWith('\xff\xd8') || start === '\x89PNG' || start === 'GIF8'
}

function nameOf(url: string): string {
  const last = new URL(url).pathname.split('/').at(-1) ?? ''
  try {
    return decodeURIComponent(last)
  } catch {
    return last
  }
}
