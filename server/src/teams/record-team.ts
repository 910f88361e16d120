import type { Team } from '@otklik/protocol'
import type { AuditAction } from '@otklik/protocol/settings'

import { type Author, differences, recordChange, withPrefix } from '../audit/index.ts'
import type { Queryable } from '../database/index.ts'

interface Edit {
  before?: Team
  after?: Team
}

/** «Журнал действий»: whatever was not there before, or is not after, is made or deleted. */
export async function recordTeam(
  client: Queryable,
  author: Author,
  { before, after }: Edit,
): Promise<void> {
  const subject = (after ?? before)!
  const action: AuditAction = !before ? 'created' : after ? 'changed' : 'deleted'
  await recordChange(client, author, {
    action,
    subject: { kind: 'team', id: subject.id, name: subject.name },
    version: subject.version,
    changes: differences(before && settingsOf(before), after && settingsOf(after)),
  })
}

function settingsOf({ name, isEveryone, memberIds, settings }: Team) {
  return {
    name,
    // Those of everybody are worked out.
    ...(!isEveryone && { memberIds }),
    ...withPrefix('settings', settings),
  }
}
