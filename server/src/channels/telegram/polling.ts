import { z } from 'zod'

import type { Polled } from '../contract.ts'
import type { TelegramApi } from './api.ts'
import { updateKinds } from './webhook.ts'

/** Up to 50 are allowed; proxies like to cut what is silent for 30. */
const WAIT_S = 25
/** Beyond the wait: a slow network, and the answer itself. */
const PATIENCE_MS = 15_000

/** Identifiers are within 2^53, or `update_id` would not be one: written again, they are the same. */
const updates = z.array(z.looseObject({ update_id: z.int() }))

/**
 * https://core.telegram.org/bots/api#getupdates. Asking from a number on confirms everything
 * before it, so the cursor must move only when the updates are safe. A webhook that is still set
 * leads to 409: `unsubscribe` comes first.
 *
 * After a week of silence numbers begin anew, anywhere: asked from the old one on, all that came
 * below it would be lost. Once nothing is left, everything is confirmed, and the number forgotten.
 */
export async function poll(
  api: TelegramApi,
  cursor: string | undefined,
  signal: AbortSignal,
): Promise<Polled> {
  const payload = { timeout: WAIT_S, allowed_updates: updateKinds }
  try {
    const received = await api.call({
      method: 'getUpdates',
      payload: cursor === undefined ? payload : { ...payload, offset: Number(cursor) },
      result: updates,
      signal: AbortSignal.any([signal, AbortSignal.timeout(WAIT_S * 1000 + PATIENCE_MS)]),
    })
    const last = received.at(-1)
    return {
      updates: received.map((update) => Buffer.from(JSON.stringify(update))),
      cursor: last && String(last.update_id + 1),
    }
  } catch (error) {
    if (signal.aborted) return { updates: [], cursor }
    throw error
  }
}
