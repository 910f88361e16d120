import type { Team, TeamSettings } from '@otklik/protocol'

import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'

export interface TeamChanges {
  name?: string
  memberIds?: string[]
  settings?: Partial<TeamSettings>
}

export function editTeam(id: string, version: number, changes: TeamChanges): Promise<Team> {
  return request(api`teams/${id}`, { method: 'PATCH', body: { version, ...changes } })
}
