import type { ChannelDetails } from '@otklik/protocol'

import { request } from '../../../api/request.ts'

type NewChannel = Pick<ChannelDetails, 'kind' | 'settings' | 'signature'> & {
  /** The sign-in whose chosen account is connected. */
  signIn?: string
}

export function connectChannel(channel: NewChannel): Promise<ChannelDetails> {
  return request('/api/v1/channels', { method: 'POST', body: channel })
}
