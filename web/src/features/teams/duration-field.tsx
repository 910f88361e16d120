import { NativeSelect, TextInput } from '@mantine/core'
import { useId, useState } from 'react'

import { fieldError } from '../../ui/field-error.tsx'
import { useFormats, useWords } from '../../words/index.ts'
import { fieldId } from '../editing/index.ts'
import styles from './duration-field.module.css'
import { inSeconds, toSeconds, type Unit, unitOf } from './durations.ts'

interface DurationFieldProps {
  label: string
  /** The API's path, by which a refusal finds the field. */
  path: string
  /** In seconds; `NaN` while what is typed is no number. */
  value: number
  least: number
  most: number
  help?: string
  error: string | undefined
  onChange: (seconds: number) => void
}

/** A number with its unit. What was typed stays as it is, whatever it is. */
export function DurationField(props: DurationFieldProps) {
  const { label, path, value, least, most, help, error, onChange } = props
  const { teams: words } = useWords()
  const formats = useFormats()
  const id = useId()
  const [typed, setTyped] = useState<{ text: string; unit: Unit; seconds: number }>()
  // Somebody's revert or another's change shows; one's own typing is left alone.
  const isOwn = typed && (typed.seconds === value || Number.isNaN(value))
  const unit = isOwn ? typed.unit : unitOf(value)
  const text = isOwn ? typed.text : String(value / inSeconds[unit])
  const units = (['s', 'min', 'h'] as const).filter((each) => inSeconds[each] <= most)
  const range = words.range(formats.duration(least * 1000), formats.duration(most * 1000))
  const set = (next: string, nextUnit: Unit) => {
    const seconds = toSeconds(next, nextUnit)
    setTyped({ text: next, unit: nextUnit, seconds })
    onChange(seconds)
  }
  return (
    <div className={styles.field}>
      <div className={styles.pair}>
        <TextInput
          id={fieldId(path)}
          label={label}
          value={text}
          inputMode="numeric"
          autoComplete="off"
          error={error !== undefined}
          aria-describedby={id}
          onChange={(event) => set(event.currentTarget.value, unit)}
        />
        <NativeSelect
          aria-label={words.unitOf(label)}
          value={unit}
          data={units.map((each) => ({ value: each, label: words.units[each] }))}
          onChange={(event) => set(text, event.currentTarget.value as Unit)}
        />
      </div>
      <p id={id} className={styles.help} data-wrong={error ? true : undefined}>
        {error ? fieldError(error) : [help, range].filter(Boolean).join('. ')}
      </p>
    </div>
  )
}
