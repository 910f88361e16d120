import type { ContactCard } from '@otklik/protocol'

import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'

export function getContactCard(contactId: string, signal?: AbortSignal): Promise<ContactCard> {
  return request(api`contacts/${contactId}`, { signal })
}
