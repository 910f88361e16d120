import { Textarea } from '@mantine/core'
import { useId } from 'react'

import { useFormats, useWords } from '../words/index.ts'
import styles from './counted-text.module.css'
import { fieldError } from './field-error.tsx'

interface CountedTextProps {
  id: string
  label: string
  value: string
  /** In Unicode code points, as the server counts them: an emoji is one. */
  length: number
  limit: number
  /** From the beginning, or only once it is nearly used up. */
  isCounterShown?: boolean
  help?: string | undefined
  error?: string | undefined
  onChange: (value: string) => void
}

/** A text with a limit: its counter stands at the label's right and says what is too much. */
export function CountedText(props: CountedTextProps) {
  const { id, label, value, length, limit, help, error, onChange } = props
  const { isCounterShown = true } = props
  const { channelRules: words } = useWords()
  const formats = useFormats()
  const counterId = useId()
  const isOver = length > limit
  const counter = words.counter(formats.number(length), formats.number(limit))
  return (
    <div className={styles.field}>
      <Textarea
        id={id}
        label={label}
        value={value}
        rows={2}
        error={fieldError(error)}
        description={error ? undefined : help}
        aria-invalid={error ? true : undefined}
        classNames={{ input: styles.input ?? '' }}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <p
        id={counterId}
        className={styles.counter}
        data-over={isOver || undefined}
        role={isOver ? 'status' : undefined}
        hidden={!isCounterShown && !isOver}
      >
        {isOver ? `${counter} · ${words.excess(formats.number(length - limit))}` : counter}
      </p>
    </div>
  )
}
