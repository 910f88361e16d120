import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'

import { useFormats, useWords } from '../../words/index.ts'
import { serverClock } from '../feed/index.ts'
import styles from './pause-panel.module.css'
import { presetsAt, toField } from './presets.ts'

interface PausePanelProps {
  /** Absent where it is on hold already. */
  onHold: (() => void) | undefined
  onSnooze: (until: Date) => void
}

/** On hold without a term, or until then: a popover beside what it changes. */
export function PausePanel({ onHold, onSnooze }: PausePanelProps) {
  const { pause: words } = useWords()
  const formats = useFormats()
  const [now] = useState(() => new Date(serverClock.now()))
  const presets = presetsAt(now)
  const [typed, setTyped] = useState(() => toField(presets.at(-1)?.at ?? now))
  const [isWrong, setWrong] = useState(false)
  const set = () => {
    const until = new Date(typed)
    const isPast = !(until.getTime() > serverClock.now())
    setWrong(isPast)
    if (!isPast) onSnooze(until)
  }
  return (
    <div className={styles.panel}>
      {onHold ? (
        <button
          type="button"
          className={styles.choice}
          aria-label={`${words.hold}. ${words.holdHelp}`}
          data-autofocus
          onClick={onHold}
        >
          <span className={styles.words}>
            {words.hold}
            <span className={styles.help}>{words.holdHelp}</span>
          </span>
        </button>
      ) : null}
      <h3 className={styles.title}>{words.title}</h3>
      {presets.map(({ name, at }) => (
        <button key={name} type="button" className={styles.choice} onClick={() => onSnooze(at)}>
          <span className={styles.words}>{words[name]}</span>
          <span className={styles.at}>{formats.soon(at, now)}</span>
        </button>
      ))}
      <form
        className={styles.exactly}
        onSubmit={(event) => {
          event.preventDefault()
          set()
        }}
      >
        <TextInput
          type="datetime-local"
          label={words.exactly}
          value={typed}
          min={toField(now)}
          error={isWrong ? words.inThePast : undefined}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button type="submit" variant="default">
          {words.set}
        </Button>
      </form>
      <p className={styles.foot}>{words.whenWritten}</p>
    </div>
  )
}
