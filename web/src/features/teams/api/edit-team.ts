import type { Team, TeamSettings } from '@otklik/protocol'

import { request } from '../../../api/request.ts'

export interface TeamChanges {
  name?: string
  memberIds?: string[]
  settings?: Partial<TeamSettings>
}

export function editTeam(id: string, version: number, changes: TeamChanges): Promise<Team> {
  return request(`/api/v1/teams/${id}`, { method: 'PATCH', body: { version, ...changes } })
}
