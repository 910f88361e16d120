import { NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'

import { Switch } from '../../ui/switch.tsx'
import { useWords } from '../../words/index.ts'
import { useModule } from '../modules/index.ts'
import { TimeField } from '../schedule/time-field.tsx'
import styles from './dry-run-panel.module.css'
import { onLineChoices, operatorsChoices, type Question, writesChoices } from './question.ts'

interface QuestionFieldsProps {
  question: Question
  onChange: (change: Partial<Question>) => void
}

const byDate = 'date'
const listOf = <Key extends string>(labels: Record<Key, string>, keys: readonly Key[]) =>
  keys.map((value) => ({ value, label: labels[value] }))

export function QuestionFields({ question, onChange }: QuestionFieldsProps) {
  const { dryRun: words } = useWords()
  const hasBots = useModule('bots')
  const [typed, setTyped] = useState<string>()
  const days = words.days.map((label, index) => ({ value: String(index + 1), label }))
  return (
    <div className={styles.fields}>
      <NativeSelect
        label={words.day}
        value={question.date === undefined ? String(question.weekday) : byDate}
        data={[...days, { value: byDate, label: words.onDate }]}
        onChange={({ currentTarget: { value } }) =>
          onChange(
            value === byDate ? { date: today() } : { date: undefined, weekday: Number(value) },
          )
        }
      />
      <TimeField
        label={words.time}
        isLabelShown
        value={typed ?? question.time}
        isWrong={typed !== undefined && !isAsked(typed)}
        describedBy={undefined}
        onChange={(time) => {
          setTyped(time ?? '')
          if (time !== undefined && isAsked(time)) onChange({ time })
        }}
      />
      {question.date === undefined ? null : (
        <TextInput
          type="date"
          label={words.date}
          className={styles.wide}
          value={question.date}
          onChange={({ currentTarget: { value } }) => {
            if (value !== '') onChange({ date: value })
          }}
        />
      )}
      <NativeSelect
        label={words.writes}
        className={styles.wide}
        value={question.writes}
        data={listOf(words.writesChoices, keysOf(writesChoices))}
        onChange={({ currentTarget: { value } }) =>
          onChange({ writes: value as Question['writes'] })
        }
      />
      <NativeSelect
        label={words.operators}
        className={styles.wide}
        value={question.operators}
        data={listOf(words.operatorsChoices, keysOf(operatorsChoices))}
        onChange={({ currentTarget: { value } }) =>
          onChange({ operators: value as Question['operators'] })
        }
      />
      <NativeSelect
        label={words.onLine}
        className={styles.wide}
        value={question.onLine}
        data={listOf(words.onLineChoices, onLineChoices)}
        onChange={({ currentTarget: { value } }) =>
          onChange({ onLine: value as Question['onLine'] })
        }
      />
      {hasBots ? (
        <div className={styles.wide}>
          <Switch
            label={words.botUnavailable}
            isOn={question.isBotUnavailable}
            onChange={(isOn) => onChange({ isBotUnavailable: isOn })}
          />
        </div>
      ) : null}
    </div>
  )
}

/** A day ends at 24:00, and nobody writes then. */
const isAsked = (time: string) => time !== '' && time !== '24:00'
const keysOf = <Key extends string>(choices: Record<Key, unknown>) => Object.keys(choices) as Key[]

function today(): string {
  return new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short' }).format(new Date())
}
