import type { Upload } from '../multipart.ts'
import { badRequest } from './refusal.ts'

const TIMEOUT_MS = 10_000

/** Downloads a file by its address, as the platform does when it is given one. */
export async function fetchUrl(url: string, maxBytes: number): Promise<Upload> {
  if (!URL.canParse(url)) throw badRequest('wrong HTTP URL specified')
  const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) }).catch(
    () => undefined,
  )
  if (!response?.ok) throw badRequest('failed to get HTTP URL content')
  const mimeType = (response.headers.get('content-type') ?? '').split(';')[0]!
  if (mimeType === 'text/html') throw badRequest('wrong type of the web page content')
  const bytes = Buffer.from(await response.arrayBuffer())
  if (bytes.length > maxBytes) throw badRequest('failed to get HTTP URL content')
  return {
    bytes,
    mimeType,
    name: decodeURIComponent(new URL(url).pathname.split('/').at(-1) ?? ''),
  }
}
