import type { QuickReply } from '@otklik/protocol'
import type { AuditAction } from '@otklik/protocol/settings'

import { type Author, differences, recordChange } from '../audit/index.ts'
import type { Queryable } from '../database/index.ts'

/** «Журнал действий» has what colleagues use; one's own is nobody else's business. */
export async function recordReply(
  client: Queryable,
  author: Author,
  { before, after }: { before?: QuickReply; after?: QuickReply },
): Promise<void> {
  const subject = (after ?? before)!
  if (subject.scope === 'own') return
  const action: AuditAction = !before ? 'created' : after ? 'changed' : 'deleted'
  await recordChange(client, author, {
    action,
    subject: { kind: 'quick-reply', id: subject.id, name: subject.title },
    version: subject.version,
    changes: differences(before && settingsOf(before), after && settingsOf(after)),
  })
}

const settingsOf = ({ title, shortcut, text, files }: QuickReply) => ({
  ...{ title, shortcut, text },
  files: files.map(({ name }) => name).join(', '),
})
