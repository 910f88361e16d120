import { Button, NativeSelect, TextInput } from '@mantine/core'
import type { SiteQuestion } from '@otklik/protocol/settings'

import { fieldError } from '../../ui/field-error.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Icon } from '../../ui/icons.tsx'
import { useWords } from '../../words/index.ts'
import { type Editing, fieldId } from '../editing/index.ts'
import { useFeedState } from '../feed/index.ts'
import { Block } from '../settings-shell/index.ts'
import styles from './site-widget.module.css'
import type { WidgetValues } from './widget-values.ts'

const MOST = 10

/** «По вопросу клиента»: what to choose from before the first word, and who answers it (§3.11). */
export function QuestionsBlock({ edit }: { edit: Editing<WidgetValues> }) {
  const { siteDesigner: words } = useWords()
  const receivers = useReceivers()
  const { questions } = edit.values
  const put = (next: SiteQuestion[]) => edit.change({ questions: next })
  const change = (index: number, changes: Partial<SiteQuestion>) =>
    put(questions.map((each, at) => (at === index ? { ...each, ...changes } : each)))
  const [first] = receivers
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
            data={receivers}
            error={fieldError(edit.errors[`questions.${index}.receiver.id`])}
            onChange={({ currentTarget }) =>
              change(index, { receiver: toReceiver(currentTarget.value) })
            }
          />
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
          onClick={() => put([...questions, { label: '', receiver: toReceiver(first.value) }])}
        >
          {words.addQuestion}
        </Button>
      ) : null}
    </Block>
  )
}

function useReceivers() {
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

function toReceiver(value: string): SiteQuestion['receiver'] {
  const [kind, id = ''] = value.split(':', 2)
  return { kind: kind === 'operator' ? kind : 'team', id }
}
