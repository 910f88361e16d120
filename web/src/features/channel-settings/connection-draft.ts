import type { ChannelDetails, ChannelField } from '@otklik/protocol'

import type { Draft } from '../editing/index.ts'

export type Signature = ChannelDetails['signature']

/** A channel's connection, by the paths of the API: `settings.token`, `signature`. */
export type Connection = Record<string, string>

export interface ConnectionChanges {
  settings?: Record<string, string>
  signature?: Signature
}

type Stored = Pick<ChannelDetails, 'settings' | 'signature'>

export const signaturePath = 'signature'

export function settingPath(name: string): string {
  return `settings.${name}`
}

/** What is stored; a secret is a mask there, and what was never filled in is empty. */
export function connectionOf(fields: readonly ChannelField[], stored: Stored): Connection {
  const settings = fields.map(({ name }) => [settingPath(name), stored.settings[name] ?? ''])
  return { ...Object.fromEntries(settings), [signaturePath]: stored.signature }
}

/**
 * A mask cannot be compared with what is typed. «Заменить» with nothing typed yet is no change;
 * emptied on purpose is one, where the platform can do without.
 */
export function isConnectionChanged(
  fields: readonly ChannelField[],
  path: string,
  { stored, typed }: { stored: Connection; typed: string },
): boolean {
  const field = fields.find(({ name }) => settingPath(name) === path)
  const saved = stored[path] ?? ''
  if (!field?.isSecret) return typed.trim() !== saved
  return typed.trim() !== '' || (!field.isRequired && saved !== '')
}

/** What was typed into the fields, by their names. */
export function typedSettings(
  fields: readonly ChannelField[],
  draft: Draft<Connection>,
): Record<string, string> {
  return Object.fromEntries(
    fields.flatMap(({ name }) => {
      const typed = draft[settingPath(name)]
      return typed === undefined ? [] : [[name, typed]]
    }),
  )
}

/** What has to be sent of it. */
export function connectionChanges(
  fields: readonly ChannelField[],
  changes: Draft<Connection>,
): ConnectionChanges {
  const typed = Object.entries(typedSettings(fields, changes))
  const signature = changes[signaturePath]
  return {
    ...(typed.length > 0 && {
      settings: Object.fromEntries(typed.map(([name, value]) => [name, value.trim()])),
    }),
    ...(signature !== undefined && { signature: signature as Signature }),
  }
}
