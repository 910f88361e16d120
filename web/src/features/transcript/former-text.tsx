import type { Message } from '@otklik/protocol'
import { useState } from 'react'

import { useFormats, useWords } from '../../words/index.ts'
import styles from './former-text.module.css'

/** «изменено», and on demand what it said before. */
export function FormerText({ message }: { message: Message }) {
  const { transcript } = useWords()
  const formats = useFormats()
  const [isOpen, setOpen] = useState(false)
  const { formerTexts = [] } = message
  if (formerTexts.length === 0) return null
  return (
    <span className={styles.former}>
      <button
        type="button"
        className={styles.toggle}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {isOpen ? transcript.hideFormer : transcript.formerText}
      </button>
      {isOpen
        ? formerTexts.map(({ text, until }) => (
            <span key={until} className={styles.text}>
              <span className={styles.until}>
                {transcript.until(formats.moment(new Date(until)))}
              </span>
              {text}
            </span>
          ))
        : null}
    </span>
  )
}
