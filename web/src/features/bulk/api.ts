import type { BulkAct, BulkAnswer } from '@otklik/protocol'

import { request } from '../../api/request.ts'

/** One act upon many; each says what became of it. */
export function actOnMany(ids: readonly string[], act: BulkAct): Promise<BulkAnswer> {
  return request('/api/v1/conversations/acts', { method: 'POST', body: { ids, act } })
}
