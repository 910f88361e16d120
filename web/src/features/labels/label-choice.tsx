import { TextInput } from '@mantine/core'
import type { Label, LabelKind } from '@otklik/protocol'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'

import { FailureView } from '../../ui/failure-view.tsx'
import { fieldErrors, formError } from '../../ui/form-failure.ts'
import { Icon } from '../../ui/icons.tsx'
import { useWords } from '../../words/index.ts'
import { holds } from '../palette/match.ts'
import { useSession } from '../session/index.ts'
import { createLabel, labelsQuery } from './api/labels.ts'
import styles from './label-panel.module.css'
import { activeOf, useLabels } from './use-labels.ts'

interface LabelChoiceProps {
  kind: LabelKind
  /** Names, of which some may not be in the directory any more. */
  chosen: readonly string[]
  onAdd: (label: Label) => void
  onRemove: (name: string) => void
  /** Of one choice: Enter on what is chosen already ends it, and takes nothing away. */
  onKeep?: (() => void) | undefined
}

interface Row {
  name: string
  isChosen: boolean
  run: () => void
  isNew?: boolean
}

/**
 * A field to search in, and what is found: arrows walk, Enter chooses, a space in the empty field puts on or
 * takes off; the field keeps the focus.
 */
export function LabelChoice({ kind, chosen, onAdd, onRemove, onKeep }: LabelChoiceProps) {
  const { labelling: words, common } = useWords()
  const { permissions } = useSession()
  const client = useQueryClient()
  const { data, error, refetch } = useLabels()
  const [query, setQuery] = useState('')
  const [active, setActive] = useState(0)
  const listId = useId()
  const field = useRef<HTMLInputElement>(null)
  // It may come after the popover has looked for what to focus.
  useEffect(() => field.current?.focus(), [])
  const adding = useMutation({
    mutationFn: (name: string) => createLabel(kind, name),
    onSuccess(label) {
      void client.invalidateQueries({ queryKey: labelsQuery.queryKey })
      setQuery('')
      onAdd(label)
    },
  })
  if (!data && error) {
    return <FailureView title={common.loadFailed} failure={error} onRepeat={() => void refetch()} />
  }
  const sought = query.trim().toLowerCase()
  const known = activeOf(data?.labels ?? [], kind)
  const gone = chosen.filter((name) => !known.some((label) => label.name === name))
  const rows: Row[] = [
    ...gone.map((name) => ({ name, isChosen: true, run: () => onRemove(name) })),
    ...known.map((label) => {
      const isChosen = chosen.includes(label.name)
      return {
        name: label.name,
        isChosen,
        run: () => (isChosen ? onRemove(label.name) : onAdd(label)),
      }
    }),
  ].filter(({ name }) => holds(name, sought))
  const isThere = rows.some(({ name }) => name.toLowerCase() === sought)
  if (sought && !isThere && permissions.includes('labels.manage')) {
    const name = query.trim()
    rows.push({ name, isChosen: false, isNew: true, run: () => adding.mutate(name) })
  }
  const at = Math.min(active, rows.length - 1)
  const row = rows[at]
  const choose = () => (row?.isChosen && onKeep ? onKeep() : row?.run())
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setActive(Math.min(at + 1, rows.length - 1))
    else if (event.key === 'ArrowUp') setActive(Math.max(at - 1, 0))
    else if (event.key === 'Enter' && !event.nativeEvent.isComposing) choose()
    else if (event.key === ' ' && query === '') row?.run()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const failure = adding.error && (fieldErrors(adding.error).name ?? formError(adding.error))
  const nothing = sought ? words.nothingFound(query.trim()) : words.nothing[kind]
  return (
    <>
      <TextInput
        ref={field}
        data-autofocus
        aria-label={words.search[kind]}
        placeholder={words.search[kind]}
        value={query}
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={row ? `${listId}-${at}` : undefined}
        error={failure}
        onChange={(event) => {
          setQuery(event.currentTarget.value)
          setActive(0)
        }}
        onKeyDown={onKeyDown}
      />
      <div
        id={listId}
        role="listbox"
        tabIndex={-1}
        className={styles.rows}
        aria-label={words.titles[kind]}
        aria-multiselectable={kind === 'tag'}
      >
        {rows.map((row, index) => (
          // The field has the focus and the keys.
          // biome-ignore lint/a11y/useKeyWithClickEvents: see above
          <div
            key={`${row.isNew} ${row.name}`}
            id={`${listId}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={row.isChosen}
            className={styles.row}
            data-active={index === at || undefined}
            ref={(element) => {
              if (index === at) element?.scrollIntoView({ block: 'nearest' })
            }}
            onMouseDown={(event) => event.preventDefault()}
            onClick={row.run}
          >
            <span className={styles.tick}>
              {row.isNew ? <Icon name="plus" /> : row.isChosen ? <Icon name="check" /> : null}
            </span>
            <span className={styles.name}>{row.isNew ? words.add(row.name) : row.name}</span>
          </div>
        ))}
      </div>
      {data && rows.length === 0 ? <p className={styles.nothing}>{nothing}</p> : null}
    </>
  )
}
