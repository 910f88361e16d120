import { useId } from 'react'

import { Icon, type IconName } from './icons.tsx'
import styles from './segments.module.css'

export interface Segment<Value extends string> {
  value: Value
  label: string
  icon?: IconName
  /** Why it cannot be chosen; said under all of them. */
  offBecause?: string | undefined
}

interface SegmentsProps<Value extends string> {
  legend: string
  value: Value
  segments: readonly Segment<Value>[]
  help?: string | undefined
  onChange: (value: Value) => void
}

/** Exactly one of two or three, side by side. */
export function Segments<Value extends string>(props: SegmentsProps<Value>) {
  const { legend, value, segments, help, onChange } = props
  const name = useId()
  const reasons = segments.flatMap(({ label, offBecause }) =>
    offBecause
      ? [`${label}: ${offBecause.charAt(0).toLocaleLowerCase()}${offBecause.slice(1)}`]
      : [],
  )
  return (
    <fieldset className={styles.group} aria-describedby={`${name}-help`}>
      <legend className={styles.legend}>{legend}</legend>
      <div className={styles.track}>
        {segments.map((segment) => (
          <label
            key={segment.value}
            className={styles.segment}
            data-off={segment.offBecause ? true : undefined}
          >
            <input
              type="radio"
              name={name}
              className={styles.radio}
              checked={segment.value === value}
              aria-disabled={segment.offBecause ? true : undefined}
              onChange={() => {
                if (!segment.offBecause) onChange(segment.value)
              }}
            />
            {segment.icon ? <Icon name={segment.icon} /> : null}
            {segment.label}
          </label>
        ))}
      </div>
      <p id={`${name}-help`} className={styles.help}>
        {[help, ...reasons].filter(Boolean).join('. ')}
      </p>
    </fieldset>
  )
}
