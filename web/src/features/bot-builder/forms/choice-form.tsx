import { Button, TextInput } from '@mantine/core'

import { fieldError } from '../../../ui/field-error.tsx'
import { Icon } from '../../../ui/icons.tsx'
import unseen from '../../../ui/unseen.module.css'
import { useBotWords } from '../../../words/bot-words.ts'
import { freeId, newOption } from '../../scenario/index.ts'
import { AgainFields } from './again-fields.tsx'
import { ButtonLooks } from './button-looks.tsx'
import { NextField, SaveAsField, type StepFormProps, type StepOf, useWrong } from './fields.tsx'
import styles from './forms.module.css'
import { OrderedRows } from './ordered-rows.tsx'
import { PlacementField } from './placement-field.tsx'
import { SilenceFields } from './silence-fields.tsx'
import { TextField } from './text-field.tsx'

type Props = StepFormProps<StepOf<'choice'>>

const MOST_OPTIONS = 20

/** «Задать несколько вариантов ответа» (BOT-04). */
export function ChoiceForm({ step, onChange }: Props) {
  const { steps: texts } = useBotWords()
  const wrong = useWrong(step)
  return (
    <>
      <TextField
        label={texts.questionText}
        value={step.text}
        error={wrong('text')}
        isFirst
        onChange={(text) => onChange({ text }, 'text')}
      />
      <PlacementField value={step.placement} onChange={(placement) => onChange({ placement })} />
      <Options step={step} onChange={onChange} />
      <AgainFields
        help={texts.otherHelp}
        again={step.otherwise}
        error={wrong('otherwise.text')}
        onChange={(changes, field) =>
          onChange({ otherwise: { ...step.otherwise, ...changes } }, field)
        }
      >
        <NextField step={step} exit="otherwise" />
      </AgainFields>
      <div className={styles.part}>
        <SaveAsField
          step={step}
          help={texts.saveAsOptional}
          onChange={(name) => onChange({ saveAs: name === '' ? undefined : name }, 'saveAs')}
        />
      </div>
      <SilenceFields step={step} onChange={onChange} />
      <ButtonLooks placement={step.placement} labels={step.options.map(({ label }) => label)} />
    </>
  )
}

function Options({ step, onChange }: Props) {
  const { steps: texts } = useBotWords()
  const wrong = useWrong(step)
  const { options } = step
  const isFull = options.length >= MOST_OPTIONS
  const add = () => {
    if (isFull) return
    const id = freeId(options)
    onChange({ options: [...options, newOption(id, texts.option(options.length + 1))] })
    requestAnimationFrame(() =>
      document.querySelector<HTMLInputElement>(`[data-option="${id}"]`)?.select(),
    )
  }
  const rename = (id: string, label: string) =>
    onChange(
      { options: options.map((each) => (each.id === id ? { ...each, label } : each)) },
      `option ${id}`,
    )
  return (
    <fieldset className={styles.group}>
      <legend className={unseen.text}>{texts.options}</legend>
      <div className={styles.heads} aria-hidden="true">
        <span className={styles.legend}>{texts.options}</span>
        <span className={styles.help}>{texts.goOn}</span>
      </div>
      <OrderedRows
        items={options}
        nameOf={({ label }, index) => label.trim() || texts.option(index + 1)}
        onChange={(changed) => onChange({ options: changed })}
      >
        {(option, index) => (
          <>
            <TextInput
              aria-label={texts.option(index + 1)}
              data-option={option.id}
              value={option.label}
              maxLength={80}
              error={fieldError(wrong(`options.${index}.label`))}
              onChange={(event) => rename(option.id, event.currentTarget.value)}
            />
            <NextField step={step} exit={`#${option.id}`} isBare />
          </>
        )}
      </OrderedRows>
      <Button
        variant="subtle"
        color="gray"
        size="xs"
        className={styles.add ?? ''}
        leftSection={<Icon name="plus" />}
        aria-disabled={isFull || undefined}
        onClick={add}
      >
        {texts.addOption}
      </Button>
      {isFull ? <p className={styles.help}>{texts.optionsFull}</p> : null}
    </fieldset>
  )
}
