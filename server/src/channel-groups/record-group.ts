import type { AuditAction, ChannelGroup } from '@otklik/protocol/settings'

import { type Author, differences, recordChange, withPrefix } from '../audit/index.ts'
import type { Queryable } from '../database/index.ts'

/** «Журнал действий»: whatever was not there before, or is not after, is made or deleted. */
export async function recordGroup(
  client: Queryable,
  author: Author,
  { before, after }: { before?: ChannelGroup; after?: ChannelGroup },
): Promise<void> {
  const subject = (after ?? before)!
  const action: AuditAction = !before ? 'created' : after ? 'changed' : 'deleted'
  await recordChange(client, author, {
    action,
    subject: { kind: 'channel-group', id: subject.id, name: subject.name },
    version: subject.version,
    changes: differences(before && settingsOf(before), after && settingsOf(after)),
  })
}

function settingsOf({ name, channels, rating }: ChannelGroup) {
  return {
    name,
    channelIds: channels.map(({ id }) => id),
    ratedChannelIds: channels.filter(({ isRated }) => isRated).map(({ id }) => id),
    ...withPrefix('rating', rating),
  }
}
