import type { AuditAction, AuditChange } from '@otklik/protocol/settings'

import { type Author, recordChange } from '../audit/index.ts'
import type { ChannelKind } from '../channels/index.ts'
import type { Queryable } from '../database/index.ts'
import { type ChannelRow, mask } from './view-channel.ts'

/** What an administrator sets of a channel, secrets opened: they leave here as masks only. */
export interface ChannelSettings {
  settings: Record<string, string>
  signature: ChannelRow['signature']
}

interface Edit {
  action: AuditAction
  row: Pick<ChannelRow, 'id' | 'name' | 'version'>
  changes?: AuditChange[]
}

/** «Журнал действий» */
export async function recordChannel(
  client: Queryable,
  author: Author,
  { action, row: { id, name, version }, changes = [] }: Edit,
): Promise<void> {
  await recordChange(client, author, {
    action,
    subject: { kind: 'channel', id, name },
    changes,
    version,
  })
}

/** Field by field of the form; what the product makes itself is nobody's setting. */
export function channelDifferences(
  kind: ChannelKind,
  before: ChannelSettings | undefined,
  after: ChannelSettings,
): AuditChange[] {
  const fields = kind.fields.flatMap(({ name, isSecret }) => {
    const [was, is] = [before?.settings[name], after.settings[name]]
    if (was === is) return []
    // Two secrets may look alike behind their masks: that one was replaced is said all the same.
    const shown = (value: string) => (isSecret ? mask(value) : value)
    return [
      {
        field: `settings.${name}`,
        ...(was && { before: shown(was) }),
        ...(is && { after: shown(is) }),
      },
    ]
  })
  if (before?.signature === after.signature) return fields
  const signature = { field: 'signature', after: after.signature }
  return [...fields, { ...signature, ...(before && { before: before.signature }) }]
}
