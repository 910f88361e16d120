import { z } from 'zod'

import type { GraphApi } from './api.ts'

/** Seconds; nought for a token that was made to last. */
const token = z.object({ data: z.object({ expires_at: z.int().min(0).optional() }) })

/**
 * A token of a system user may be made for sixty days, and then stops without a word.
 * https://developers.facebook.com/docs/graph-api/reference/debug_token
 */
export async function tokenEndsAt(api: GraphApi, inputToken: string): Promise<Date | undefined> {
  const { data } = await api.call({
    method: 'GET',
    path: 'debug_token',
    query: { input_token: inputToken },
    result: token,
  })
  return data.expires_at ? new Date(data.expires_at * 1000) : undefined
}
