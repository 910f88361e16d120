import { request } from '../../../api/request.ts'

export function retryQuarantined(channelId: string, updateId: string): Promise<unknown> {
  const path = `/api/v1/channels/${channelId}/quarantine/${updateId}/attempts`
  return request(path, { method: 'POST', body: {} })
}
