import type { Polled } from '../contract.ts'
import type { MaxApi } from './api.ts'
import { polledUpdates } from './types.ts'
import { updateKinds } from './webhook.ts'

/** Up to 30 are allowed; proxies like to cut what is silent for as long. */
const WAIT_S = 25
/** Beyond the wait: a slow network, and the answer itself. */
const PATIENCE_MS = 15_000

/**
 * https://dev.max.ru/docs-api/methods/GET/updates. Asking from a marker on confirms everything
 * before it, so the cursor must move only when the updates are safe.
 */
export async function poll(
  api: MaxApi,
  cursor: string | undefined,
  signal: AbortSignal,
): Promise<Polled> {
  const query = {
    timeout: String(WAIT_S),
    limit: '100',
    types: updateKinds.join(','),
    marker: cursor,
  }
  try {
    const { updates, marker } = await api.call({
      method: 'GET',
      path: '/updates',
      query,
      result: polledUpdates,
      signal: AbortSignal.any([signal, AbortSignal.timeout(WAIT_S * 1000 + PATIENCE_MS)]),
    })
    return {
      updates: updates.map((update) => Buffer.from(JSON.stringify(update))),
      cursor: marker === undefined ? cursor : String(marker),
    }
  } catch (error) {
    if (signal.aborted) return { updates: [], cursor }
    throw error
  }
}
