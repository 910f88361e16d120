import type { ScheduleCheck, ScheduleCheckRequest } from '@otklik/protocol/settings'

import { request } from '../../../api/request.ts'

/** What these hours would say; refused as saving them would be. Nothing is stored. */
export function checkHours(
  hours: ScheduleCheckRequest,
  signal?: AbortSignal,
): Promise<ScheduleCheck> {
  return request('/api/v1/schedule-checks', { method: 'POST', body: hours, signal })
}
