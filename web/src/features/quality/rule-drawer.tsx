import { Button, Drawer, NativeSelect, TextInput } from '@mantine/core'
import type { CreateSamplingRuleRequest, SamplingRule, Scorecard } from '@otklik/protocol/reports'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'

import { BusyButton } from '../../ui/busy-button.tsx'
import { ChoiceList } from '../../ui/choice-list.tsx'
import { fieldError } from '../../ui/field-error.tsx'
import { fieldErrors, formError } from '../../ui/form-failure.ts'
import { Notice } from '../../ui/notice.tsx'
import { TickBox } from '../../ui/tick-box.tsx'
import { useFocusWrongField } from '../../ui/use-focus-wrong-field.ts'
import { useWords } from '../../words/index.ts'
import { useFeedState } from '../feed/index.ts'
import { useCompanyDate } from '../session/index.ts'
import { createRule, editRule } from './api/quality.ts'
import styles from './forms.module.css'
import { periodOf } from './quality-search.ts'
import { useNames } from './use-names.ts'

interface RuleButtonProps {
  rule?: SamplingRule
  cards: readonly Scorecard[]
  label: string
  name: string
}

/** Opens one rule, or a new one. */
export function RuleButton({ rule, cards, label, name }: RuleButtonProps) {
  const { words } = useNames()
  const { common } = useWords()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button variant="default" aria-label={name} onClick={() => setOpen(true)}>
        {label}
      </Button>
      <Drawer
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={rule ? words.rule.editTitle : words.rule.createTitle}
        size={480}
        closeButtonProps={{ 'aria-label': common.close }}
      >
        <RuleForm rule={rule} cards={cards} onClose={() => setOpen(false)} />
      </Drawer>
    </>
  )
}

interface Fields {
  name: string
  kind: SamplingRule['kind']
  scorecardId: string
  perOperator: string
  lowScore: string
  leastMessages: string
  teamIds: readonly string[]
  from: string
  until: string
  isOn: boolean
}

/** What begins a fortnight ago fills the queue at once. */
const beginning = (today: Date) => periodOf(14, today).from

const fieldsOf = (
  rule: SamplingRule | undefined,
  cards: readonly Scorecard[],
  today: Date,
): Fields => ({
  name: rule?.name ?? '',
  kind: rule?.kind ?? 'random',
  scorecardId: rule?.scorecardId ?? cards[0]?.id ?? '',
  perOperator: String(rule?.perOperator ?? 3),
  lowScore: String(rule?.lowScore ?? 2),
  leastMessages: String(rule?.leastMessages ?? 20),
  teamIds: rule?.teamIds ?? [],
  from: rule?.from ?? beginning(today),
  until: rule?.until ?? '',
  isOn: rule?.isOn ?? true,
})

const numberOf = (text: string) => (/^\d+$/.test(text.trim()) ? Number(text) : Number.NaN)

const requestOf = (fields: Fields): CreateSamplingRuleRequest => ({
  name: fields.name,
  isOn: fields.isOn,
  kind: fields.kind,
  scorecardId: fields.scorecardId,
  perOperator: numberOf(fields.perOperator),
  ...(fields.kind === 'low-rating' && { lowScore: numberOf(fields.lowScore) }),
  ...(fields.kind === 'long' && { leastMessages: numberOf(fields.leastMessages) }),
  ...(fields.teamIds.length > 0 && { teamIds: [...fields.teamIds] }),
  from: fields.from,
  ...(fields.until && { until: fields.until }),
})

interface RuleFormProps {
  rule: SamplingRule | undefined
  cards: readonly Scorecard[]
  onClose: () => void
}

function RuleForm({ rule, cards, onClose }: RuleFormProps) {
  const { words } = useNames()
  const { common } = useWords()
  const client = useQueryClient()
  const today = useCompanyDate()
  const [fields, setFields] = useState(() => fieldsOf(rule, cards, today))
  const saving = useMutation({
    mutationFn: () =>
      rule
        ? editRule(rule.id, { version: rule.version, ...requestOf(fields) })
        : createRule(requestOf(fields)),
    async onSuccess() {
      await client.invalidateQueries({ queryKey: ['quality'] })
      onClose()
    },
  })
  const errors = fieldErrors(saving.error)
  const failure = formError(saving.error)
  const change = (part: Partial<Fields>) => {
    setFields((known) => ({ ...known, ...part }))
    saving.reset()
  }
  const form = useRef<HTMLFormElement>(null)
  useFocusWrongField(form, saving.error)
  const text = (name: 'name' | 'perOperator' | 'lowScore' | 'leastMessages', label: string) => (
    <TextInput
      label={label}
      value={fields[name]}
      error={fieldError(errors[name])}
      {...(name !== 'name' && { inputMode: 'numeric' as const })}
      onChange={(event) => change({ [name]: event.currentTarget.value })}
    />
  )
  const date = (name: 'from' | 'until', label: string, help?: string) => (
    <TextInput
      type="date"
      label={label}
      description={errors[name] ? undefined : help}
      value={fields[name]}
      error={fieldError(errors[name])}
      onChange={(event) => change({ [name]: event.currentTarget.value })}
    />
  )
  return (
    <form
      ref={form}
      className={styles.stack}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!saving.isPending) saving.mutate()
      }}
    >
      {text('name', words.rule.name)}
      <ChoiceList
        legend={words.rule.kind}
        value={fields.kind}
        choices={(['random', 'low-rating', 'long', 'escalated'] as const).map((value) => ({
          value,
          label: words.rule.kinds[value],
          help: words.rule.kindHelp[value],
        }))}
        onChange={(kind) => change({ kind })}
      />
      {fields.kind === 'low-rating' ? text('lowScore', words.rule.lowScore) : null}
      {fields.kind === 'long' ? text('leastMessages', words.rule.leastMessages) : null}
      {text('perOperator', words.rule.perOperator)}
      <NativeSelect
        label={words.choose.card}
        value={fields.scorecardId}
        data={cards.map(({ id, name }) => ({ value: id, label: name }))}
        error={fieldError(errors.scorecardId)}
        onChange={(event) => change({ scorecardId: event.currentTarget.value })}
      />
      <TeamTicks teamIds={fields.teamIds} onChange={(teamIds) => change({ teamIds })} />
      <div className={styles.pair}>
        {date('from', words.rule.from)}
        {date('until', words.rule.until, words.rule.untilHelp)}
      </div>
      <TickBox
        label={words.rule.isOn}
        checked={fields.isOn}
        onChange={(isOn) => change({ isOn })}
      />
      {failure ? (
        <Notice tone="danger" isNew>
          {failure}
        </Notice>
      ) : null}
      <div className={styles.buttons}>
        <BusyButton
          type="submit"
          label={words.rule.save}
          busyLabel={words.rule.saving}
          isBusy={saving.isPending}
        />
        <Button variant="subtle" color="gray" onClick={onClose}>
          {common.cancel}
        </Button>
      </div>
    </form>
  )
}

interface TeamTicksProps {
  teamIds: readonly string[]
  onChange: (teamIds: string[]) => void
}

/** None is all of them. */
function TeamTicks({ teamIds, onChange }: TeamTicksProps) {
  const { words } = useNames()
  const teams = useFeedState((state) => state.teams)
  return (
    <fieldset className={styles.teams}>
      <legend className={styles.legend}>{words.rule.teams}</legend>
      <TickBox
        label={words.rule.allTeams}
        checked={teamIds.length === 0}
        onChange={(isAll) => {
          if (isAll) onChange([])
        }}
      />
      {[...teams.values()].map(({ id, name }) => (
        <TickBox
          key={id}
          label={name}
          checked={teamIds.includes(id)}
          onChange={(isOn) =>
            onChange(isOn ? [...teamIds, id] : teamIds.filter((each) => each !== id))
          }
        />
      ))}
    </fieldset>
  )
}
