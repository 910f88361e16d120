import type { ShownButtons } from '@otklik/protocol'
import { useState } from 'react'

import { useBotWords } from '../../words/bot-words.ts'
import { useFormats } from '../../words/index.ts'
import type { Said } from './talk.ts'
import styles from './trial-panel.module.css'

interface ShownButtonBarsProps {
  look: ShownButtons
  /** The customer may still press them. */
  isLive: boolean
  onPress: (said: Said) => void
}

/** Buttons under their message as the platform shows them; a keyboard stands by the input instead. */
export function ShownButtonBars({ look, isLive, onPress }: ShownButtonBarsProps) {
  const { trial: texts } = useBotWords()
  const formats = useFormats()
  const [isOpen, setOpen] = useState(false)
  const { as, options, left } = look
  const bars = options.map(({ label, value }) => (
    <button
      key={value}
      type="button"
      className={styles.bar}
      aria-disabled={!isLive || undefined}
      onClick={() => {
        if (isLive) onPress({ type: 'press', value, label })
      }}
    >
      {label}
    </button>
  ))
  return (
    <>
      {as === 'lines' ? (
        <ol className={styles.lines}>
          {options.map(({ label, value }) => (
            <li key={value}>{label}</li>
          ))}
        </ol>
      ) : null}
      {as === 'list' ? (
        <div className={styles.bars}>
          <button
            type="button"
            className={styles.bar}
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            {texts.openList}
          </button>
          {isOpen ? bars : null}
        </div>
      ) : null}
      {as === 'inline' || as === 'replies' ? <div className={styles.bars}>{bars}</div> : null}
      {left > 0 ? <p className={styles.line}>{texts.left(formats.number(left))}</p> : null}
    </>
  )
}
