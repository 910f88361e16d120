import { ChannelError } from '../errors.ts'
import type { MaxApi } from './api.ts'
import { type Attachment, attachmentsOf, carriedBy, message, videoInfo } from './types.ts'

const FILM = 'video:'
/** Which attachment of which message, and where it was when we were told. */
const PLACE = /^([\w.-]+) (\d+) (.+)$/

/**
 * Where a file is to be had. Films have no address of their own: theirs is asked for by their token,
 * once they have been made ready. Of others the address ends, and the message tells a new one.
 */
export function toReference(
  { type, payload }: Attachment,
  { mid, index }: { mid: string; index: number },
): string | undefined {
  if (type === 'video' && payload?.token) return FILM + payload.token
  return payload?.url && `${mid} ${index} ${payload.url}`
}

export async function fetchFile(
  api: MaxApi,
  reference: string,
): Promise<ReadableStream<Uint8Array>> {
  if (reference.startsWith(FILM)) return fetchFilm(api, reference.slice(FILM.length))
  const [, mid, index, url = reference] = PLACE.exec(reference) ?? []
  try {
    return await api.open(url)
  } catch (error) {
    const isOver = error instanceof ChannelError && error.reason === 'rejected'
    if (!isOver || mid === undefined) throw error
    const fresh = await findAddress(api, mid, Number(index))
    if (fresh === undefined || fresh === url) throw error
    return api.open(fresh)
  }
}

async function findAddress(api: MaxApi, mid: string, index: number): Promise<string | undefined> {
  const path = `/messages/${encodeURIComponent(mid)}`
  const found = await api.call({ method: 'GET', path, result: message })
  return attachmentsOf(carriedBy(found))[index]?.payload?.url
}

async function fetchFilm(api: MaxApi, token: string): Promise<ReadableStream<Uint8Array>> {
  const path = `/videos/${encodeURIComponent(token)}`
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
