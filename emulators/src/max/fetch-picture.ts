import type { Upload } from '../multipart.ts'
import { badPayload } from './refusal.ts'

const TIMEOUT_MS = 10_000

/** Downloads a picture by its address, as the platform does when it is given one. */
export async function fetchPicture(url: string): Promise<Upload> {
  if (!/^https?:/.test(url) || !URL.canParse(url)) throw badPayload(`Invalid photo url: ${url}`)
  const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) }).catch(
    () => undefined,
  )
  if (!response?.ok) throw badPayload(`Failed to download photo: ${url}`)
  const bytes = Buffer.from(await response.arrayBuffer())
  return { bytes, name: 'photo.jpg', mimeType: response.headers.get('content-type') ?? '' }
}
