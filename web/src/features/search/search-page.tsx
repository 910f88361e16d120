import { Button } from '@mantine/core'
import { type KeyboardEvent, useRef, useState } from 'react'

import { BusyButton } from '../../ui/busy-button.tsx'
import { FailureView } from '../../ui/failure-view.tsx'
import { Icon } from '../../ui/icons.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { StateView } from '../../ui/state-view.tsx'
import { useWords } from '../../words/index.ts'
import { useKeyName } from '../commands/index.ts'
import { ConnectionBar } from '../feed/index.ts'
import { inOtherLayout } from '../palette/match.ts'
import { FoundPeople } from './found-people.tsx'
import { FoundRow } from './found-row.tsx'
import styles from './search.module.css'
import { hasFilters } from './search-filter.ts'
import { SearchFilters } from './search-filters.tsx'
import { useFoundMessages } from './use-found-messages.ts'
import { useSearchFilter } from './use-search-filter.ts'

/** Everything that was written, by whom, and the conversations of those found. */
export function SearchPage() {
  const { search: words } = useWords()
  const { filter } = useSearchFilter()
  const { typed, type } = useTyped()
  const keys = useKeyName('search')
  return (
    <main className={styles.page} aria-label={words.title} onKeyDown={walk} data-region="search">
      <header className={styles.head}>
        <h1 className={styles.title}>{words.title}</h1>
        <div className={styles.place}>
          <Icon name="search" className={styles.lens} />
          <input
            type="search"
            className={styles.input}
            // biome-ignore lint/a11y/noAutofocus: the page is opened to be typed in
            autoFocus
            aria-label={words.field}
            placeholder={words.placeholder}
            title={keys ? `${words.title} · ${keys}` : words.title}
            maxLength={200}
            spellCheck={false}
            value={typed}
            onChange={(event) => type(event.currentTarget.value)}
          />
        </div>
        <SearchFilters />
      </header>
      <ConnectionBar />
      <div className={styles.found}>
        {filter.q ? (
          <Found q={filter.q} onTry={type} />
        ) : (
          <StateView icon="search" title={words.startTitle} help={words.startHelp} />
        )}
      </div>
    </main>
  )
}

/** The address follows what is typed after a moment, and what is typed follows a changed address. */
function useTyped() {
  const { filter, choose } = useSearchFilter()
  const q = filter.q ?? ''
  const [typed, setTyped] = useState(q)
  const [sent, setSent] = useState(q)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  if (q !== sent) {
    setSent(q)
    if (q !== typed.trim()) setTyped(q)
  }
  const type = (text: string) => {
    setTyped(text)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => choose({ q: text.trim() }), 250)
  }
  return { typed, type }
}

function Found({ q, onTry }: { q: string; onTry: (q: string) => void }) {
  const { search: words } = useWords()
  const { filter } = useSearchFilter()
  const list = useFoundMessages(filter)
  const messages = list.data?.pages.flatMap((page) => page.messages)
  if (!messages && list.error) {
    return (
      <FailureView title={words.failed} failure={list.error} onRepeat={() => void list.refetch()} />
    )
  }
  if (!messages) return <Skeleton label={words.searching} shapes={['row', 'row', 'row', 'row']} />
  return (
    <div aria-busy={list.isPlaceholderData || undefined} className={styles.results}>
      <FoundPeople q={q} />
      {messages.length > 0 ? (
        <section aria-label={words.results}>
          <h2 className={styles.heading} role="status">
            {words.found(messages.length, list.hasNextPage)}
          </h2>
          <ul className={styles.rows}>
            {messages.map((message) => (
              <FoundRow key={message.id} message={message} />
            ))}
          </ul>
        </section>
      ) : (
        <Nothing q={q} onTry={onTry} />
      )}
      {list.hasNextPage ? (
        <BusyButton
          variant="default"
          className={styles.more}
          label={words.more}
          busyLabel={words.searching}
          isBusy={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        />
      ) : null}
    </div>
  )
}

/** What to do about it stands where it is said (interface.md §11). */
function Nothing({ q, onTry }: { q: string; onTry: (q: string) => void }) {
  const { search: words } = useWords()
  const { filter, reset } = useSearchFilter()
  const other = inOtherLayout(q)
  const isNarrow = hasFilters(filter)
  return (
    <StateView
      icon="search"
      title={words.nothing(q)}
      help={isNarrow ? words.nothingHelp : words.nothingAnywhere}
      action={
        <span className={styles.ways}>
          {isNarrow ? (
            <Button variant="default" onClick={reset}>
              {words.reset}
            </Button>
          ) : null}
          {other !== q.toLowerCase() ? (
            <Button variant="default" onClick={() => onTry(other)}>
              {words.otherLayout(other)}
            </Button>
          ) : null}
        </span>
      }
    />
  )
}

/** ↓ and ↑ go from the field through what was found. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  if (event.target instanceof HTMLSelectElement) return
  if (event.target instanceof HTMLInputElement && event.target.type !== 'search') return
  const stops = [
    ...event.currentTarget.querySelectorAll<HTMLElement>('[type="search"], [data-found]'),
  ]
  const place = stops.indexOf(document.activeElement as HTMLElement)
  const next = stops[place + (event.key === 'ArrowDown' ? 1 : -1)]
  if (place < 0 || !next) return
  event.preventDefault()
  next.focus()
}
