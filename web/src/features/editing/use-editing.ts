import { useMutation } from '@tanstack/react-query'
import { useId, useState } from 'react'

import { fieldErrors, formError } from '../../ui/form-failure.ts'
import {
  changesOf,
  type Draft,
  differences,
  type IsChanged,
  isSame,
  namesOf,
  touch,
  withoutSaved,
} from './draft.ts'
import { useWhoChanged } from './use-who-changed.ts'
import { isChangedMeanwhile, type Who, whoChanged } from './who-changed.ts'

/** Sentences by the path of a field, as the API spells it: `inactivity.value`. */
export type Errors = Readonly<Record<string, string>>

/** Something stored with a version, and how it is saved. */
export interface EditingSource<Stored extends { version: number }, Values extends object> {
  stored: Stored
  /** What can be changed here. Every name of it is a field of the form. */
  valuesOf: (stored: Stored) => Values
  /** A change it is opened with, as if it had just been typed. */
  proposed?: Draft<Values> | undefined
  /** What the bar, the guard and the conflict call each of them; in lower case, unless a name. */
  names: Readonly<Record<keyof Values, string>>
  /** What cannot be saved, known before the server is asked. */
  check?: (values: Values, changes: Draft<Values>) => Errors
  /** What a refusal says under which field; by itself, what the server says. */
  explain?: (failure: unknown) => { fields: Errors; form?: string | undefined }
  isChanged?: IsChanged<Values>
  /** Saves against a version; `values` is all of it, for what is stored as a whole. */
  save: (edit: Edited<Values>) => Promise<Stored>
  /** Asks anew what is stored, so that `stored` becomes that. */
  reload: () => Promise<Stored>
  /** `stored` becomes what was saved. */
  keep: (saved: Stored) => void
}

export interface Edited<Values extends object> {
  version: number
  changes: Draft<Values>
  values: Values
}

/** Somebody else was quicker. */
export interface Conflict<Values extends object> extends Who {
  /** What was stored when the first change was made: what the reader believes they change. */
  before: Values
  theirs: Values
}

/** What the save bar needs to know, whatever is edited. */
export interface Saveable {
  unsaved: string[]
  isDirty: boolean
  /** Both versions are on the screen: saving waits for a choice. */
  isInConflict: boolean
  /** Who was quicker, and which element of the page shows both versions. */
  conflict: Who | undefined
  conflictId: string
  compare(isComparing: boolean): void
  errors: Errors
  /** What concerns no field. */
  failure: string | undefined
  /** How the form calls the field at this path. */
  nameOf(path: string): string | undefined
  isSaving: boolean
  savedAt: Date | undefined
  save(): void
  revert(): void
}

export interface Editing<Values extends object> extends Saveable {
  /** As stored, with what was touched in its place. */
  values: Values
  stored: Values
  draft: Draft<Values>
  changes: Draft<Values>
  names: Readonly<Record<keyof Values, string>>
  conflict: Conflict<Values> | undefined
  /** The differences are open. */
  isComparing: boolean
  /** Touches some of it; `undefined` lets go of what was touched. */
  change(draft: { [Name in keyof Values]?: Values[Name] | undefined }): void
  saveMine(): void
}

/** What was touched, and what was stored when that began. */
interface Edit<Values extends object> {
  draft: Draft<Values>
  before: Values
  version: number
}

/** The unsaved state of one thing, beside what the server has. */
export function useEditing<Stored extends { version: number }, Values extends object>(
  source: EditingSource<Stored, Values>,
): Editing<Values> {
  const { valuesOf, names } = source
  const stored = valuesOf(source.stored)
  const { version } = source.stored
  const [edit, setEdit] = useState<Edit<Values> | undefined>(
    source.proposed && { draft: source.proposed, before: stored, version },
  )
  const [isComparing, setComparing] = useState(false)
  const conflictId = useId()
  const draft: Draft<Values> = edit?.draft ?? {}
  const changes = changesOf(stored, draft, source.isChanged)
  const isDirty = namesOf(changes).length > 0
  const values = { ...stored, ...draft }
  const saving = useSaving(source, (sent, saved) =>
    setEdit(
      (now) =>
        now && {
          draft: withoutSaved(now.draft, sent),
          // What was typed meanwhile is typed over what was saved, which is nobody else's.
          before: valuesOf(saved),
          version: saved.version,
        },
    ),
  )
  const refusal = saving.failure
  const conflict = useConflict(source, isDirty ? edit : undefined, saving)
  const local = source.check?.(values, changes) ?? {}
  const { fields, form } = explainWith(source, refusal)
  const errors = isDirty ? { ...fields, ...local } : {}
  const send = () => {
    if (!isDirty || saving.isPending || Object.keys(local).length > 0) return
    saving.save({ changes, values, before: conflict ? stored : (edit?.before ?? stored) })
  }

  return {
    values,
    stored,
    draft,
    changes,
    names,
    conflict,
    conflictId,
    isComparing: isComparing && conflict !== undefined,
    compare: setComparing,
    unsaved: namesOf(changes).map((name) => names[name]),
    isDirty,
    isInConflict: conflict !== undefined,
    errors,
    failure: isDirty ? form : undefined,
    nameOf: (path) => nameOfPath(names, path),
    isSaving: saving.isPending,
    savedAt: saving.savedAt,
    change(touched) {
      setEdit((now) => {
        const isBegun = now && namesOf(changesOf(stored, now.draft, source.isChanged)).length > 0
        const { before, version: since } = isBegun ? now : { before: stored, version }
        return { draft: touch(now?.draft ?? {}, touched), before, version: since }
      })
      if (!saving.isPending) saving.reset()
    },
    save() {
      if (!conflict) send()
    },
    saveMine: send,
    revert() {
      setEdit(undefined)
      setComparing(false)
      saving.reset()
    },
  }
}

/** Another version than the one the reader began with, and not of their own saving. */
function useConflict<Stored extends { version: number }, Values extends object>(
  source: EditingSource<Stored, Values>,
  edit: Edit<Values> | undefined,
  saving: { isPending: boolean; conflict: Who | undefined },
): Conflict<Values> | undefined {
  const stored = source.valuesOf(source.stored)
  const { version } = source.stored
  const isContested =
    edit !== undefined &&
    // What comes while it is being saved may be that very change.
    !saving.isPending &&
    version > edit.version &&
    differences(edit.before, stored).length > 0
  const asked = useWhoChanged({
    version,
    since: isContested && !saving.conflict ? edit.version : undefined,
    save: (outdated) => source.save({ version: outdated, changes: {}, values: stored }),
  })
  if (!isContested) return undefined
  return { before: edit.before, theirs: stored, ...(saving.conflict ?? asked) }
}

interface Sent<Values extends object> {
  changes: Draft<Values>
  values: Values
  before: Values
}

function useSaving<Stored extends { version: number }, Values extends object>(
  source: EditingSource<Stored, Values>,
  onSaved: (sent: Draft<Values>, saved: Stored) => void,
) {
  const mutation = useMutation({
    mutationFn: (sent: Sent<Values>) => saveUnlessChanged(source, sent),
    onSuccess: (saved, { changes }) => {
      source.keep(saved)
      onSaved(changes, saved)
    },
  })
  const { error } = mutation
  const conflict = isChangedMeanwhile(error) ? whoChanged(error) : undefined
  return {
    isPending: mutation.isPending,
    // The page shows what has changed: the sentence would only tell to reload it.
    failure: conflict ? undefined : error,
    conflict,
    savedAt: mutation.isSuccess ? new Date(mutation.submittedAt) : undefined,
    save: mutation.mutate,
    reset: mutation.reset,
  }
}

/**
 * A version may grow without anybody's hand, as a channel's does with every problem. Where only
 * that has changed, the newer version is as good; else the page shows both.
 */
async function saveUnlessChanged<Stored extends { version: number }, Values extends object>(
  source: EditingSource<Stored, Values>,
  { changes, values, before }: Sent<Values>,
): Promise<Stored> {
  try {
    return await source.save({ version: source.stored.version, changes, values })
  } catch (failure) {
    if (!isChangedMeanwhile(failure)) throw failure
    const newer = await source.reload()
    if (!isSame(before, source.valuesOf(newer))) throw failure
    return source.save({ version: newer.version, changes, values })
  }
}

function explainWith<Stored extends { version: number }, Values extends object>(
  { explain }: EditingSource<Stored, Values>,
  failure: unknown,
): { fields: Errors; form?: string | undefined } {
  if (!failure) return { fields: {} }
  return explain ? explain(failure) : { fields: fieldErrors(failure), form: formError(failure) }
}

/** `autoReplies.0.text` is of `autoReplies`; the longest name that fits is meant. */
function nameOfPath(names: Readonly<Record<PropertyKey, string>>, path: string) {
  const own = Object.keys(names)
    .filter((name) => path === name || path.startsWith(`${name}.`))
    .sort((one, other) => other.length - one.length)[0]
  return own === undefined ? undefined : names[own]
}
