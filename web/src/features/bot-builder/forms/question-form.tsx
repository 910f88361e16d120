import { NativeSelect } from '@mantine/core'

import { useBotWords } from '../../../words/bot-words.ts'
import { AgainFields } from './again-fields.tsx'
import { NextField, SaveAsField, type StepFormProps, type StepOf, useWrong } from './fields.tsx'
import { SilenceFields } from './silence-fields.tsx'
import { TextField } from './text-field.tsx'

type Expected = StepOf<'question'>['expects']

export function QuestionForm({ step, onChange }: StepFormProps<StepOf<'question'>>) {
  const { steps: texts } = useBotWords()
  const wrong = useWrong(step)
  const expected = Object.entries(texts.expected).map(([value, label]) => ({ value, label }))
  return (
    <>
      <TextField
        label={texts.questionText}
        value={step.text}
        error={wrong('text')}
        isFirst
        onChange={(text) => onChange({ text }, 'text')}
      />
      <NativeSelect
        label={texts.expects}
        value={step.expects}
        data={expected}
        onChange={({ currentTarget: { value } }) => onChange({ expects: value as Expected })}
      />
      <SaveAsField
        step={step}
        help={texts.saveAsHelp}
        onChange={(saveAs) => onChange({ saveAs }, 'saveAs')}
      />
      <NextField step={step} exit="next" />
      <AgainFields
        help={texts.otherHelpQuestion}
        again={step.otherwise}
        error={wrong('otherwise.text')}
        onChange={(changes, field) =>
          onChange({ otherwise: { ...step.otherwise, ...changes } }, field)
        }
      >
        <NextField step={step} exit="otherwise" />
      </AgainFields>
      <SilenceFields step={step} onChange={onChange} />
    </>
  )
}
