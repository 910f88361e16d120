import type { Message } from '@otklik/protocol'
import { useState } from 'react'

import { useWords } from '../../words/index.ts'
import styles from './system-line.module.css'
import { SystemLine } from './system-line.tsx'

/** More than three events in a row show the latest only, until asked for. */
export function SystemGroup({ messages }: { messages: readonly Message[] }) {
  const { transcript } = useWords()
  const [isOpen, setOpen] = useState(false)
  const isFolded = messages.length > 3 && !isOpen
  const shown = isFolded ? messages.slice(-1) : messages
  return (
    <>
      {isFolded ? (
        <button type="button" className={styles.fold} onClick={() => setOpen(true)}>
          {transcript.foldedEvents(messages.length - 1)}
        </button>
      ) : null}
      {shown.map((message) => (
        <SystemLine key={message.id} message={message} />
      ))}
    </>
  )
}
