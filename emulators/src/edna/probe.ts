import { refuse } from './errors.ts'

const MAX_LENGTH = 500
const TIMEOUT_MS = 10_000

/** Looks whether anybody answers at a callback's address: HEAD and GET must both be 200. */
export async function probe(url: unknown, allowsLocal: boolean): Promise<void> {
  if (typeof url !== 'string' || !URL.canParse(url)) throw refuse('callback-url-is-not-valid')
  if (url.length > MAX_LENGTH) throw refuse('callback-url-is-too-long')
  const { protocol, port } = new URL(url)
  const isProper = protocol === 'https:' && (port === '' || port === '443')
  if (!isProper && !(allowsLocal && protocol === 'http:')) throw refuse('callback-url-is-not-valid')
  for (const method of ['HEAD', 'GET']) {
    const answer = await fetch(url, { method, signal: AbortSignal.timeout(TIMEOUT_MS) }).catch(
      () => undefined,
    )
    await answer?.arrayBuffer()
    if (answer?.status !== 200) throw refuse('callback-url-is-not-available')
  }
}
