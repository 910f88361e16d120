import type { Team } from '@otklik/protocol'

import { request } from '../../../api/request.ts'

export function createTeam(name: string): Promise<Team> {
  return request('/api/v1/teams', { method: 'POST', body: { name } })
}
