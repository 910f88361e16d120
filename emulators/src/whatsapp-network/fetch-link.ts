import type { Upload } from '../multipart.ts'

const TIMEOUT_MS = 15_000

/** Downloads a file by its address, as the platform does; the reason when it cannot. */
export async function fetchLink(url: string, maxBytes: number): Promise<Upload | string> {
  if (!/^https?:\/\//.test(url) || !URL.canParse(url)) return 'not an http address'
  const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) }).catch(
    () => undefined,
  )
  if (!response) return `Request for url ${url} got no answer`
  if (!response.ok) return `Request for url ${url} failed with error: ${response.status}`
  const mimeType = response.headers.get('content-type') ?? ''
  if (mimeType === '') return 'no Content-Type'
  const bytes = Buffer.from(await response.arrayBuffer().catch(() => new ArrayBuffer(0)))
  if (bytes.length === 0) return 'the file is empty'
  if (bytes.length > maxBytes) return 'the file is too big'
  return { bytes, mimeType, name: nameOf(url) }
}

function nameOf(url: string): string {
  const last = new URL(url).pathname.split('/').at(-1) ?? ''
  try {
    return decodeURIComponent(last)
  } catch {
    return last
  }
}
