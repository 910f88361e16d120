import { TextInput } from '@mantine/core'
import type { ShownButtons } from '@otklik/protocol'
import { useState } from 'react'

import { IconButton } from '../../ui/icon-button.tsx'
import unseen from '../../ui/unseen.module.css'
import { useBotWords } from '../../words/bot-words.ts'
import type { Said } from './talk.ts'
import styles from './trial-panel.module.css'

interface CustomerInputProps {
  keyboard: ShownButtons | undefined
  isOver: boolean
  onSay: (said: Said) => void
}

/** Where the customer writes, and the keyboard that the bot has put there. */
export function CustomerInput({ keyboard, isOver, onSay }: CustomerInputProps) {
  const { steps, trial: texts } = useBotWords()
  const [text, setText] = useState('')
  const send = () => {
    const said = text.trim()
    if (said === '' || isOver) return
    onSay({ type: 'text', text: said, label: said })
    setText('')
  }
  return (
    <form
      className={styles.input}
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <div className={styles.write}>
        <TextInput
          aria-label={texts.write}
          placeholder={isOver ? texts.over : texts.write}
          value={text}
          readOnly={isOver}
          autoComplete="off"
          maxLength={4000}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <IconButton
          icon="arrowUp"
          type="submit"
          label={texts.send}
          aria-disabled={text.trim() === '' || isOver || undefined}
        />
      </div>
      {keyboard ? (
        <fieldset className={styles.keyboard}>
          <legend className={unseen.text}>{steps.placements.keyboard}</legend>
          {keyboard.options.map(({ label, value }) => (
            <button
              key={value}
              type="button"
              className={styles.bar}
              onClick={() => onSay({ type: 'press', value, label })}
            >
              {label}
            </button>
          ))}
        </fieldset>
      ) : null}
    </form>
  )
}
