import { Button } from '@mantine/core'
import type { ReactNode } from 'react'

import { BusyButton } from '../../ui/busy-button.tsx'
import { Icon } from '../../ui/icons.tsx'
import { TextButton } from '../../ui/text-button.tsx'
import { useFormats, useWords } from '../../words/index.ts'
import { useCommands, useKeyName } from '../commands/index.ts'
import { LeaveGuard } from './leave-guard.tsx'
import styles from './save-bar.module.css'
import type { Saveable } from './use-editing.ts'
import { showConflict, useFocusOnConflict } from './use-focus-on-conflict.ts'
import { useFocusOnError } from './use-focus-on-error.ts'
import { useWhoWords } from './use-who-words.ts'

interface SaveBarProps {
  /** What the page edits: each is saved by itself, and a failure of one keeps its draft. */
  edits: readonly Saveable[]
  /** What is not about saving, alone at the right. */
  aside?: ReactNode
  /** Brings the field at this path onto the screen, where it is on another tab. */
  onShow?: ((path: string) => void) | undefined
}

/** Always there, so that nobody wonders whether a change is kept; with Ctrl S and the guard. */
export function SaveBar({ edits, aside, onShow }: SaveBarProps) {
  const { editing } = useWords()
  const errors = Object.assign({}, ...edits.map((edit) => edit.errors))
  const isSaving = edits.some((edit) => edit.isSaving)
  const focusOnError = useFocusOnError({ errors, isSaving, onShow })
  const focusOnConflict = useFocusOnConflict(edits)
  const unsaved = edits.flatMap((edit) => edit.unsaved)
  const isDirty = unsaved.length > 0
  const isOff = !edits.some((edit) => edit.isDirty && !edit.isInConflict)
  const save = () => {
    if (isSaving) return
    focusOnConflict()
    if (isOff) return
    focusOnError()
    for (const edit of edits) edit.save()
  }
  useCommands({ save })
  return (
    <footer className={styles.bar} data-dirty={isDirty || undefined}>
      <BusyButton
        label={editing.save}
        busyLabel={editing.saving}
        isBusy={isSaving}
        isOff={isOff}
        keys={useKeyName('save')}
        onClick={save}
      />
      {isDirty ? (
        <Button
          variant="subtle"
          color="gray"
          onClick={() => {
            for (const edit of edits) edit.revert()
          }}
        >
          {editing.revert}
        </Button>
      ) : null}
      <SavingState edits={edits} isSaving={isSaving} unsaved={unsaved} />
      {aside ? <span className={styles.aside}>{aside}</span> : null}
      <LeaveGuard unsaved={unsaved} />
    </footer>
  )
}

interface SavingStateProps {
  edits: readonly Saveable[]
  isSaving: boolean
  unsaved: readonly string[]
}

function SavingState({ edits, isSaving, unsaved }: SavingStateProps) {
  const { editing } = useWords()
  const formats = useFormats()
  const toMend = useWhatToMend(edits)
  if (toMend && !isSaving) {
    return (
      <p className={`${styles.state} ${styles.failure}`} role="alert">
        {toMend}
      </p>
    )
  }
  const contested = edits.find((edit) => edit.isInConflict)
  if (contested && !isSaving) return <Contested edit={contested} />
  const savedAt = lastOf(edits.flatMap((edit) => edit.savedAt ?? []))
  return (
    <p className={styles.state} role="status">
      {!isSaving && unsaved.length > 0 ? editing.unsaved(unsaved.join(', ')) : null}
      {!isSaving && unsaved.length === 0 && savedAt ? (
        <span className={styles.saved}>
          <Icon name="check" />
          {editing.savedAt(formats.time(savedAt))}
        </span>
      ) : null}
      {!isSaving && unsaved.length === 0 && !savedAt ? editing.saved : null}
    </p>
  )
}

/** Where the fields are, the notice with both versions may be far above. */
function Contested({ edit }: { edit: Saveable }) {
  const { editing: words } = useWords()
  const say = useWhoWords()
  const look = () => {
    edit.compare(true)
    showConflict(edit.conflictId)
  }
  return (
    <p className={`${styles.state} ${styles.contested}`}>
      {say(edit.conflict ?? {})}
      {' · '}
      <TextButton onClick={look}>{words.differences}</TextButton>
    </p>
  )
}

/** «Исправьте «Токен HTTP API»», or what the server says of the whole. */
function useWhatToMend(edits: readonly Saveable[]): string | undefined {
  const { editing } = useWords()
  for (const edit of edits) {
    const path = Object.keys(edit.errors)[0]
    const name = path === undefined ? undefined : edit.nameOf(path)
    if (name) return editing.toMend(name.charAt(0).toLocaleUpperCase() + name.slice(1))
    if (edit.failure) return `${editing.cannotSave}: ${edit.failure}`
    if (path !== undefined) return `${editing.cannotSave}: ${edit.errors[path]}`
  }
  return undefined
}

function lastOf(moments: readonly Date[]): Date | undefined {
  return [...moments].sort((one, other) => other.getTime() - one.getTime())[0]
}
