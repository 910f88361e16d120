import { TextInput } from '@mantine/core'
import { useState } from 'react'

import styles from './interval-form.module.css'
import { readTime, showTime } from './minutes.ts'

interface TimeFieldProps {
  /** For screen readers: two times with a dash between them need no words beside. */
  label: string
  /** Over the field, where it stands among others that have one. */
  isLabelShown?: boolean
  /** `HH:MM` */
  value: string
  isWrong: boolean
  describedBy: string | undefined
  hasFocus?: boolean
  /** Undefined while what is typed is no time. */
  onChange: (time: string | undefined) => void
}

/** Times as they are typed: `9`, `9:30` and `930` will do, and are written out on leaving. */
export function TimeField(props: TimeFieldProps) {
  const {
    label,
    isLabelShown = false,
    value,
    isWrong,
    describedBy,
    hasFocus = false,
    onChange,
  } = props
  const [typed, setTyped] = useState<string>()
  return (
    <TextInput
      className={isLabelShown ? '' : (styles.time ?? '')}
      {...(isLabelShown ? { label } : { 'aria-label': label })}
      aria-describedby={describedBy}
      aria-invalid={isWrong || undefined}
      error={isWrong}
      value={typed ?? showTime(value)}
      inputMode="numeric"
      autoComplete="off"
      data-autofocus={hasFocus || undefined}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => {
        setTyped(event.currentTarget.value)
        onChange(readTime(event.currentTarget.value))
      }}
      onBlur={() => {
        if (typed !== undefined && readTime(typed)) setTyped(undefined)
      }}
    />
  )
}
