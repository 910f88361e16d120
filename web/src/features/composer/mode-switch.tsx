import { useWords } from '../../words/index.ts'
import type { Mode } from '../drafts/index.ts'
import styles from './mode-switch.module.css'

interface ModeSwitchProps {
  mode: Mode
  only: 'note' | undefined
  mayNote: boolean
  onChange: (mode: Mode) => void
}

/** «Ответ | Заметка»: who will see what is being written. */
export function ModeSwitch({ mode, only, mayNote, onChange }: ModeSwitchProps) {
  const { composer } = useWords()
  const modes = only ? [only] : mayNote ? (['message', 'note'] as const) : (['message'] as const)
  return (
    <div className={styles.modes} role="radiogroup" aria-label={composer.mode}>
      {modes.map((each) => (
        <label key={each} className={styles.mode} title={each === 'note' ? 'Alt N' : undefined}>
          <input
            type="radio"
            className={styles.input}
            name="composer-mode"
            checked={mode === each}
            onChange={() => onChange(each)}
          />
          {each === 'note' ? composer.note : composer.reply}
        </label>
      ))}
    </div>
  )
}
