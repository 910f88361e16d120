import type { OfferedButtons } from '@otklik/protocol'

import { Icon } from '../../ui/icons.tsx'
import { useWords } from '../../words/index.ts'
import styles from './buttons-tray.module.css'

interface ButtonsTrayProps {
  buttons: OfferedButtons
  isTextMissing: boolean
  onEdit: () => void
  onRemove: () => void
}

/** What the customer will be offered, until it is sent. */
export function ButtonsTray({ buttons, isTextMissing, onEdit, onRemove }: ButtonsTrayProps) {
  const { buttons: words } = useWords()
  return (
    <section className={styles.tray} aria-label={words.kinds[buttons.placement]}>
      <ul className={styles.bars}>
        {buttons.rows.flat().map(({ label }) => (
          <li key={label} className={styles.bar} title={label}>
            {buttons.placement === 'keyboard' ? <Icon name="keyboard" size={14} /> : null}
            <span className={styles.label}>{label}</span>
          </li>
        ))}
      </ul>
      <button
        type="button"
        className={styles.act}
        aria-label={words.edit}
        title={words.edit}
        onClick={onEdit}
      >
        <Icon name="edit" size={14} />
      </button>
      <button
        type="button"
        className={styles.act}
        aria-label={words.remove}
        title={words.remove}
        onClick={onRemove}
      >
        <Icon name="close" size={14} />
      </button>
      {isTextMissing ? <p className={styles.help}>{words.needText}</p> : null}
    </section>
  )
}
