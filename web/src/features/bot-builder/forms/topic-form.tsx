import { Button, TextInput } from '@mantine/core'

import { fieldError } from '../../../ui/field-error.tsx'
import { Icon } from '../../../ui/icons.tsx'
import unseen from '../../../ui/unseen.module.css'
import { useBotWords } from '../../../words/bot-words.ts'
import { freeId } from '../../scenario/index.ts'
import { AgainFields } from './again-fields.tsx'
import { ButtonLooks } from './button-looks.tsx'
import { ReceiverField, type StepFormProps, type StepOf, useWrong } from './fields.tsx'
import styles from './forms.module.css'
import { OrderedRows } from './ordered-rows.tsx'
import { PlacementField } from './placement-field.tsx'
import { SilenceFields } from './silence-fields.tsx'
import { TextField } from './text-field.tsx'

type Props = StepFormProps<StepOf<'topic'>>
type Rule = Props['step']['rules'][number]

const MOST_RULES = 10

/** «По вопросу клиента»: each topic is a button, and leads to somebody. */
export function TopicForm({ step, onChange }: Props) {
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
      <Rules step={step} onChange={onChange} />
      <AgainFields
        help={texts.otherHelp}
        again={step.otherwise}
        error={wrong('otherwise.text')}
        onChange={(changes, field) =>
          onChange({ otherwise: { ...step.otherwise, ...changes } }, field)
        }
      >
        <ReceiverField
          label={texts.toOf(texts.other)}
          to={step.otherwise.to}
          onChange={(to) => onChange({ otherwise: { ...step.otherwise, to } })}
        />
      </AgainFields>
      <SilenceFields step={step} onChange={onChange} />
      <ButtonLooks placement={step.placement} labels={step.rules.map(({ topic }) => topic)} />
    </>
  )
}

function Rules({ step, onChange }: Props) {
  const { steps: texts } = useBotWords()
  const wrong = useWrong(step)
  const { rules } = step
  const isFull = rules.length >= MOST_RULES
  const change = (id: string, changes: Partial<Rule>, field?: string) =>
    onChange(
      { rules: rules.map((rule) => (rule.id === id ? { ...rule, ...changes } : rule)) },
      field,
    )
  const add = () => {
    if (isFull) return
    const topic = texts.first.topic(rules.length + 1)
    onChange({ rules: [...rules, { id: freeId(rules), topic, to: { kind: 'backup' } }] })
  }
  return (
    <fieldset className={styles.group}>
      <legend className={unseen.text}>{texts.rules}</legend>
      <div className={styles.heads} aria-hidden="true">
        <span className={styles.legend}>{texts.rules}</span>
        <span className={styles.help}>{texts.to}</span>
      </div>
      <OrderedRows
        items={rules}
        nameOf={({ topic }, index) => topic.trim() || texts.rule(index + 1)}
        onChange={(changed) => onChange({ rules: changed })}
      >
        {(rule, index) => (
          <>
            <TextInput
              aria-label={texts.rule(index + 1)}
              value={rule.topic}
              maxLength={80}
              error={fieldError(wrong(`rules.${index}.topic`))}
              onChange={({ currentTarget: { value } }) =>
                change(rule.id, { topic: value }, `rule ${rule.id}`)
              }
            />
            <ReceiverField
              label={texts.toOf(rule.topic)}
              isBare
              to={rule.to}
              onChange={(to) => change(rule.id, { to })}
            />
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
        {texts.addRule}
      </Button>
      <p className={styles.help}>{isFull ? texts.rulesFull : texts.rulesHelp}</p>
    </fieldset>
  )
}
