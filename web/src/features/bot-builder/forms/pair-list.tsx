import { Button, TextInput } from '@mantine/core'

import { fieldError } from '../../../ui/field-error.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Icon } from '../../../ui/icons.tsx'
import { useBotWords } from '../../../words/bot-words.ts'
import styles from './forms.module.css'

interface PairListProps<Name extends string, Value extends string> {
  legend: string
  help?: string
  add: string
  /** What the two fields of a row are called by the server. */
  fields: readonly [Name, Value]
  labels: readonly [(number: number) => string, (number: number) => string]
  items: readonly Record<Name | Value, string>[]
  /** What a new row begins with. */
  first: Record<Name | Value, string>
  /** Where it stands in its step, and what is wrong there. */
  path: string
  wrong: (path: string) => string | undefined
  onChange: (items: Record<Name | Value, string>[], field?: string) => void
}

/** Rows of two short texts: names with values, headers, places in an answer. */
export function PairList<Name extends string, Value extends string>(
  props: PairListProps<Name, Value>,
) {
  const { legend, help, add, fields, labels, items, first, path, wrong, onChange } = props
  const { steps: texts } = useBotWords()
  const set = (index: number, field: Name | Value, value: string) => {
    const item = items[index]
    if (item) onChange(items.with(index, { ...item, [field]: value }), `${path} ${index} ${field}`)
  }
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{legend}</legend>
      {help ? <p className={styles.help}>{help}</p> : null}
      {items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they have no identity and never move
        <div key={index} className={styles.pairRow}>
          {fields.map((field, side) => (
            <TextInput
              key={field}
              aria-label={labels[side === 0 ? 0 : 1](index + 1)}
              value={item[field]}
              autoComplete="off"
              error={fieldError(wrong(`${path}.${index}.${field}`))}
              onChange={(event) => set(index, field, event.currentTarget.value)}
            />
          ))}
          <IconButton
            icon="close"
            size={14}
            label={texts.removePart(item[fields[0]] || labels[0](index + 1))}
            onClick={() => onChange(items.filter((_, other) => other !== index))}
          />
        </div>
      ))}
      <Button
        variant="subtle"
        color="gray"
        size="xs"
        className={styles.add ?? ''}
        leftSection={<Icon name="plus" />}
        onClick={() => onChange([...items, first])}
      >
        {add}
      </Button>
    </fieldset>
  )
}
