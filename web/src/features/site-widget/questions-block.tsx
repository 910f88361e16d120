import { Button, NativeSelect, TextInput } from '@mantine/core'
import type { SiteQuestion } from '@otklik/protocol/settings'

import { fieldError } from '../../ui/field-error.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Icon } from '../../ui/icons.tsx'
import { useWords } from '../../words/index.ts'
import { useBots } from '../channel-rules/index.ts'
import { type Editing, fieldId } from '../editing/index.ts'
import { useFeedState } from '../feed/index.ts'
import { useModule } from '../modules/index.ts'
import { Block } from '../settings-shell/index.ts'
import styles from './site-widget.module.css'
import type { WidgetValues } from './widget-values.ts'

const MOST = 10

/** «По вопросу клиента»: what to choose from before the first word, and who answers it (§3.11). */
export function QuestionsBlock({ edit }: { edit: Editing<WidgetValues> }) {
  const { siteDesigner: words } = useWords()
  const people = usePeople()
  const bots = useBotOptions()
  const { questions } = edit.values
  const put = (next: SiteQuestion[]) => edit.change({ questions: next })
  const change = (index: number, changes: Partial<SiteQuestion>) =>
    put(questions.map((each, at) => (at === index ? { ...each, ...changes } : each)))
  const [first] = people
  return (
    <Block title={words.questions} help={words.questionsHelp}>
      {questions.map(({ label, receiver }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a question has no name but its place
        <div key={index} className={styles.question}>
          <TextInput
            id={fieldId(`questions.${index}.label`)}
            label={words.question(index + 1)}
            maxLength={80}
            value={label}
            error={fieldError(edit.errors[`questions.${index}.label`])}
            onChange={({ currentTarget }) => change(index, { label: currentTarget.value })}
          />
          <NativeSelect
            id={fieldId(`questions.${index}.receiver.id`)}
            label={words.receiver}
            value={`${receiver.kind}:${receiver.id}`}
            data={[...people, ...bots]}
            error={fieldError(edit.errors[`questions.${index}.receiver.id`])}
            onChange={({ currentTarget }) =>
              change(index, { receiver: toReceiver(currentTarget.value, receiver) })
            }
          />
          {receiver.kind === 'bot' ? (
            <NativeSelect
              className={styles.backup}
              id={fieldId(`questions.${index}.receiver.backup.id`)}
              label={words.backup}
              value={`${receiver.backup.kind}:${receiver.backup.id}`}
              data={people}
              error={fieldError(edit.errors[`questions.${index}.receiver.backup.id`])}
              onChange={({ currentTarget }) =>
                change(index, { receiver: { ...receiver, backup: toHands(currentTarget.value) } })
              }
            />
          ) : null}
          <IconButton
            icon="close"
            label={words.removeQuestion(label || String(index + 1))}
            onClick={() => put(questions.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      {questions.length < MOST && first ? (
        <Button
          variant="default"
          leftSection={<Icon name="plus" />}
          onClick={() => put([...questions, { label: '', receiver: toHands(first.value) }])}
        >
          {words.addQuestion}
        </Button>
      ) : null}
    </Block>
  )
}

function usePeople() {
  const { siteDesigner: words } = useWords()
  const teams = useFeedState((state) => state.teams)
  const operators = useFeedState((state) => state.operators)
  return [
    ...[...teams.values()].map(({ id, name }) => ({
      value: `team:${id}`,
      label: words.team(name),
    })),
    ...[...operators.values()]
      .filter(({ isDisabled }) => !isDisabled)
      .map(({ id, name }) => ({ value: `operator:${id}`, label: name })),
  ]
}

function useBotOptions() {
  const { siteDesigner: words } = useWords()
  const hasBots = useModule('bots')
  const bots = useBots() ?? []
  const options = bots.map(({ id, name }) => ({ value: `bot:${id}`, label: words.bot(name) }))
  return hasBots ? options : []
}

type Receiver = SiteQuestion['receiver']

const isBot = (value: string) => value.startsWith('bot:')
const idOf = (value: string) => value.slice(value.indexOf(':') + 1)

/** Whoever answered until now stands behind a bot that is chosen. */
function toReceiver(value: string, before: Receiver): Receiver {
  if (!isBot(value)) return toHands(value)
  const { kind, id } = before.kind === 'bot' ? before.backup : before
  return { kind: 'bot', id: idOf(value), backup: { kind, id } }
}

const toHands = (value: string) => ({
  kind: value.startsWith('operator:') ? ('operator' as const) : ('team' as const),
  id: idOf(value),
})
