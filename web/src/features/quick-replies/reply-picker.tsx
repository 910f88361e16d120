import type { QuickReply } from '@otklik/protocol'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'

import { Icon } from '../../ui/icons.tsx'
import { useWords } from '../../words/index.ts'
import { quickRepliesQuery } from './api/quick-replies.ts'
import { matching } from './matching.ts'
import styles from './reply-picker.module.css'

interface ReplyPickerProps {
  onPick: (reply: QuickReply) => void
  /** Whoever meant the sign itself types it twice. */
  onSlash: () => void
}

/** «/»: found by shortcut, title or text, under any layout; arrows choose, Enter inserts. */
export function ReplyPicker({ onPick, onSlash }: ReplyPickerProps) {
  const { quickReplies: words, failures } = useWords()
  const { data, isError } = useQuery(quickRepliesQuery)
  const [search, setSearch] = useState('')
  const [chosen, setChosen] = useState(0)
  const listId = useId()
  const field = useRef<HTMLInputElement>(null)
  // It may come after the panel has opened: what is typed must not go elsewhere. Until the panel has
  // found its place it is partly outside of a phone, and the page must not go after it.
  useEffect(() => field.current?.focus({ preventScroll: true }), [])
  const found = data ? matching(data, search) : []
  const current = found[Math.min(chosen, found.length - 1)]
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) {
      event.preventDefault()
      setChosen((Math.min(chosen, found.length - 1) + step + found.length) % (found.length || 1))
    } else if (event.key === 'Enter' && current) {
      event.preventDefault()
      onPick(current)
    } else if (event.key === '/' && search === '') {
      event.preventDefault()
      onSlash()
    }
  }
  return (
    <div className={styles.picker}>
      <input
        ref={field}
        className={styles.search}
        type="text"
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={current ? `${listId}-${current.id}` : undefined}
        aria-label={words.search}
        placeholder={words.search}
        value={search}
        data-autofocus
        onChange={(event) => {
          setSearch(event.currentTarget.value)
          setChosen(0)
        }}
        onKeyDown={onKeyDown}
      />
      <div className={styles.list} id={listId} role="listbox" aria-label={words.list}>
        {found.map((reply) => (
          // Keys are handled by the field, which owns the focus.
          // biome-ignore lint/a11y/useKeyWithClickEvents: see above
          <div
            key={reply.id}
            id={`${listId}-${reply.id}`}
            role="option"
            tabIndex={-1}
            aria-selected={reply === current}
            className={styles.reply}
            ref={reply === current ? reveal : undefined}
            onClick={() => onPick(reply)}
          >
            <span className={styles.head}>
              <span className={styles.title}>{reply.title}</span>
              {reply.files.length > 0 ? <Icon name="paperclip" size={14} /> : null}
              {reply.shortcut ? <span className={styles.shortcut}>/{reply.shortcut}</span> : null}
            </span>
            <span className={styles.text}>
              {reply.text || reply.files.map(({ name }) => name).join(', ')}
            </span>
          </div>
        ))}
      </div>
      {data && found.length === 0 ? (
        <p className={styles.empty}>
          {data.length === 0 ? words.empty : words.nothing(search.trim())}
        </p>
      ) : null}
      {isError ? <p className={styles.empty}>{failures.unavailable}</p> : null}
      <Link to="/settings/quick-replies" className={styles.manage}>
        {words.manage}
      </Link>
    </div>
  )
}

const reveal = (element: HTMLElement | null) => element?.scrollIntoView({ block: 'nearest' })
