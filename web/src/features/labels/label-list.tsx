import { TextInput } from '@mantine/core'
import type { Label, LabelKind } from '@otklik/protocol'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'

import { BusyButton } from '../../ui/busy-button.tsx'
import { fieldErrors, formError } from '../../ui/form-failure.ts'
import { showToast } from '../../ui/toasts.ts'
import { useWords } from '../../words/index.ts'
import { createLabel, editLabel, labelsQuery, orderLabels } from './api/labels.ts'
import styles from './label-list.module.css'
import { ArchivedRow, LabelRow } from './label-row.tsx'
import { activeOf } from './use-labels.ts'

interface LabelListProps {
  kind: LabelKind
  labels: readonly Label[]
}

/** In the order they are offered in; each change takes effect at once. */
export function LabelList({ kind, labels }: LabelListProps) {
  const { labels: words } = useWords()
  const client = useQueryClient()
  const active = activeOf(labels, kind)
  const archived = labels.filter((label) => label.kind === kind && label.archivedAt)
  const fresh = () => client.invalidateQueries({ queryKey: labelsQuery.queryKey })
  const telling = {
    onSettled: () => void fresh(),
    onError: (failure: Error) => showToast({ text: formError(failure) ?? failure.message }),
  }
  const ordering = useMutation({
    mutationFn: (ids: string[]) => orderLabels(kind, ids),
    ...telling,
  })
  const archiving = useMutation({
    mutationFn: ({ label, isArchived }: { label: Label; isArchived: boolean }) =>
      editLabel(label, { isArchived }),
    ...telling,
  })
  const move = (index: number, by: 1 | -1) => {
    const ids = active.map(({ id }) => id)
    const [moved] = ids.splice(index, 1)
    if (moved) ids.splice(index + by, 0, moved)
    ordering.mutate(ids)
  }
  return (
    <div className={styles.stack}>
      {active.length > 0 ? (
        <ul className={styles.list} aria-label={kind === 'topic' ? words.topics : words.tags}>
          {active.map((label, index) => (
            <LabelRow
              key={label.id}
              label={label}
              onUp={index > 0 ? () => move(index, -1) : undefined}
              onDown={index < active.length - 1 ? () => move(index, 1) : undefined}
              onArchive={() => archiving.mutate({ label, isArchived: true })}
              onChanged={fresh}
            />
          ))}
        </ul>
      ) : (
        <p className={styles.help}>{kind === 'topic' ? words.noTopics : words.noTags}</p>
      )}
      <AddForm kind={kind} onAdded={fresh} />
      {archived.length > 0 ? (
        <details className={styles.archive}>
          <summary className={styles.summary}>{words.archived(archived.length)}</summary>
          <ul className={styles.list}>
            {archived.map((label) => (
              <ArchivedRow
                key={label.id}
                label={label}
                onRestore={() => archiving.mutate({ label, isArchived: false })}
              />
            ))}
          </ul>
        </details>
      ) : null}
    </div>
  )
}

function AddForm({ kind, onAdded }: { kind: LabelKind; onAdded: () => Promise<void> }) {
  const { labels: words } = useWords()
  const [name, setName] = useState('')
  const adding = useMutation({
    mutationFn: () => createLabel(kind, name.trim()),
    onSuccess() {
      setName('')
      return onAdded()
    },
  })
  const { error } = adding
  return (
    <form
      className={styles.add}
      onSubmit={(event) => {
        event.preventDefault()
        if (name.trim()) adding.mutate()
      }}
    >
      <TextInput
        aria-label={kind === 'topic' ? words.newTopic : words.newTag}
        placeholder={kind === 'topic' ? words.newTopic : words.newTag}
        maxLength={kind === 'topic' ? 80 : 40}
        value={name}
        error={error && (fieldErrors(error).name ?? formError(error))}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <BusyButton
        type="submit"
        variant="default"
        label={words.add}
        isBusy={adding.isPending}
        isOff={!name.trim()}
      />
    </form>
  )
}
