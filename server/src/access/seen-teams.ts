import type { Role, Scope } from '@otklik/protocol'

import { scopeOf } from './roles.ts'
import type { Reader } from './visible-to.ts'

/** Teams whose conversations an operator may see, where `o` is the operator and `m` their membership. */
export const seenTeamIds = `array(
      select t.id from teams t
      left join team_members tm on tm.account_id = t.account_id and tm.team_id = t.id
        and tm.operator_id = o.id
      where t.account_id = o.account_id and m.role <> 'quality-reviewer'
        and (t.is_everyone or tm.operator_id is not null)
      union
      -- Who reviews is in no team: which teams' work they see is chosen for them.
      select rt.team_id from reviewed_teams rt
      where rt.account_id = o.account_id and rt.operator_id = o.id
        and m.role = 'quality-reviewer'
      order by 1
    )`

/** An operator with what decides what they see. */
export interface ReaderRow {
  id: string
  role: Role
  /** As it was chosen; not every role is bound by it. */
  scope: Scope
  /** `seenTeamIds` */
  team_ids: string[]
}

export function readerOf({ id, role, scope: chosen, team_ids }: ReaderRow): Reader {
  const scope = scopeOf(role, chosen)
  return { scope, seesOf: [id, ...(scope === 'own' ? [] : team_ids)] }
}
