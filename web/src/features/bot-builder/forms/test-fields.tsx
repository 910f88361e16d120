import { NativeSelect, TextInput } from '@mantine/core'
import type { ScenarioStep, ScenarioTest } from '@otklik/protocol/settings'

import { fieldError } from '../../../ui/field-error.tsx'
import { TickBox } from '../../../ui/tick-box.tsx'
import { useBotWords } from '../../../words/bot-words.ts'
import { channelTitle } from '../../channels/index.ts'
import { useFeedState } from '../../feed/index.ts'
import { keptNames } from '../../scenario/index.ts'
import { useBuilder } from '../builder-context.ts'
import { useWrong } from './fields.tsx'
import styles from './forms.module.css'

interface TestFieldsProps {
  step: ScenarioStep
  /** «Условие 2» */
  name: string
  /** Where it stands in its step. */
  path: string
  test: ScenarioTest
  onChange: (test: ScenarioTest, field?: string) => void
}

type TestKind = ScenarioTest['of']
type Narrow<Kind extends TestKind> = Extract<ScenarioTest, { of: Kind }>

/** One condition: of what, and what of it. */
export function TestFields(props: TestFieldsProps) {
  const { name, test, onChange } = props
  const { steps: texts } = useBotWords()
  const first = useFirstTest()
  return (
    <>
      <NativeSelect
        aria-label={`${name}: ${texts.testOf}`}
        value={test.of}
        data={Object.entries(texts.tests).map(([value, label]) => ({ value, label }))}
        onChange={({ currentTarget: { value } }) => onChange(first(value as TestKind))}
      />
      <OwnFields {...props} />
    </>
  )
}

function OwnFields(props: TestFieldsProps) {
  const { test } = props
  if (test.of === 'attribute') return <AttributeFields {...props} test={test} />
  if (test.of === 'channel') return <ChannelFields {...props} test={test} />
  if (test.of === 'language') return <LanguageField {...props} test={test} />
  return <IsField {...props} test={test} />
}

type Of<Kind extends TestKind> = TestFieldsProps & { test: Narrow<Kind> }

function IsField({ name, test, onChange }: Of<'schedule' | 'contact'>) {
  const { steps: texts } = useBotWords()
  const choices = test.of === 'schedule' ? texts.schedule : texts.contact
  return (
    <NativeSelect
      aria-label={name}
      value={test.is}
      data={Object.entries(choices).map(([value, label]) => ({ value, label }))}
      onChange={({ currentTarget: { value } }) => onChange({ ...test, is: value } as ScenarioTest)}
    />
  )
}

function AttributeFields({ step, name, path, test, onChange }: Of<'attribute'>) {
  const { steps: texts } = useBotWords()
  const wrong = useWrong(step)
  const isCompared = test.is !== 'known' && test.is !== 'unknown'
  return (
    <>
      <TextInput
        aria-label={`${name}: ${texts.attribute}`}
        value={test.name}
        placeholder={texts.attribute}
        maxLength={40}
        autoComplete="off"
        error={fieldError(wrong(`${path}.name`))}
        onChange={({ currentTarget: { value } }) => onChange({ ...test, name: value }, 'name')}
      />
      <NativeSelect
        aria-label={`${name}: ${texts.attributeIs}`}
        value={test.is}
        data={Object.entries(texts.comparisons).map(([value, label]) => ({ value, label }))}
        onChange={({ currentTarget: { value } }) => {
          const is = value as Narrow<'attribute'>['is']
          onChange({ ...test, is })
        }}
      />
      {isCompared ? (
        <TextInput
          aria-label={`${name}: ${texts.value}`}
          value={test.value ?? ''}
          placeholder={texts.value}
          maxLength={500}
          error={fieldError(wrong(`${path}.value`))}
          onChange={({ currentTarget: { value } }) => onChange({ ...test, value }, 'value')}
        />
      ) : null}
    </>
  )
}

function ChannelFields({ step, path, test, onChange }: Of<'channel'>) {
  const { steps: texts } = useBotWords()
  const channels = useFeedState((state) => state.channels)
  const channelKinds = useFeedState((state) => state.channelKinds)
  const error = useWrong(step)(`${path}.ids`)
  const offered = [...channels.values()].filter(
    ({ id, state }) => state !== 'disconnected' || test.ids.includes(id),
  )
  return (
    <fieldset className={styles.group}>
      <legend className={styles.help}>{texts.channelsOf}</legend>
      {offered.length === 0 ? <p className={styles.help}>{texts.noChannels}</p> : null}
      {offered.map(({ id }) => (
        <TickBox
          key={id}
          label={channelTitle({ channels, channelKinds }, id)}
          checked={test.ids.includes(id)}
          onChange={(isChecked) =>
            onChange({
              ...test,
              ids: isChecked ? [...test.ids, id] : test.ids.filter((other) => other !== id),
            })
          }
        />
      ))}
      {error ? <p className={styles.wrong}>{error}</p> : null}
    </fieldset>
  )
}

function LanguageField({ step, name, path, test, onChange }: Of<'language'>) {
  const { steps: texts } = useBotWords()
  const error = useWrong(step)(`${path}.is`)
  return (
    <TextInput
      aria-label={`${name}: ${texts.language}`}
      value={test.is}
      maxLength={10}
      autoComplete="off"
      description={error ? undefined : texts.languageHelp}
      error={fieldError(error)}
      onChange={({ currentTarget: { value } }) => onChange({ ...test, is: value }, 'language')}
    />
  )
}

/** What a condition of a kind begins with, so that it can be kept as it is. */
function useFirstTest(): (kind: TestKind) => ScenarioTest {
  const { steps: texts } = useBotWords()
  const { drawing } = useBuilder()
  const channels = useFeedState((state) => state.channels)
  return (kind) => {
    switch (kind) {
      case 'attribute': {
        const [name = texts.first.answer] = keptNames(drawing.scenario)
        return { of: 'attribute', name, is: 'known' }
      }
      case 'schedule':
        return { of: 'schedule', is: 'open' }
      case 'contact':
        return { of: 'contact', is: 'new' }
      case 'language':
        return { of: 'language', is: 'ru' }
      case 'channel': {
        const connected = [...channels.values()].find(({ state }) => state !== 'disconnected')
        return { of: 'channel', ids: connected ? [connected.id] : [] }
      }
    }
  }
}
