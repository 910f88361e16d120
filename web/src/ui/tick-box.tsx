import { type ComponentPropsWithRef, useId } from 'react'

import styles from './tick-box.module.css'

interface TickBoxProps extends Omit<ComponentPropsWithRef<'input'>, 'onChange' | 'type'> {
  label: string
  help?: string
  checked: boolean
  onChange: (isChecked: boolean) => void
}

export function TickBox({ label, help, onChange, className, ...rest }: TickBoxProps) {
  const id = useId()
  return (
    <div className={className ? `${styles.choice} ${className}` : styles.choice}>
      <input
        {...rest}
        id={id}
        type="checkbox"
        className={styles.box}
        aria-describedby={help ? `${id}-help` : undefined}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      {help ? (
        <p id={`${id}-help`} className={styles.help}>
          {help}
        </p>
      ) : null}
    </div>
  )
}
