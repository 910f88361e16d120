import type { ChannelDetails, ChannelField } from '@otklik/protocol'

export type Signature = ChannelDetails['signature']

/** What can be changed of a channel, as it is stored. A secret is a mask there. */
export type Stored = Pick<ChannelDetails, 'settings' | 'signature'>

/** What was touched: a field that is absent stays as it is stored; an empty one is removed. */
export interface Draft {
  settings: Readonly<Record<string, string>>
  signature?: Signature
}

export interface ChannelChanges {
  settings?: Record<string, string>
  signature?: Signature
}

export const untouched: Draft = { settings: {} }

/** What has to be sent: only what differs from what is stored. */
export function changesOf(
  fields: readonly ChannelField[],
  stored: Stored,
  draft: Draft,
): ChannelChanges {
  const changed = fields.filter((field) => isChanged(field, stored, draft))
  const settings = Object.fromEntries(
    changed.map(({ name }) => [name, draft.settings[name]?.trim() ?? '']),
  )
  return {
    ...(changed.length > 0 && { settings }),
    ...(draft.signature !== undefined &&
      draft.signature !== stored.signature && { signature: draft.signature }),
  }
}

export function hasChanges(changes: ChannelChanges): boolean {
  return changes.settings !== undefined || changes.signature !== undefined
}

function isChanged({ name, isSecret, isRequired }: ChannelField, stored: Stored, draft: Draft) {
  const typed = draft.settings[name]?.trim()
  if (typed === undefined) return false
  const saved = stored.settings[name] ?? ''
  if (!isSecret) return typed !== saved
  // A mask cannot be compared with what is typed. «Заменить» with nothing typed yet is no change;
  // emptied on purpose is one, where the platform can do without.
  return typed !== '' || (!isRequired && saved !== '')
}

/** Whether somebody else has changed what can be changed here; a new state alone is no conflict. */
export function isSame(fields: readonly ChannelField[], one: Stored, other: Stored): boolean {
  return differences(fields, one, other).length === 0 && one.signature === other.signature
}

/** The fields in which two stored versions differ; secrets by their masks. */
export function differences(
  fields: readonly ChannelField[],
  one: Stored,
  other: Stored,
): ChannelField[] {
  return fields.filter(({ name }) => (one.settings[name] ?? '') !== (other.settings[name] ?? ''))
}
