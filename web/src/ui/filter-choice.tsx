import styles from './filter-choice.module.css'
import { Icon } from './icons.tsx'

interface FilterChoiceProps {
  label: string
  /** What stands for no filter. */
  all: string
  value: string
  options: readonly { id: string; name: string }[]
  onChange: (id: string) => void
}

/** One of many by which a list is narrowed, or none. */
export function FilterChoice({ label, all, value, options, onChange }: FilterChoiceProps) {
  return (
    <span className={styles.choice}>
      <select
        aria-label={label}
        className={styles.select}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        <option value="">{all}</option>
        {options.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <Icon name="chevronDown" className={styles.chevron} />
    </span>
  )
}
