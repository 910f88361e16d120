import { Modal } from '@mantine/core'
import { type KeyboardEvent, useId, useRef, useState } from 'react'

import { Icon, type IconName } from '../../ui/icons.tsx'
import unseen from '../../ui/unseen.module.css'
import { useFocusBack } from '../../ui/use-focus-back.ts'
import { useWords } from '../../words/index.ts'
import { chooseEntries, type Entry } from './entries.ts'
import styles from './palette.module.css'
import { recentIds, rememberChosen } from './recent.ts'
import { useEntries } from './use-entries.ts'

interface PaletteProps {
  onClose: () => void
  /** All messages are looked through on a page of its own. */
  onSearch: (typed: string) => void
}

const icons: Record<Entry['kind'], IconName> = {
  command: 'chevronRight',
  conversation: 'message',
  contact: 'contact',
  search: 'search',
}

/** Of Page Up and Page Down. */
const leap = 8

/** Find anything, run any command: everything by the keyboard alone. */
export function Palette({ onClose, onSearch }: PaletteProps) {
  const { commands: words } = useWords()
  const id = useId()
  const [typed, setTyped] = useState('')
  const [recent] = useState(recentIds)
  const [chosen, choose] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  useFocusBack()
  const all = useEntries(typed)
  const search: Entry = {
    id: 'search',
    kind: 'search',
    label: words.searchFor(typed.trim()),
    detail: undefined,
    keys: undefined,
    run: () => onSearch(typed.trim()),
  }
  const best = chooseEntries(
    all.filter((entry) => entry.id !== 'search' || typed.trim() === ''),
    typed,
    recent,
  )
  const entries = typed.trim() === '' ? best : [...best, search]
  const current = Math.min(chosen, entries.length - 1)

  const run = (entry: Entry | undefined) => {
    if (!entry) return
    rememberChosen(entry.id)
    onClose()
    // Whatever it puts the focus on comes after the palette has given it back.
    setTimeout(entry.run, 20)
  }
  const move = (to: number) => {
    const next = (to + entries.length) % entries.length
    choose(next)
    list.current?.children[next]?.scrollIntoView({ block: 'nearest' })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const { key } = event
    const last = entries.length - 1
    if (key === 'ArrowDown') move(current + 1)
    else if (key === 'ArrowUp') move(current - 1)
    else if (key === 'PageDown') move(Math.min(current + leap, last))
    else if (key === 'PageUp') move(Math.max(current - leap, 0))
    else if (key === 'Enter') run(entries[current])
    else return
    event.preventDefault()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      size={600}
      yOffset="12dvh"
      centered={false}
      withCloseButton={false}
      aria-label={words.names.palette}
      classNames={{ body: styles.body ?? '' }}
    >
      <div className={styles.head}>
        <Icon name="search" className={styles.lens} />
        <input
          className={styles.input}
          data-autofocus
          role="combobox"
          aria-expanded="true"
          aria-controls={id}
          aria-autocomplete="list"
          aria-activedescendant={entries.length > 0 ? `${id}-${current}` : undefined}
          aria-label={words.names.palette}
          placeholder={words.placeholder}
          spellCheck={false}
          autoComplete="off"
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value)
            choose(0)
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div ref={list} id={id} role="listbox" aria-label={words.results} className={styles.list}>
        {entries.map((entry, index) => (
          <PaletteRow
            key={entry.id}
            id={`${id}-${index}`}
            entry={entry}
            isCurrent={index === current}
            onHover={() => choose(index)}
            onRun={() => run(entry)}
          />
        ))}
      </div>
      <p className={unseen.text} role="status">
        {typed.trim() ? words.found(entries.length) : ''}
      </p>
    </Modal>
  )
}

interface PaletteRowProps {
  id: string
  entry: Entry
  isCurrent: boolean
  onHover: () => void
  onRun: () => void
}

function PaletteRow({ id, entry, isCurrent, onHover, onRun }: PaletteRowProps) {
  return (
    // Keys are handled by the field, which keeps the focus.
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above
    // biome-ignore lint/a11y/useFocusableInteractive: see above
    <div
      id={id}
      role="option"
      aria-selected={isCurrent}
      className={styles.row}
      onPointerMove={isCurrent ? undefined : onHover}
      onClick={onRun}
    >
      <Icon name={icons[entry.kind]} className={styles.icon} />
      <span className={styles.label}>{entry.label}</span>
      {entry.detail ? <span className={styles.detail}>{entry.detail}</span> : null}
      {entry.keys ? <kbd className={styles.kbd}>{entry.keys}</kbd> : null}
    </div>
  )
}
