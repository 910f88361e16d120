import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'

import { useBotWords } from '../../../words/bot-words.ts'
import { botsQuery } from '../../bots/api/bots.ts'
import { useBuilder } from '../builder-context.ts'
import { NextField, ReceiverField, type StepFormProps, type StepOf, useWrong } from './fields.tsx'
import { TermField } from './term-field.tsx'
import { TextField } from './text-field.tsx'

export function WaitForm({ step, onChange }: StepFormProps<StepOf<'wait'>>) {
  const { steps: texts } = useBotWords()
  return (
    <>
      <TermField
        label={texts.seconds}
        help={texts.waitHelp}
        path={`${step.id}.seconds`}
        value={step.seconds}
        least={1}
        most={7 * 86_400}
        onChange={(seconds) => onChange({ seconds }, 'seconds')}
      />
      <NextField step={step} exit="next" />
    </>
  )
}

export function HandOverForm({ step, onChange }: StepFormProps<StepOf<'hand-over'>>) {
  const { steps: texts } = useBotWords()
  const error = useWrong(step)('summary')
  return (
    <>
      <ReceiverField
        label={texts.to}
        to={step.to}
        help={step.to.kind === 'backup' ? texts.backupHelp : undefined}
        onChange={(to) => onChange({ to })}
      />
      <TextField
        label={texts.summary}
        value={step.summary}
        help={texts.summaryHelp}
        error={error}
        onChange={(summary) => onChange({ summary }, 'summary')}
      />
    </>
  )
}

export function CloseForm({ step, onChange }: StepFormProps<StepOf<'close'>>) {
  const { steps: texts } = useBotWords()
  const error = useWrong(step)('text')
  return (
    <TextField
      label={texts.closeText}
      value={step.text}
      help={texts.closeHelp}
      error={error}
      isFirst
      onChange={(text) => onChange({ text }, 'text')}
    />
  )
}

/** The other bot is the colleague from then on. */
export function ScenarioForm({ step, onChange }: StepFormProps<StepOf<'scenario'>>) {
  const { steps: texts } = useBotWords()
  const { botId } = useBuilder()
  const { data: bots = [] } = useQuery(botsQuery)
  const others = bots.filter(({ id, kind }) => kind === 'scenario' && id !== botId)
  const isGone =
    step.botId !== null && step.botId !== botId && !others.some(({ id }) => id === step.botId)
  return (
    <NativeSelect
      label={texts.botOf}
      value={step.botId ?? ''}
      description={texts.botHelp}
      onChange={({ currentTarget: { value } }) => onChange({ botId: value === '' ? null : value })}
    >
      <option value="">{texts.noBot}</option>
      {isGone ? <option value={step.botId ?? ''}>{texts.goneBot}</option> : null}
      <option value={botId}>{texts.sameBot}</option>
      {others.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </NativeSelect>
  )
}
