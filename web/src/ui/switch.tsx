import { type ReactNode, useId } from 'react'

import styles from './switch.module.css'

interface SwitchProps {
  label: string
  help?: ReactNode
  isOn: boolean
  /** It is being saved: another turn waits until it is known how this one ends. */
  isBusy?: boolean
  onChange: (isOn: boolean) => void
}

/** A setting that takes effect at once: its words at the left, its state at the right. */
export function Switch({ label, help, isOn, isBusy = false, onChange }: SwitchProps) {
  const id = useId()
  return (
    <div className={styles.row}>
      <div className={styles.words}>
        <label htmlFor={id} className={styles.label}>
          {label}
        </label>
        {help ? (
          <p id={`${id}-help`} className={styles.help}>
            {help}
          </p>
        ) : null}
      </div>
      <input
        id={id}
        type="checkbox"
        role="switch"
        className={styles.switch}
        checked={isOn}
        aria-checked={isOn}
        aria-busy={isBusy || undefined}
        aria-disabled={isBusy || undefined}
        aria-describedby={help ? `${id}-help` : undefined}
        onChange={(event) => {
          if (!isBusy) onChange(event.currentTarget.checked)
        }}
      />
    </div>
  )
}
