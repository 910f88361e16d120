import { Button } from '@mantine/core'
import type { ChannelKindView, OfferedButtons } from '@otklik/protocol'
import { useLayoutEffect, useRef, useState } from 'react'

import { Segments } from '../../ui/segments.tsx'
import { useWords } from '../../words/index.ts'
import { mostButtons, type Outcome, outcomeOf, toRows } from './button-outcome.ts'
import styles from './buttons-editor.module.css'
import { LabelField } from './label-field.tsx'

interface ButtonsEditorProps {
  kind: ChannelKindView
  buttons: OfferedButtons | undefined
  onChange: (buttons: OfferedButtons | undefined) => void
}

/** Short answers to choose from, and what the messenger will make of them. */
export function ButtonsEditor({ kind, buttons, onChange }: ButtonsEditorProps) {
  const { buttons: words } = useWords()
  const [placement, setPlacement] = useState(buttons?.placement ?? 'inline')
  const [fields, setFields] = useState(() => fieldsOf(buttons))
  const [isAsked, setAsked] = useState(false)
  const { form, focus } = useFocus(fields.length)

  const labels = fields.map(({ label }) => label.trim())
  const filled = labels.filter(Boolean)
  const outcome = outcomeOf(labels, kind.capabilities.buttons[placement])
  const isRight = outcome.wrong.size === 0 && outcome.most === undefined
  const hasRoom = fields.length < mostButtons
  const add = () => {
    setFields([...fields, emptyField()])
    focus(fields.length)
  }
  const attach = () => {
    setAsked(true)
    if (filled.length > 0 && isRight) onChange({ placement, rows: toRows(filled) })
  }
  /** Enter goes on to the next label, and after an empty one it is done. */
  const goOn = (index: number) => {
    if (index < fields.length - 1) focus(index + 1)
    else if (labels[index] && hasRoom) add()
    else attach()
  }
  return (
    <form
      ref={form}
      className={styles.editor}
      onSubmit={(event) => {
        event.preventDefault()
        attach()
      }}
    >
      <Segments
        legend={words.title}
        value={placement}
        segments={(['inline', 'keyboard'] as const).map((value) => ({
          value,
          label: words.kinds[value],
        }))}
        help={useShown(outcome, placement, kind.title)}
        onChange={setPlacement}
      />
      <div className={styles.fields}>
        {fields.map(({ key, label }, index) => (
          <LabelField
            key={key}
            number={index + 1}
            label={label}
            problem={outcome.wrong.get(index)}
            onChange={(changed) =>
              setFields(
                fields.map((field) => (field.key === key ? { key, label: changed } : field)),
              )
            }
            onEnter={() => goOn(index)}
            onDrop={
              fields.length > 1
                ? () => {
                    setFields(fields.filter((field) => field.key !== key))
                    focus(Math.max(0, index - 1))
                  }
                : undefined
            }
          />
        ))}
      </div>
      {outcome.most !== undefined || (isAsked && filled.length === 0) ? (
        <p className={styles.wrong} role="alert">
          {outcome.most === undefined ? words.empty : words.tooMany(kind.title, outcome.most)}
        </p>
      ) : null}
      <div className={styles.acts}>
        <Button type="submit" size="xs" variant="default">
          {words.attach}
        </Button>
        {hasRoom ? (
          <Button size="xs" variant="subtle" color="gray" onClick={add}>
            {words.add}
          </Button>
        ) : null}
      </div>
    </form>
  )
}

/** Never more than the customer will see. */
function useShown(
  { as }: Outcome,
  placement: OfferedButtons['placement'],
  channel: string,
): string {
  const { buttons: words } = useWords()
  return as === placement ? words.native[placement] : words.instead[as](channel)
}

/** At once, or as soon as the field is there: whoever types on must not wait. */
function useFocus(count: number) {
  const form = useRef<HTMLFormElement>(null)
  const wanted = useRef<number>(0)
  const fieldAt = (index: number) =>
    form.current?.querySelectorAll<HTMLInputElement>('input[type=text]')[index]
  const focus = (index: number) => {
    wanted.current = index
    fieldAt(index)?.focus()
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: another field is what may have been wanted
  useLayoutEffect(() => fieldAt(wanted.current)?.focus(), [count])
  return { form, focus }
}

interface Field {
  key: string
  label: string
}

const emptyField = (): Field => ({ key: crypto.randomUUID(), label: '' })

/** Two to begin with: of one there is nothing to choose. */
function fieldsOf(buttons: OfferedButtons | undefined): Field[] {
  if (!buttons) return [emptyField(), emptyField()]
  return buttons.rows.flat().map(({ label }) => ({ ...emptyField(), label }))
}
