import { NativeSelect } from '@mantine/core'

import { useBotWords } from '../../../words/bot-words.ts'
import { NextField, type StepFormProps, type StepOf, useWrong } from './fields.tsx'
import { PairList } from './pair-list.tsx'
import { TextField } from './text-field.tsx'
import { WholeField } from './whole-field.tsx'

type Props = StepFormProps<StepOf<'request'>>

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

/** Asks a program of theirs or somebody's for what the customer wants to know. */
export function RequestForm({ step, onChange }: Props) {
  const { steps: texts } = useBotWords()
  const wrong = useWrong(step)
  return (
    <>
      <NativeSelect
        label={texts.method}
        value={step.method}
        data={[...methods]}
        onChange={({ currentTarget: { value } }) => {
          const method = methods.find((each) => each === value)
          if (method) onChange({ method })
        }}
      />
      <TextField
        label={texts.url}
        value={step.url}
        help={texts.urlHelp}
        error={wrong('url')}
        isFirst
        isCode
        rows={1}
        limit={2000}
        onChange={(url) => onChange({ url: url.replaceAll('\n', '') }, 'url')}
      />
      {step.method === 'GET' ? null : (
        <TextField
          label={texts.body}
          value={step.body}
          error={wrong('body')}
          isCode
          rows={3}
          limit={10_000}
          onChange={(body) => onChange({ body }, 'body')}
        />
      )}
      <PairList
        legend={texts.headers}
        add={texts.addHeader}
        fields={['name', 'value']}
        labels={[texts.headerName, texts.headerValue]}
        items={step.headers}
        first={{ name: '', value: '' }}
        path="headers"
        wrong={wrong}
        onChange={(headers, field) => onChange({ headers }, field)}
      />
      <PairList
        legend={texts.save}
        help={texts.saveHelp}
        add={texts.addSave}
        fields={['name', 'path']}
        labels={[texts.saveName, texts.savePath]}
        items={step.save}
        first={{ name: texts.first.answer, path: '' }}
        path="save"
        wrong={wrong}
        onChange={(save, field) => onChange({ save }, field)}
      />
      <WholeField
        label={texts.timeout}
        help={texts.timeoutHelp}
        value={step.timeoutS}
        least={1}
        most={20}
        onChange={(timeoutS) => onChange({ timeoutS }, 'timeoutS')}
      />
      <NextField step={step} exit="next" />
      <NextField step={step} exit="failed" />
    </>
  )
}
