import type { Schedule, ScheduleRules } from '@otklik/protocol/settings'

import { request } from '../../../api/request.ts'

export function saveSchedule(version: number, rules: ScheduleRules): Promise<Schedule> {
  return request('/api/v1/schedule', { method: 'PUT', body: { version, ...rules } })
}
