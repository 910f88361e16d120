import { MultiSelect, Select, TagsInput, TextInput } from '@mantine/core'
import type { FilterConditions } from '@otklik/protocol'

import '../../ui/pickers.css'
import { Switch } from '../../ui/switch.tsx'
import { useWords } from '../../words/index.ts'
import { channelTitle } from '../channels/index.ts'
import { useFeedState } from '../feed/index.ts'
import { isServed } from './conditions.ts'
import styles from './filter-form.module.css'

interface ConditionFieldsProps {
  conditions: FilterConditions
  onChange: (changes: Partial<FilterConditions>) => void
}

const statuses = ['any', 'waiting', 'assigned', 'aside', 'bot', 'closed', 'spam'] as const
const debts = ['any', 'us', 'customer'] as const

/** Every condition a filter may have; an empty one narrows nothing. */
export function ConditionFields({ conditions, onChange }: ConditionFieldsProps) {
  const { filters: words } = useWords()
  return (
    <>
      <Select
        label={words.status}
        data={statuses.map((value) => ({ value, label: words.statuses[value] }))}
        value={conditions.status ?? 'any'}
        allowDeselect={false}
        onChange={(value) => {
          const status = statuses.find((each) => each === value)
          onChange({ status: status === 'any' ? undefined : status })
        }}
      />
      <Directories conditions={conditions} onChange={onChange} />
      <TagsInput
        label={words.topics}
        description={words.severalHelp}
        value={conditions.topics ?? []}
        maxTags={30}
        data={useKnown('topics')}
        onChange={(topics) => onChange({ topics })}
      />
      <TagsInput
        label={words.tags}
        description={words.severalHelp}
        value={conditions.tags ?? []}
        maxTags={30}
        data={useKnown('tags')}
        onChange={(tags) => onChange({ tags })}
      />
      <Switch
        label={words.isVip}
        isOn={conditions.isVip === true}
        onChange={(isOn) => onChange({ isVip: isOn || undefined })}
      />
      {isServed(conditions) ? null : <Timing conditions={conditions} onChange={onChange} />}
    </>
  )
}

function Directories({ conditions, onChange }: ConditionFieldsProps) {
  const { filters: words } = useWords()
  const channels = useFeedState((state) => state.channels)
  const kinds = useFeedState((state) => state.channelKinds)
  const teams = useFeedState((state) => state.teams)
  const operators = useFeedState((state) => state.operators)
  const people = [...operators.values()].filter(({ isDisabled }) => !isDisabled)
  return (
    <>
      <Several
        label={words.channels}
        value={conditions.channelIds}
        options={[...channels.keys()].map((id) => ({
          value: id,
          label: channelTitle({ channels, channelKinds: kinds }, id),
        }))}
        onChange={(channelIds) => onChange({ channelIds })}
      />
      <Several
        label={words.teams}
        value={conditions.teamIds}
        options={[...teams.values()].map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(teamIds) => onChange({ teamIds })}
      />
      <Several
        label={words.operators}
        value={conditions.operatorIds}
        options={[
          { value: 'me', label: words.me },
          ...people.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(operatorIds) => onChange({ operatorIds })}
      />
    </>
  )
}

interface SeveralProps {
  label: string
  value: string[] | undefined
  options: { value: string; label: string }[]
  onChange: (value: string[]) => void
}

function Several({ label, value = [], options, onChange }: SeveralProps) {
  const { filters: words } = useWords()
  return (
    <MultiSelect
      label={label}
      placeholder={value.length > 0 ? undefined : words.any}
      data={options}
      value={value}
      searchable
      hidePickedOptions
      onChange={onChange}
    />
  )
}

function Timing({ conditions, onChange }: ConditionFieldsProps) {
  const { filters: words } = useWords()
  return (
    <>
      <Select
        label={words.owes}
        data={debts.map((value) => ({ value, label: words.owed[value] }))}
        value={conditions.owes ?? 'any'}
        allowDeselect={false}
        onChange={(value) => {
          const owes = debts.find((each) => each === value)
          onChange({ owes: owes === 'any' ? undefined : owes })
        }}
      />
      <div className={styles.pair}>
        <Amount
          label={words.waits}
          value={conditions.waitsOverMin}
          most={10_080}
          onChange={(waitsOverMin) => onChange({ waitsOverMin })}
        />
        <Amount
          label={words.window}
          value={conditions.windowUnderHours}
          most={168}
          onChange={(windowUnderHours) => onChange({ windowUnderHours })}
        />
      </div>
    </>
  )
}

interface AmountProps {
  label: string
  value: number | undefined
  most: number
  onChange: (value: number | undefined) => void
}

/** A whole number, or nothing: letters do not get in. */
function Amount({ label, value, most, onChange }: AmountProps) {
  return (
    <TextInput
      label={label}
      inputMode="numeric"
      value={value ?? ''}
      onChange={(event) => {
        const typed = Number(event.currentTarget.value.replaceAll(/\D/g, ''))
        onChange(typed > 0 ? Math.min(typed, most) : undefined)
      }}
    />
  )
}

/** What open conversations bear already, to choose from. */
function useKnown(what: 'topics' | 'tags'): string[] {
  const conversations = useFeedState((state) => state.conversations)
  const known = new Set<string>()
  for (const { topic, tags = [] } of conversations.values()) {
    if (what === 'tags') for (const tag of tags) known.add(tag)
    else if (topic) known.add(topic)
  }
  return [...known].sort((a, b) => a.localeCompare(b)).slice(0, 200)
}
