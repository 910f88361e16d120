import type { ChannelDetails } from '@otklik/protocol'

import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'

/** Only with consent said in so many words (COM-81). */
export function disconnectChannel(id: string, consent: boolean): Promise<ChannelDetails> {
  return request(api`channels/${id}/disconnection`, { method: 'POST', body: { consent } })
}
