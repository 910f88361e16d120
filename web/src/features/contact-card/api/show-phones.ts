import type { ContactPhones } from '@otklik/protocol'

import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'

/** «Показать»: written down in the journal. */
export function showPhones(contactId: string): Promise<ContactPhones> {
  return request(api`contacts/${contactId}/phones`, { method: 'POST', body: {} })
}
