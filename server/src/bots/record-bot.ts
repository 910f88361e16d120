import type { AuditAction, AuditChange } from '@otklik/protocol/settings'

import { type Author, differences, recordChange } from '../audit/index.ts'
import { appendFeed, type Queryable } from '../database/index.ts'
import type { BotRow } from './bot-row.ts'

interface Edit {
  before?: BotRow
  after?: BotRow
  /** What stands in no column of the row: that a key was given out. */
  further?: AuditChange[]
}

/** «Журнал действий». Drafts are not in it: nothing that customers meet has changed. */
export async function recordBot(
  client: Queryable,
  author: Author,
  { before, after, further = [] }: Edit,
): Promise<void> {
  const subject = (after ?? before)!
  const action: AuditAction = !before ? 'created' : after ? 'changed' : 'deleted'
  await recordChange(client, author, {
    action,
    subject: { kind: 'bot', id: subject.id, name: subject.name },
    version: subject.version,
    changes: [...differences(before && settingsOf(before), after && settingsOf(after)), ...further],
  })
}

/** Open pages ask for the list anew. Must be the transaction's last statement. */
export async function tellBots(client: Queryable, accountId: string): Promise<void> {
  await appendFeed(client, accountId, [{ kind: 'bots', version: 0, payload: {} }])
}

function settingsOf(row: BotRow) {
  return {
    name: row.name,
    botKind: row.kind,
    isEnabled: row.is_enabled,
    answerWithinS: row.answer_within_s,
    url: row.url ?? '',
    publishedVersion: row.published_version,
  }
}
