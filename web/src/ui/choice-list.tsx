import { useId } from 'react'

import styles from './choice-list.module.css'
import unseen from './unseen.module.css'

export interface Choice<Value extends string> {
  value: Value
  label: string
  help?: string | undefined
  /** Why it cannot be chosen; it stays readable and in reach. */
  offBecause?: string | undefined
}

interface ChoiceListProps<Value extends string> {
  legend: string
  /** The block's own title says it already. */
  isLegendHidden?: boolean
  value: Value
  choices: readonly Choice<Value>[]
  /** Short labels stand side by side where there is room. */
  isRow?: boolean
  onChange: (value: Value) => void
}

/** One of a few, each said in full: nothing hides in a list that has to be opened. */
export function ChoiceList<Value extends string>(props: ChoiceListProps<Value>) {
  const { legend, isLegendHidden = false, value, choices, isRow = false, onChange } = props
  const name = useId()
  return (
    <fieldset className={styles.list} data-row={isRow || undefined}>
      <legend className={isLegendHidden ? unseen.text : styles.legend}>{legend}</legend>
      {choices.map((choice) => (
        <ChoiceItem
          key={choice.value}
          name={name}
          choice={choice}
          isChosen={choice.value === value}
          onChoose={() => onChange(choice.value)}
        />
      ))}
    </fieldset>
  )
}

interface ChoiceItemProps {
  name: string
  choice: Choice<string>
  isChosen: boolean
  onChoose: () => void
}

function ChoiceItem({ name, choice, isChosen, onChoose }: ChoiceItemProps) {
  const id = useId()
  const { label, help, offBecause } = choice
  const explanation = offBecause ?? help
  return (
    <div className={styles.choice} data-off={offBecause ? true : undefined}>
      <input
        id={id}
        type="radio"
        name={name}
        className={styles.radio}
        checked={isChosen}
        aria-disabled={offBecause ? true : undefined}
        aria-describedby={explanation ? `${id}-help` : undefined}
        onChange={() => {
          if (!offBecause) onChoose()
        }}
      />
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      {explanation ? (
        <p id={`${id}-help`} className={styles.help}>
          {explanation}
        </p>
      ) : null}
    </div>
  )
}
