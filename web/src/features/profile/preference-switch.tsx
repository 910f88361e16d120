import { Switch } from '@mantine/core'
import { useId } from 'react'

import styles from './preference-switch.module.css'

interface PreferenceSwitchProps {
  label: string
  help: string
  isOn: boolean
  onChange: (isOn: boolean) => void
}

export function PreferenceSwitch({ label, help, isOn, onChange }: PreferenceSwitchProps) {
  const id = useId()
  return (
    <div className={styles.row}>
      <div className={styles.words}>
        <label htmlFor={id} className={styles.label}>
          {label}
        </label>
        <p id={`${id}-help`} className={styles.help}>
          {help}
        </p>
      </div>
      <Switch
        id={id}
        checked={isOn}
        aria-describedby={`${id}-help`}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    </div>
  )
}
