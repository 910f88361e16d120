import type { Conversation } from '@otklik/protocol'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useEffect, useState } from 'react'

import { IconButton } from '../../ui/icon-button.tsx'
import { Icon } from '../../ui/icons.tsx'
import { useFocusBack } from '../../ui/use-focus-back.ts'
import { useSettled } from '../../ui/use-settled.ts'
import { useWords } from '../../words/index.ts'
import { requestJump } from '../transcript/index.ts'
import { findMessages } from './api/find-messages.ts'
import styles from './transcript-search.module.css'

interface TranscriptSearchProps {
  conversation: Conversation
  onClose: () => void
}

const most = 100

/** Over the open transcript: from one message found to the next, the latest first. */
export function TranscriptSearch({ conversation, onClose }: TranscriptSearchProps) {
  const { search: words } = useWords()
  const { id } = conversation
  const [typed, setTyped] = useState('')
  const [place, setPlace] = useState(0)
  useFocusBack()
  const hits = useHits(id, typed)
  const current = hits?.[Math.min(place, hits.length - 1)]
  useEffect(() => {
    if (current) requestJump({ conversationId: id, messageId: current, keepsFocus: true })
  }, [id, current])
  const count = hits?.length ?? 0
  const move = (by: 1 | -1) => {
    if (count > 0) setPlace((place + by + count) % count)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') onClose()
    else if (event.key === 'Enter') move(event.shiftKey ? -1 : 1)
    else if (event.key === 'ArrowUp') move(1)
    else if (event.key === 'ArrowDown') move(-1)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <search className={styles.bar} aria-label={words.inTranscript}>
      <Icon name="search" className={styles.lens} />
      <input
        type="text"
        // biome-ignore lint/a11y/noAutofocus: it is opened to be typed in
        autoFocus
        className={styles.input}
        aria-label={words.inTranscript}
        placeholder={words.inTranscript}
        maxLength={200}
        spellCheck={false}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          setPlace(0)
        }}
        onKeyDown={onKeyDown}
      />
      <span className={styles.count} role="status">
        {hits && typed.trim() ? (count > 0 ? words.hit(place + 1, count) : words.noHits) : null}
      </span>
      <IconButton icon="chevronUp" label={words.older} keys="Enter" onClick={() => move(1)} />
      <IconButton
        icon="chevronDown"
        label={words.newer}
        keys="Shift Enter"
        onClick={() => move(-1)}
      />
      <IconButton icon="close" label={words.close} keys="Esc" onClick={onClose} />
    </search>
  )
}

/** Ids of the messages found, the latest first; `undefined` while nothing was asked. */
function useHits(conversationId: string, typed: string): string[] | undefined {
  const q = useSettled(typed.trim(), 200)
  const { data } = useQuery({
    queryKey: ['transcript-search', conversationId, q],
    queryFn: ({ signal }) => findMessages({ q, conversationId, limit: most }, signal),
    enabled: q !== '',
    placeholderData: keepPreviousData,
    retry: false,
  })
  return q === '' ? undefined : data?.messages.map(({ id }) => id)
}
