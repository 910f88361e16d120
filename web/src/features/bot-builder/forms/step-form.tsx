import { TextInput } from '@mantine/core'
import type { ScenarioStep } from '@otklik/protocol/settings'
import type { ComponentType } from 'react'

import { useBotWords } from '../../../words/bot-words.ts'
import { useBuilder } from '../builder-context.ts'
import { ChoiceForm } from './choice-form.tsx'
import { ConditionForm } from './condition-form.tsx'
import { CloseForm, HandOverForm, ScenarioForm, WaitForm } from './ending-forms.tsx'
import type { StepFormProps, StepOf } from './fields.tsx'
import styles from './forms.module.css'
import { MessageForm } from './message-form.tsx'
import { QuestionForm } from './question-form.tsx'
import { RequestForm } from './request-form.tsx'
import { SetForm } from './set-form.tsx'
import { TemplateForm } from './template-form.tsx'
import { TopicForm } from './topic-form.tsx'

const forms: { [Kind in ScenarioStep['kind']]: ComponentType<StepFormProps<StepOf<Kind>>> } = {
  message: MessageForm,
  choice: ChoiceForm,
  question: QuestionForm,
  condition: ConditionForm,
  set: SetForm,
  wait: WaitForm,
  request: RequestForm,
  template: TemplateForm,
  'hand-over': HandOverForm,
  topic: TopicForm,
  close: CloseForm,
  scenario: ScenarioForm,
}

/** Everything about one step; each kind has fields of its own. */
export function StepForm({ step }: { step: ScenarioStep }) {
  const { steps: texts } = useBotWords()
  const { drawing } = useBuilder()
  // Of a kind and its own form, which the compiler cannot tell of a table.
  const Form = forms[step.kind] as ComponentType<StepFormProps>
  const onChange = (changes: Partial<ScenarioStep>, field?: string) =>
    drawing.change(step.id, (now) => ({ ...now, ...changes }) as ScenarioStep, field)
  return (
    <div className={styles.form}>
      <Form step={step} onChange={onChange} />
      <TextInput
        label={texts.note}
        value={step.note ?? ''}
        maxLength={80}
        description={texts.noteHelp}
        onChange={({ currentTarget: { value } }) =>
          onChange({ note: value === '' ? undefined : value }, 'note')
        }
      />
    </div>
  )
}
