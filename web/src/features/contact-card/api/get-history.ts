import type { ContactHistory } from '@otklik/protocol'

import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'

interface Asked {
  contactId: string
  /** The number of the last one shown. */
  before: number | undefined
  signal: AbortSignal
}

export function getHistory({ contactId, before, signal }: Asked): Promise<ContactHistory> {
  const query = before === undefined ? '' : `?before=${before}`
  return request(`${api`contacts/${contactId}/conversations`}${query}`, { signal })
}
