import { Button, TextInput } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'

import { useFormats, useWords } from '../../words/index.ts'
import { serverClock } from '../feed/index.ts'
import { ownZone, presetsAt, toField } from '../pause/presets.ts'
import { offsetOf, zoneOf } from '../schedule/zones.ts'
import { usePreferences, useSession } from '../session/index.ts'
import styles from './later-panel.module.css'

interface LaterPanelProps {
  /** After that the platform takes free text only if the customer has written again. */
  replyUntil: string | undefined
  onPick: (at: Date) => void
}

/**
 * «Отправить позже»: when. Mornings and evenings are the company's, whoever sits where; what is shown
 * and typed is the reader's own clock, as all times on the screen.
 */
export function LaterPanel({ replyUntil, onPick }: LaterPanelProps) {
  const { later: words, pause } = useWords()
  const formats = useFormats()
  const [now] = useState(() => new Date(serverClock.now()))
  const { timeZone } = useSession()
  const presets = presetsAt(now, timeZone)
  const [typed, setTyped] = useState(() => toField(presets.at(-1)?.at ?? now))
  const [isWrong, setWrong] = useState(false)
  const first = useRef<HTMLButtonElement>(null)
  // It may come after the panel has opened.
  useEffect(() => first.current?.focus(), [])
  const pick = () => {
    const at = new Date(typed)
    const isPast = !(at.getTime() > serverClock.now())
    setWrong(isPast)
    if (!isPast) onPick(at)
  }
  return (
    <div className={styles.panel}>
      <h3 className={styles.title}>{words.title}</h3>
      {presets.map(({ name, at }, index) => (
        <button
          key={name}
          ref={index === 0 ? first : undefined}
          type="button"
          className={styles.choice}
          data-autofocus={index === 0 || undefined}
          onClick={() => onPick(at)}
        >
          <span>{pause[name]}</span>
          <span className={styles.at}>{formats.soon(at, now)}</span>
        </button>
      ))}
      <form
        className={styles.exactly}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          pick()
        }}
      >
        <TextInput
          type="datetime-local"
          label={pause.exactly}
          value={typed}
          min={toField(now)}
          error={isWrong ? pause.inThePast : undefined}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button type="submit" variant="default">
          {words.set}
        </Button>
      </form>
      <CompanyClock timeZone={timeZone} now={now} />
      {replyUntil ? (
        <p className={styles.foot}>{words.window(formats.soon(new Date(replyUntil), now))}</p>
      ) : null}
    </div>
  )
}

/** Whose mornings these are, where the reader's clock shows something else. */
function CompanyClock({ timeZone, now }: { timeZone: string; now: Date }) {
  const { later: words } = useWords()
  const { language } = usePreferences()
  const at = now.getTime()
  if (offsetOf(timeZone, at) === offsetOf(ownZone(), at)) return null
  const shown = new Intl.DateTimeFormat(language, { timeZone, timeStyle: 'short' }).format(now)
  return <p className={styles.foot}>{words.companyClock(zoneOf(timeZone, language).name, shown)}</p>
}
