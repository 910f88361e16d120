import { type BulkAct, type BulkAnswer, type Conversation, mostAtOnce } from '@otklik/protocol'

import { request } from '../../../api/request.ts'

export interface ManyDone {
  done: Conversation[]
  /** Sentences of what was refused; those conversations stayed as they were. */
  refused: string[]
}

/** The same for all of them, as many at a time as one request takes. */
export async function actOnMany(ids: readonly string[], act: BulkAct): Promise<ManyDone> {
  const results: BulkAnswer['results'] = []
  for (let k = 0; k < ids.length; k += mostAtOnce) {
    const body = { ids: ids.slice(k, k + mostAtOnce), act }
    const answer = await request<BulkAnswer>('/api/v1/conversations/acts', { method: 'POST', body })
    results.push(...answer.results)
  }
  return {
    done: results.flatMap(({ conversation }) => conversation ?? []),
    refused: results.flatMap(({ error }) => error?.message ?? []),
  }
}
