import { type ReactNode, useId } from 'react'

import styles from './switch.module.css'

interface SwitchProps {
  label: string
  help?: ReactNode
  /** Beside the label: «рекомендуем». */
  mark?: ReactNode
  /** Why it cannot be switched now, in the place of its help. */
  offBecause?: string | undefined
  isOn: boolean
  /** It is being saved: another turn waits until it is known how this one ends. */
  isBusy?: boolean
  onChange: (isOn: boolean) => void
}

/** Its words at the left, its state at the right. */
export function Switch(props: SwitchProps) {
  const { label, mark, offBecause, isOn, isBusy = false, onChange } = props
  const id = useId()
  const help = offBecause ?? props.help
  return (
    <div className={styles.row}>
      <div className={styles.words}>
        <label htmlFor={id} className={styles.label}>
          {label}
        </label>
        {mark}
        {help ? (
          <p id={`${id}-help`} className={styles.help}>
            {help}
          </p>
        ) : null}
      </div>
      <SwitchInput
        id={id}
        isOn={isOn}
        isBusy={isBusy}
        isOff={offBecause !== undefined}
        describedBy={help ? `${id}-help` : undefined}
        onChange={onChange}
      />
    </div>
  )
}

interface SwitchInputProps extends Pick<SwitchProps, 'isOn' | 'isBusy' | 'onChange'> {
  id?: string
  /** Where no label belongs to it: what its block is called. */
  name?: string
  isOff?: boolean
  describedBy?: string | undefined
}

/** The switch alone, for a block whose title is its label. */
export function SwitchInput(props: SwitchInputProps) {
  const { id, name, isOn, isBusy = false, isOff = false, describedBy, onChange } = props
  return (
    <input
      id={id}
      type="checkbox"
      role="switch"
      className={styles.switch}
      data-off={isOff || undefined}
      checked={isOn}
      aria-checked={isOn}
      aria-label={name}
      aria-busy={isBusy || undefined}
      aria-disabled={isBusy || isOff || undefined}
      aria-describedby={describedBy}
      onChange={(event) => {
        if (!isBusy && !isOff) onChange(event.currentTarget.checked)
      }}
    />
  )
}
