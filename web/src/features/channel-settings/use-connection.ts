import type { ChannelDetails, ChannelKindView } from '@otklik/protocol'
import { useQueryClient } from '@tanstack/react-query'

import { useWords } from '../../words/index.ts'
import { type Editing, useEditing } from '../editing/index.ts'
import { channelQuery, channelsQuery } from './api/channels.ts'
import { editChannel } from './api/edit-channel.ts'
import {
  type Connection,
  connectionChanges,
  connectionOf,
  isConnectionChanged,
  settingPath,
  signaturePath,
  typedSettings,
} from './connection-draft.ts'
import { connectionErrors, mainField } from './connection-errors.ts'
import { type IdentityCheck, useIdentityCheck } from './use-identity-check.ts'

export interface ConnectionEditing {
  edit: Editing<Connection>
  identity: Pick<IdentityCheck, 'identity' | 'isChecking'>
  change(name: string, value: string | undefined): void
  commit(name: string, value: string): void
  replaceMain(): void
}

/** What makes the channel reach its platform, and the name it signs with. */
export function useConnection(channel: ChannelDetails, kind: ChannelKindView): ConnectionEditing {
  const { channelSettings: words } = useWords()
  const client = useQueryClient()
  const check = useIdentityCheck(kind.id)
  const { fields } = kind
  const main = mainField(kind)
  const query = channelQuery(channel.id)
  const names = Object.fromEntries(fields.map(({ name, label }) => [settingPath(name), label]))

  const edit = useEditing<ChannelDetails, Connection>({
    stored: channel,
    valuesOf: (stored) => connectionOf(fields, stored),
    names: { ...names, [signaturePath]: words.fields.signature },
    isChanged: (path, stored, typed) =>
      isConnectionChanged(fields, String(path), { stored, typed }),
    check: (_, changes) => {
      if (Object.keys(changes).length === 0) return {}
      const { identity } = check
      return main && identity && identity.externalId !== channel.identity?.externalId
        ? { [settingPath(main.name)]: kind.refusals.otherAccount }
        : {}
    },
    explain: (failure) => connectionErrors(failure, kind, words),
    save: ({ version, changes }) =>
      editChannel(channel.id, version, connectionChanges(fields, changes)),
    reload: () => client.fetchQuery({ ...query, staleTime: 0 }),
    keep(saved) {
      client.setQueryData(query.queryKey, saved)
      void client.invalidateQueries({ queryKey: channelsQuery.queryKey, exact: true })
      check.forget()
    },
  })

  const found = connectionErrors(edit.isDirty ? check.failure : undefined, kind, words)
  const putField = (name: string, value: string | undefined) => {
    edit.change({ [settingPath(name)]: value })
    check.forget()
  }
  return {
    edit: {
      ...edit,
      errors: { ...found.fields, ...edit.errors },
      failure: edit.failure ?? found.form,
      revert() {
        edit.revert()
        check.forget()
      },
    },
    identity: {
      identity: check.failure ? undefined : (check.identity ?? channel.identity),
      isChecking: check.isChecking,
    },
    change: putField,
    commit(name, value) {
      const typed = typedSettings(fields, edit.draft)
      if (typed[name] === undefined) return
      const settings = settingsToCheck(channel, kind, { ...typed, [name]: value })
      if (settings) check.check(settings)
    },
    replaceMain() {
      if (!main) return
      putField(main.name, edit.draft[settingPath(main.name)] ?? '')
    },
  }
}

/**
 * Only what the server can check on its own: a saved secret is not known here, so a connection that
 * needs one is checked by saving.
 */
function settingsToCheck(
  channel: ChannelDetails,
  { fields }: ChannelKindView,
  draft: Readonly<Record<string, string>>,
): Record<string, string> | undefined {
  const settings: Record<string, string> = {}
  for (const { name, isSecret } of fields) {
    const typed = draft[name]?.trim()
    const saved = channel.settings[name]
    if (typed) settings[name] = typed
    else if (typed === undefined && saved && isSecret) return undefined
    else if (typed === undefined && saved) settings[name] = saved
    else if (isSecret && saved && typed === '') continue
  }
  return settings
}
