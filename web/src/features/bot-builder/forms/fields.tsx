import { NativeSelect, TextInput } from '@mantine/core'
import type { ScenarioReceiver, ScenarioStep, ScenarioStepKind } from '@otklik/protocol/settings'

import { fieldError } from '../../../ui/field-error.tsx'
import { useBotWords } from '../../../words/bot-words.ts'
import { answeringOperators } from '../../channel-rules/receiver-name.ts'
import { useFeedState } from '../../feed/index.ts'
import { type ExitName, exitsOf, inOrder } from '../../scenario/index.ts'
import { useBuilder } from '../builder-context.ts'
import { stepKinds } from '../glyph.tsx'
import { useAddStep } from '../use-add-step.ts'

export type StepOf<Kind extends ScenarioStepKind> = Extract<ScenarioStep, { kind: Kind }>

/** One step in its form, and how it is changed; `field` is what is typed into, taken back as one. */
export interface StepFormProps<Step extends ScenarioStep = ScenarioStep> {
  step: Step
  onChange: (changes: Partial<Step>, field?: string) => void
}

/** The server's sentence under a field of the step, by its path inside it. */
export function useWrong(step: ScenarioStep): (path: string) => string | undefined {
  const { steps: texts } = useBotWords()
  const { wrong } = useBuilder()
  const fields = wrong.get(step.id)
  return (path) => {
    const sentence = fields?.[path]
    // Of what an attribute may be called the server says only that this is not it.
    return sentence !== undefined && keptName.test(path) ? texts.wrongName : sentence
  }
}

const keptName = /^saveAs$|^(attributes|save)\.\d+\.name$|\.test\.name$/

interface NextFieldProps {
  step: ScenarioStep
  exit: ExitName
  /** Beside others the column has a head, and each needs a name of its own. */
  isBare?: boolean
}

/** «Куда дальше»: nowhere, to a step, or to a new one. */
export function NextField({ step, exit, isBare = false }: NextFieldProps) {
  const { steps: texts } = useBotWords()
  const { drawing, words } = useBuilder()
  const add = useAddStep()
  const to = exitsOf(step).find(({ name }) => name === exit)?.to ?? null
  const label = exit === 'next' ? texts.goOn : texts.goOnOf(words.exit(step, exit))
  const known = inOrder(drawing.scenario)
  const isGone = to !== null && !known.some(({ id }) => id === to)
  const source = { from: 'step', id: step.id, exit } as const
  return (
    <NativeSelect
      {...(isBare ? { 'aria-label': label } : { label })}
      value={to ?? ''}
      error={isGone && !isBare ? fieldError(texts.gone) : undefined}
      onChange={({ currentTarget: { value } }) => {
        const kind = stepKinds.find((each) => value === `new ${each}`)
        // The form stays: whoever fills it in goes on with the next option.
        if (kind) add(kind, { after: source, isQuiet: true })
        else drawing.connect(source, value === '' ? null : value)
      }}
    >
      <option value="">{texts.nowhere}</option>
      {isGone ? <option value={to}>{texts.gone}</option> : null}
      <optgroup label={texts.knownSteps}>
        {known.map((each) => (
          <option key={each.id} value={each.id}>
            {words.name(each)}
          </option>
        ))}
      </optgroup>
      <optgroup label={texts.newStep}>
        {stepKinds.map((kind) => (
          <option key={kind} value={`new ${kind}`}>
            {texts.kinds[kind]}
          </option>
        ))}
      </optgroup>
    </NativeSelect>
  )
}

interface ReceiverFieldProps {
  to: ScenarioReceiver
  label: string
  isBare?: boolean
  help?: string | undefined
  onChange: (to: ScenarioReceiver) => void
}

/** An operator, a team, or whoever the channel has chosen as its backup. */
export function ReceiverField({ to, label, isBare = false, help, onChange }: ReceiverFieldProps) {
  const { steps: texts } = useBotWords()
  const operators = useFeedState((state) => state.operators)
  const teams = useFeedState((state) => state.teams)
  const people = answeringOperators(operators, teams)
  const groups = [...teams.values()].sort((one, other) => one.name.localeCompare(other.name))
  const chosenId = to.kind === 'backup' ? null : to.id
  const isGone = chosenId !== null && ![...people, ...groups].some(({ id }) => id === chosenId)
  return (
    <NativeSelect
      {...(isBare ? { 'aria-label': label } : { label })}
      value={toValue(to)}
      description={help}
      error={isGone && !isBare ? fieldError(texts.goneReceiver) : undefined}
      onChange={({ currentTarget: { value } }) => onChange(fromValue(value))}
    >
      {chosenId === null && to.kind !== 'backup' ? (
        <option value="">{texts.noReceiver}</option>
      ) : null}
      {isGone ? <option value={toValue(to)}>{texts.goneReceiver}</option> : null}
      <option value="backup">{texts.receivers.backup}</option>
      <optgroup label={texts.receivers.team}>
        {groups.map(({ id, name }) => (
          <option key={id} value={`team ${id}`}>
            {name}
          </option>
        ))}
      </optgroup>
      <optgroup label={texts.receivers.operator}>
        {people.map(({ id, name }) => (
          <option key={id} value={`operator ${id}`}>
            {name}
          </option>
        ))}
      </optgroup>
    </NativeSelect>
  )
}

function toValue(to: ScenarioReceiver): string {
  if (to.kind === 'backup') return 'backup'
  return to.id === null ? '' : `${to.kind} ${to.id}`
}

function fromValue(value: string): ScenarioReceiver {
  const [kind, id = ''] = value.split(' ')
  if (kind === 'team' || kind === 'operator') return { kind, id }
  return { kind: 'backup' }
}

interface SaveAsFieldProps {
  step: StepOf<'question' | 'choice'>
  help: string
  onChange: (name: string) => void
}

/** Under which name the answer is kept. */
export function SaveAsField({ step, help, onChange }: SaveAsFieldProps) {
  const { steps: texts } = useBotWords()
  const error = useWrong(step)('saveAs')
  return (
    <TextInput
      label={texts.saveAs}
      value={step.saveAs ?? ''}
      maxLength={40}
      autoComplete="off"
      description={error ? undefined : help}
      error={fieldError(error)}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
