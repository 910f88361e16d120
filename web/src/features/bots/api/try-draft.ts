import type { TryAnswer, TryRequest } from '@otklik/protocol/settings'

import { request } from '../../../api/request.ts'

/** The whole talk anew, from its first word: nothing of it is kept anywhere. */
export function tryDraft(asked: TryRequest, signal?: AbortSignal): Promise<TryAnswer> {
  return request('/api/v1/bots/try', { method: 'POST', body: asked, signal })
}
