import { Menu, Textarea } from '@mantine/core'
import { type RefObject, useRef } from 'react'

import { codePoints } from '../../../ui/code-points.ts'
import { fieldError } from '../../../ui/field-error.tsx'
import { TextButton } from '../../../ui/text-button.tsx'
import { useBotWords } from '../../../words/bot-words.ts'
import { useFormats, useWords } from '../../../words/index.ts'
import { keptNames } from '../../scenario/index.ts'
import { useBuilder } from '../builder-context.ts'
import styles from './forms.module.css'

interface TextFieldProps {
  label: string
  value: string
  help?: string
  error?: string | undefined
  /** The first of its form: that is where Enter on a step leads. */
  isFirst?: boolean
  isCode?: boolean
  rows?: number
  limit?: number
  onChange: (value: string) => void
}

/** A text with `{{variables}}`, which are put in where the cursor is. */
export function TextField(props: TextFieldProps) {
  const { label, value, help, error, isFirst, isCode, rows = 2, limit = 4000, onChange } = props
  const { channelRules } = useWords()
  const formats = useFormats()
  const input = useRef<HTMLTextAreaElement>(null)
  const excess = codePoints(value) - limit
  const problem = error ?? (excess > 0 ? channelRules.excess(formats.number(excess)) : undefined)
  return (
    <div data-first={isFirst || undefined}>
      <Textarea
        ref={input}
        label={label}
        value={value}
        rows={rows}
        spellCheck={!isCode}
        description={problem ? undefined : help}
        error={fieldError(problem)}
        classNames={{ input: (isCode ? styles.code : styles.text) ?? '' }}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <VariableMenu label={label} onChoose={(name) => insert(input, name, onChange)} />
    </div>
  )
}

function VariableMenu({ label, onChoose }: { label: string; onChoose: (name: string) => void }) {
  const { steps: texts } = useBotWords()
  const { drawing } = useBuilder()
  const kept = keptNames(drawing.scenario)
  return (
    <Menu position="bottom-start" width={240} returnFocus={false}>
      <Menu.Target>
        <TextButton aria-label={`${texts.insert}: ${label}`} className={styles.insert}>
          {texts.insert}
        </TextButton>
      </Menu.Target>
      <Menu.Dropdown>
        {texts.variables.map((name) => (
          <Menu.Item key={name} onClick={() => onChoose(name)}>
            {name}
          </Menu.Item>
        ))}
        {kept.length > 0 ? <Menu.Label>{texts.ownVariables}</Menu.Label> : null}
        {kept.map((name) => (
          <Menu.Item key={`own ${name}`} onClick={() => onChoose(name)}>
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

function insert(
  input: RefObject<HTMLTextAreaElement | null>,
  name: string,
  onChange: (value: string) => void,
): void {
  const field = input.current
  if (!field) return
  const { value, selectionStart, selectionEnd } = field
  const variable = `{{${name}}}`
  onChange(value.slice(0, selectionStart) + variable + value.slice(selectionEnd))
  const caret = selectionStart + variable.length
  // The menu gives the focus back only after it has closed.
  setTimeout(() => {
    field.focus()
    field.setSelectionRange(caret, caret)
  }, 150)
}
