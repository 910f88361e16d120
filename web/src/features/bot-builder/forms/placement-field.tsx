import { useId } from 'react'

import { useBotWords } from '../../../words/bot-words.ts'
import styles from './placement-field.module.css'

type Placement = 'inline' | 'keyboard'

interface PlacementFieldProps {
  value: Placement
  onChange: (value: Placement) => void
}

/** «Кнопки в тексте» or «Кнопки клавиатуры», each with a drawing of it (COM-21, BOT-04). */
export function PlacementField({ value, onChange }: PlacementFieldProps) {
  const { steps: texts } = useBotWords()
  const name = useId()
  return (
    <fieldset className={styles.kinds}>
      <legend className={styles.legend}>{texts.placement}</legend>
      {(['inline', 'keyboard'] as const).map((placement) => (
        <label key={placement} className={styles.kind}>
          {placement === 'inline' ? <InlineDrawing /> : <KeyboardDrawing />}
          <span className={styles.name}>
            <input
              type="radio"
              name={name}
              className={styles.radio}
              checked={placement === value}
              aria-describedby={`${name}-${placement}`}
              onChange={() => onChange(placement)}
            />
            {texts.placements[placement]}
          </span>
          <span id={`${name}-${placement}`} className={styles.help}>
            {texts.placementHelp[placement]}
          </span>
        </label>
      ))}
    </fieldset>
  )
}

function InlineDrawing() {
  return (
    <svg className={styles.drawing} viewBox="0 0 140 56" aria-hidden="true">
      <rect className={styles.bubble} x="20" y="2" width="76" height="16" rx="5" />
      <rect className={styles.button} x="20.5" y="21.5" width="75" height="9" rx="3" />
      <rect className={styles.button} x="20.5" y="33.5" width="75" height="9" rx="3" />
      <rect className={styles.input} x="12.5" y="46.5" width="115" height="8" rx="4" />
    </svg>
  )
}

function KeyboardDrawing() {
  return (
    <svg className={styles.drawing} viewBox="0 0 140 56" aria-hidden="true">
      <rect className={styles.bubble} x="20" y="2" width="76" height="16" rx="5" />
      <path className={styles.line} d="M10 26h120" />
      <rect className={styles.button} x="12.5" y="31.5" width="56" height="10" rx="3" />
      <rect className={styles.button} x="72.5" y="31.5" width="56" height="10" rx="3" />
      <rect className={styles.button} x="12.5" y="44.5" width="116" height="10" rx="3" />
    </svg>
  )
}
