import type { Snapshot } from '@otklik/protocol'

import { request } from '../../../api/request.ts'

export function getSnapshot(signal?: AbortSignal): Promise<Snapshot> {
  return request('/api/v1/snapshot', { signal })
}
