import type { QuarantinedUpdate } from '@otklik/protocol'

import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'
import { getQuarantine } from './quarantine.ts'

/** It is read behind the scenes: by this time it has been understood or set aside again. */
const looksAfterMs = [1000, 2000]

/** True when it was understood this time. */
export async function retryQuarantined(
  channelId: string,
  { id }: QuarantinedUpdate,
): Promise<boolean> {
  await request(api`channels/${channelId}/quarantine/${id}/attempts`, {
    method: 'POST',
    body: {},
  })
  for (const ms of looksAfterMs) {
    await new Promise((resolve) => setTimeout(resolve, ms))
    const updates = await getQuarantine(channelId)
    if (updates.some((update) => update.id === id)) return false
  }
  return true
}
