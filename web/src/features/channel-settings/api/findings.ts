import type { ChannelFinding } from '@otklik/protocol'

import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'

/** Asks the platform now. */
export function inspectChannel(channelId: string): Promise<ChannelFinding[]> {
  return request(api`channels/${channelId}/findings`)
}

/** Puts one of them right at the platform; answers with what is left. */
export function mendFinding(channelId: string, code: string): Promise<ChannelFinding[]> {
  return request(api`channels/${channelId}/findings/${code}/mending`, {
    method: 'POST',
    body: {},
  })
}
