import { NativeSelect, TextInput } from '@mantine/core'
import { RATING_TEXT_LIMIT } from '@otklik/protocol/limits'

import { ChoiceList } from '../../ui/choice-list.tsx'
import { codePoints } from '../../ui/code-points.ts'
import { CountedText } from '../../ui/counted-text.tsx'
import { fieldError } from '../../ui/field-error.tsx'
import { Switch, SwitchInput } from '../../ui/switch.tsx'
import { useWords } from '../../words/index.ts'
import { type Editing, fieldId } from '../editing/index.ts'
import { Block } from '../settings-shell/index.ts'
import styles from './channel-groups.module.css'
import type { GroupValues } from './group-values.ts'

type Edit = { edit: Editing<GroupValues> }

/** «Клиентская оценка качества»: what is asked, how often, and whom a low mark is told to. */
export function RatingBlock({ edit }: Edit) {
  const { channelGroups: words } = useWords()
  const { values } = edit
  const isOn = values['rating.isOn']
  return (
    <Block
      title={words.rating}
      help={isOn ? words.ratingHelp : words.ratingOff}
      aside={
        <SwitchInput
          name={words.rating}
          isOn={isOn}
          onChange={(next) => edit.change({ 'rating.isOn': next })}
        />
      }
    >
      {isOn ? (
        <>
          <ChoiceList
            legend={words.scale}
            value={values['rating.scale']}
            choices={(['stars', 'thumbs'] as const).map((value) => ({
              value,
              label: words.scales[value],
            }))}
            onChange={(scale) => edit.change({ 'rating.scale': scale })}
          />
          <Text edit={edit} name="question" />
          <Text edit={edit} name="commentQuestion" />
          <Text edit={edit} name="thanks" />
          <Hours edit={edit} name="everyHours" />
          <Hours edit={edit} name="awaitHours" />
          <Switch
            label={words.asksAfterTimeout}
            help={words.asksAfterTimeoutHelp}
            isOn={values['rating.asksAfterTimeout']}
            onChange={(next) => edit.change({ 'rating.asksAfterTimeout': next })}
          />
          <LowScore edit={edit} />
          <p className={styles.quiet}>{words.neverAsked}</p>
        </>
      ) : null}
    </Block>
  )
}

function Text({ edit, name }: Edit & { name: 'question' | 'commentQuestion' | 'thanks' }) {
  const { channelGroups: words } = useWords()
  const path = `rating.${name}` as const
  const value = edit.values[path]
  return (
    <CountedText
      id={fieldId(path)}
      label={words.texts[name]}
      help={words.textsHelp[name]}
      value={value}
      length={codePoints(value)}
      limit={RATING_TEXT_LIMIT}
      error={edit.errors[path]}
      onChange={(text) => edit.change({ [path]: text })}
    />
  )
}

function Hours({ edit, name }: Edit & { name: 'everyHours' | 'awaitHours' }) {
  const { channelGroups: words } = useWords()
  const path = `rating.${name}` as const
  const error = edit.errors[path]
  return (
    <TextInput
      id={fieldId(path)}
      className={styles.number ?? ''}
      inputMode="numeric"
      label={words.hours[name]}
      description={error ? undefined : words.hoursHelp[name]}
      error={fieldError(error)}
      value={edit.values[path]}
      onChange={(event) => edit.change({ [path]: event.currentTarget.value })}
    />
  )
}

/** Of two thumbs only the lower one is low. */
function LowScore({ edit }: Edit) {
  const { channelGroups: words } = useWords()
  const marks = edit.values['rating.scale'] === 'stars' ? ['0', '1', '2', '3', '4'] : ['0', '1']
  const value = edit.values['rating.lowScore']
  return (
    <NativeSelect
      id={fieldId('rating.lowScore')}
      className={styles.number ?? ''}
      label={words.lowScore}
      description={words.lowScoreHelp}
      value={marks.includes(value) ? value : '1'}
      data={marks.map((mark) => ({
        value: mark,
        label: words.lowScores(mark, edit.values['rating.scale']),
      }))}
      onChange={(event) => edit.change({ 'rating.lowScore': event.currentTarget.value })}
    />
  )
}
