import type { ChannelIdentity } from '@otklik/protocol'

import { request } from '../../../api/request.ts'

/** Whose credentials these are; nothing is stored. */
export function checkChannel(
  kind: string,
  settings: Record<string, string>,
): Promise<ChannelIdentity> {
  return request('/api/v1/channel-checks', { method: 'POST', body: { kind, settings } })
}
