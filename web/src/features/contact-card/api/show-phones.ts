import type { ContactPhones } from '@otklik/protocol'

import { request } from '../../../api/request.ts'

/** «Показать»: written down in the journal. */
export function showPhones(contactId: string): Promise<ContactPhones> {
  return request(`/api/v1/contacts/${contactId}/phones`, { method: 'POST', body: {} })
}
