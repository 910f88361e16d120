import type { ChannelDetails, ChannelKindView } from '@otklik/protocol'
import { useState } from 'react'

import { useWords } from '../../words/index.ts'
import {
  type ConnectionErrors,
  connectionErrors,
  mainField,
  noErrors,
} from './connection-errors.ts'
import {
  type ChannelChanges,
  changesOf,
  type Draft,
  hasChanges,
  isSame,
  type Signature,
  type Stored,
  untouched,
} from './draft.ts'
import { useFocusOnError } from './use-focus-on-error.ts'
import { type IdentityCheck, useIdentityCheck } from './use-identity-check.ts'
import { useSaving } from './use-saving.ts'

interface Edit {
  draft: Draft
  /** What was stored when the first change was made: what the reader believes they change. */
  before: Stored
}

export interface ChannelEditor {
  draft: Draft
  stored: Stored
  signature: Signature
  unsaved: string[]
  errors: ConnectionErrors
  identity: Pick<IdentityCheck, 'identity' | 'isChecking'>
  /** What somebody else has changed meanwhile; nothing is overwritten silently. */
  conflict: { before: Stored; theirs: Stored } | undefined
  isSaving: boolean
  savedAt: Date | undefined
  change(name: string, value: string | undefined): void
  commit(name: string, value: string): void
  sign(signature: Signature): void
  replaceMain(): void
  save(): void
  saveMine(): void
  revert(): void
}

/** The unsaved state of one channel's page, beside what the server has. */
export function useChannelEditor(channel: ChannelDetails, kind: ChannelKindView): ChannelEditor {
  const { channelSettings: words } = useWords()
  const [edit, setEdit] = useState<Edit>()
  const saving = useSaving(channel, kind.fields)
  const check = useIdentityCheck(kind.id)
  const { fields } = kind
  const draft = edit?.draft ?? untouched
  const changes = changesOf(fields, channel, draft)
  const isDirty = hasChanges(changes)
  const conflict =
    edit && isDirty && !isSame(fields, edit.before, channel)
      ? { before: edit.before, theirs: channel }
      : undefined
  const errors = errorsOf({ saving: saving.failure, check, channel, kind, words, isDirty })
  const focusOnError = useFocusOnError(errors.fields)

  const put = (change: Partial<Draft>) => {
    setEdit({ draft: { ...draft, ...change }, before: isDirty && edit ? edit.before : channel })
    saving.reset()
  }
  const putField = (name: string, value: string | undefined) => {
    const { [name]: _, ...others } = draft.settings
    put({ settings: value === undefined ? others : { ...others, [name]: value } })
    check.forget()
  }
  const send = () => {
    if (!isDirty || saving.isPending) return
    focusOnError()
    saving.save(changes, () => {
      setEdit(undefined)
      check.forget()
    })
  }

  return {
    draft,
    stored: channel,
    signature: draft.signature ?? channel.signature,
    unsaved: namesOf(changes, kind, words),
    errors,
    identity: {
      identity: check.failure ? undefined : (check.identity ?? channel.identity),
      isChecking: check.isChecking,
    },
    conflict,
    isSaving: saving.isPending,
    savedAt: saving.savedAt,
    change: putField,
    commit(name, value) {
      if (draft.settings[name] === undefined) return
      const settings = settingsToCheck(channel, kind, {
        ...draft,
        settings: { ...draft.settings, [name]: value },
      })
      if (settings) check.check(settings)
    },
    sign: (signature) => put({ signature }),
    replaceMain() {
      const main = mainField(kind)
      if (!main) return
      putField(main.name, draft.settings[main.name] ?? '')
      requestAnimationFrame(() => document.getElementById(`field-${main.name}`)?.focus())
    },
    save() {
      if (!conflict) send()
    },
    saveMine: send,
    revert() {
      setEdit(undefined)
      saving.reset()
      check.forget()
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
  draft: Draft,
): Record<string, string> | undefined {
  const settings: Record<string, string> = {}
  for (const { name, isSecret } of fields) {
    const typed = draft.settings[name]?.trim()
    const saved = channel.settings[name]
    if (typed) settings[name] = typed
    else if (typed === undefined && saved && isSecret) return undefined
    else if (typed === undefined && saved) settings[name] = saved
    else if (isSecret && saved && typed === '') continue
  }
  return settings
}

interface Findings {
  saving: unknown
  check: IdentityCheck
  channel: ChannelDetails
  kind: ChannelKindView
  words: ReturnType<typeof useWords>['channelSettings']
  isDirty: boolean
}

function errorsOf({ saving, check, channel, kind, words, isDirty }: Findings): ConnectionErrors {
  if (!isDirty) return noErrors
  const main = mainField(kind)
  const { identity } = check
  if (main && identity && identity.externalId !== channel.identity?.externalId) {
    return { fields: { [main.name]: words.otherAccount } }
  }
  return connectionErrors(saving ?? check.failure, kind, words)
}

function namesOf(changes: ChannelChanges, kind: ChannelKindView, words: Findings['words']) {
  const labels = kind.fields.flatMap(({ name, label }) =>
    changes.settings?.[name] === undefined ? [] : [`«${label}»`],
  )
  return changes.signature === undefined ? labels : [...labels, words.fields.signature]
}
