import type { ChannelIdentity, ChannelKindView } from '@otklik/protocol'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'

import { useWords } from '../../words/index.ts'
import { useFocusOnError } from '../editing/index.ts'
import { channelsQuery } from './api/channels.ts'
import { connectChannel } from './api/connect-channel.ts'
import { applyingFields } from './applying-fields.ts'
import { type Signature, settingPath } from './connection-draft.ts'
import { type ConnectionErrors, connectionErrors, mainField } from './connection-errors.ts'
import { useIdentityCheck } from './use-identity-check.ts'

export function useNewChannel(kind: ChannelKindView) {
  const { channelSettings: words } = useWords()
  const navigate = useNavigate()
  const client = useQueryClient()
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({})
  const [signature, setSignature] = useState<Signature>('none')
  const [missing, setMissing] = useState<string>()
  const check = useIdentityCheck(kind.id)
  const isTaken = useIsTaken(kind, check.identity)
  const connection = useMutation({
    mutationFn: () => connectChannel({ kind: kind.id, settings: filled(typed), signature }),
    onSuccess: async (channel) => {
      await client.invalidateQueries({ queryKey: channelsQuery.queryKey })
      const params = { channelId: channel.id }
      await navigate({
        to: '/settings/channels/$channelId',
        params,
        search: { isNew: true },
        ignoreBlocker: true,
      })
    },
  })
  const errors = withMissing(
    connectionErrors(connection.error ?? check.failure ?? undefined, kind, words),
    kind,
    { missing, isTaken, words },
  )
  const focusOnError = useFocusOnError({ errors: errors.fields, isSaving: connection.isPending })

  return {
    typed,
    signature,
    errors,
    check,
    isConnecting: connection.isPending,
    unsaved: kind.fields.filter(({ name }) => typed[name]).map(({ label }) => `«${label}»`),
    sign: setSignature,
    change(name: string, value: string | undefined) {
      setTyped({ ...typed, [name]: value ?? '' })
      setMissing(undefined)
      connection.reset()
      check.forget()
    },
    commit(name: string, value: string) {
      const settings = filled({ ...typed, [name]: value })
      const main = mainField(kind)?.name ?? ''
      if (settings[main]) check.check(settings)
    },
    connect() {
      const empty = applyingFields(kind.fields, { typed, stored: {} }).find(
        ({ name, isRequired, choices }) => isRequired && !choices && !typed[name]?.trim(),
      )
      setMissing(empty?.name)
      focusOnError()
      if (!empty && !connection.isPending) connection.mutate()
    },
  }
}

/** Known here before the platform is asked to send us anything (D-15). */
function useIsTaken(kind: ChannelKindView, identity: ChannelIdentity | undefined): boolean {
  const { data: channels = [] } = useQuery(channelsQuery)
  return channels.some(
    (channel) =>
      channel.kind === kind.id &&
      channel.state !== 'disconnected' &&
      channel.identity?.externalId === identity?.externalId &&
      identity !== undefined,
  )
}

interface Lacks {
  missing: string | undefined
  isTaken: boolean
  words: ReturnType<typeof useWords>['channelSettings']
}

function withMissing(
  errors: ConnectionErrors,
  kind: ChannelKindView,
  { missing, isTaken, words }: Lacks,
): ConnectionErrors {
  const field = kind.fields.find(({ name }) => name === missing)
  if (field) return { fields: { [settingPath(field.name)]: words.fillIn(field.label) } }
  const main = mainField(kind)
  if (isTaken && main) {
    return { fields: { [settingPath(main.name)]: kind.refusals.alreadyConnected } }
  }
  return errors
}

function filled(typed: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(typed).map(([name, value]) => [name, value.trim()] as const)
  return Object.fromEntries(entries.filter(([, value]) => value !== ''))
}
