import type { ContactCard } from '@otklik/protocol'

import { request } from '../../../api/request.ts'

export function getContactCard(contactId: string, signal?: AbortSignal): Promise<ContactCard> {
  return request(`/api/v1/contacts/${contactId}`, { signal })
}
