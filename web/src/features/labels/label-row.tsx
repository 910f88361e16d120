import { Button, TextInput } from '@mantine/core'
import type { Label } from '@otklik/protocol'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'

import { BusyButton } from '../../ui/busy-button.tsx'
import { fieldErrors, formError } from '../../ui/form-failure.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { useWords } from '../../words/index.ts'
import { editLabel } from './api/labels.ts'
import styles from './label-list.module.css'

interface LabelRowProps {
  label: Label
  onUp: (() => void) | undefined
  onDown: (() => void) | undefined
  onArchive: () => void
  onChanged: () => Promise<void>
}

export function LabelRow({ label, onUp, onDown, onArchive, onChanged }: LabelRowProps) {
  const { labels: words } = useWords()
  const [isRenaming, setRenaming] = useState(false)
  if (isRenaming) {
    return <Renaming label={label} onDone={() => setRenaming(false)} onChanged={onChanged} />
  }
  const { name, formerNames } = label
  return (
    <li className={styles.row}>
      <span className={styles.words}>
        <span className={styles.name}>{name}</span>
        {formerNames.length > 0 ? (
          <span className={styles.help}>{words.formerly(formerNames.join(', '))}</span>
        ) : null}
      </span>
      <span className={styles.acts}>
        <IconButton
          icon="arrowUp"
          label={words.up(name)}
          aria-disabled={onUp ? undefined : true}
          onClick={() => onUp?.()}
        />
        <IconButton
          icon="arrowUp"
          className={styles.down}
          label={words.down(name)}
          aria-disabled={onDown ? undefined : true}
          onClick={() => onDown?.()}
        />
        <IconButton icon="edit" label={words.renameOf(name)} onClick={() => setRenaming(true)} />
        <IconButton icon="inbox" label={words.archiveOf(name)} onClick={onArchive} />
      </span>
    </li>
  )
}

interface RenamingProps {
  label: Label
  onDone: () => void
  onChanged: () => Promise<void>
}

function Renaming({ label, onDone, onChanged }: RenamingProps) {
  const { labels: words, common } = useWords()
  const [name, setName] = useState(label.name)
  const saving = useMutation({
    mutationFn: () => editLabel(label, { name: name.trim() }),
    async onSuccess() {
      await onChanged()
      onDone()
    },
  })
  const { error } = saving
  return (
    <li>
      <form
        className={styles.add}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onDone()
        }}
        onSubmit={(event) => {
          event.preventDefault()
          if (name.trim() === label.name) onDone()
          else if (name.trim()) saving.mutate()
        }}
      >
        <TextInput
          autoFocus
          aria-label={words.renameOf(label.name)}
          maxLength={label.kind === 'topic' ? 80 : 40}
          value={name}
          error={error && (fieldErrors(error).name ?? formError(error))}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <BusyButton
          type="submit"
          variant="default"
          label={words.rename}
          isBusy={saving.isPending}
          isOff={!name.trim()}
        />
        <Button variant="subtle" color="gray" onClick={onDone}>
          {common.cancel}
        </Button>
      </form>
    </li>
  )
}

export function ArchivedRow({ label, onRestore }: { label: Label; onRestore: () => void }) {
  const { labels: words } = useWords()
  return (
    <li className={styles.row}>
      <span className={styles.words}>
        <span className={styles.gone}>{label.name}</span>
      </span>
      <Button
        variant="subtle"
        size="xs"
        aria-label={words.restoreOf(label.name)}
        onClick={onRestore}
      >
        {words.restore}
      </Button>
    </li>
  )
}
