import { ChannelError } from '../errors.ts'
import type { MaxApi } from './api.ts'
import { type Attachment, videoInfo } from './types.ts'

const FILM = 'video:'

/**
 * Where a file is to be had. Films have no address of their own: theirs is asked for by their token,
 * once they have been made ready.
 */
export function toReference({ type, payload }: Attachment): string | undefined {
  if (type === 'video' && payload?.token) return FILM + payload.token
  return payload?.url
}

export async function fetchFile(
  api: MaxApi,
  reference: string,
): Promise<ReadableStream<Uint8Array>> {
  if (!reference.startsWith(FILM)) return api.open(reference)
  const path = `/videos/${encodeURIComponent(reference.slice(FILM.length))}`
  const { urls = {} } = await api.call({ method: 'GET', path, result: videoInfo })
  const best = Object.entries(urls)
    .flatMap(([name, url]) => {
      const height = /^mp4_(\d+)$/.exec(name)?.[1]
      return height && typeof url === 'string' ? [{ height: Number(height), url }] : []
    })
    .sort((a, b) => b.height - a.height)[0]
  if (!best) throw new ChannelError('unreachable', 'the film is not ready', { executed: 'no' })
  return api.open(best.url)
}
