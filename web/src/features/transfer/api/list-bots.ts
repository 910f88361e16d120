import type { Bot } from '@otklik/protocol/settings'

import { request } from '../../../api/request.ts'

export function listBots(signal: AbortSignal): Promise<Bot[]> {
  return request('/api/v1/bots', { signal })
}
