import { TextInput } from '@mantine/core'

import { IconButton } from '../../ui/icon-button.tsx'
import { useFormats, useWords } from '../../words/index.ts'
import type { LabelProblem } from './button-outcome.ts'
import styles from './buttons-editor.module.css'

interface LabelFieldProps {
  number: number
  label: string
  problem: LabelProblem | undefined
  onChange: (label: string) => void
  onEnter: () => void
  /** Absent where it is the last one. */
  onDrop: (() => void) | undefined
}

export function LabelField(props: LabelFieldProps) {
  const { number, label, problem, onChange, onEnter, onDrop } = props
  const { buttons: words } = useWords()
  const formats = useFormats()
  const error =
    problem === 'same'
      ? words.same
      : problem &&
        words.tooLong(
          formats.number(problem.limit),
          formats.number(label.trim().length - problem.limit),
        )
  return (
    <div className={styles.field}>
      <TextInput
        type="text"
        maxLength={80}
        aria-label={words.label(number)}
        placeholder={words.placeholder}
        value={label}
        error={error}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
          event.preventDefault()
          onEnter()
        }}
      />
      {onDrop ? (
        <IconButton icon="close" size={14} label={words.drop(number)} onClick={onDrop} />
      ) : null}
    </div>
  )
}
