import { Textarea } from '@mantine/core'
import { fillQuestion, VISIT_NUMBER_VARIABLE } from '@otklik/protocol/visit-number'
import { Link } from '@tanstack/react-router'

import { fieldError } from '../../ui/field-error.tsx'
import { TickBox } from '../../ui/tick-box.tsx'
import { useWords } from '../../words/index.ts'
import { fieldId } from '../editing/index.ts'
import { useModule } from '../modules/index.ts'
import { Block } from '../settings-shell/index.ts'
import styles from './tracking.module.css'
import type { TrackingEditing } from './use-tracking.ts'

/** Stands for a number where a customer's message is shown before there is one. */
const EXAMPLE = 'K7MX-4QTD'

/** WA-20…WA-22, WA-25: off until a dialog widget exchanges data with a counter. */
export function QuestionBlock({ tracking: { edit, stored } }: { tracking: TrackingEditing }) {
  const { tracking: words } = useWords()
  const hasModule = useModule('call-tracking')
  if (!stored) return null
  const { isOn } = edit.values
  return (
    <Block title={words.title} help={words.showsHelp}>
      <TickBox
        id={fieldId('isOn')}
        label={words.shows}
        checked={isOn}
        disabled={Boolean(stored.whyNot) && !isOn}
        onChange={(next) => edit.change({ isOn: next })}
      />
      {stored.whyNot ? (
        <p className={styles.why}>
          {hasModule ? words.unlinked : words.moduleOff}{' '}
          {hasModule ? (
            <Link to="/settings/call-tracking" className={styles.link}>
              {words.unlinkedPath}
            </Link>
          ) : null}
        </p>
      ) : null}
      {fieldError(edit.errors.isOn)}
      {stored.carries === 'text' && isOn ? (
        <Question
          value={edit.values.question}
          error={edit.errors.question}
          onChange={(question) => edit.change({ question })}
        />
      ) : null}
    </Block>
  )
}

interface QuestionProps {
  value: string
  error: string | undefined
  onChange: (question: string) => void
}

/** The variable stands between two fields: nothing that is typed or deleted can take it away. */
function Question({ value, error, onChange }: QuestionProps) {
  const { tracking: words } = useWords()
  const place = value.indexOf(VISIT_NUMBER_VARIABLE)
  const before = place < 0 ? value : value.slice(0, place)
  const after = place < 0 ? '' : value.slice(place + VISIT_NUMBER_VARIABLE.length)
  const change = (next: { before: string; after: string }) =>
    onChange(next.before + VISIT_NUMBER_VARIABLE + next.after)
  return (
    <fieldset className={styles.group}>
      <legend>{words.question}</legend>
      <p className={styles.help}>{words.questionHelp}</p>
      <div className={styles.sentence}>
        <Textarea
          id={fieldId('question')}
          aria-label={words.before}
          value={before}
          autosize
          minRows={2}
          onChange={(event) => change({ before: event.currentTarget.value, after })}
        />
        <span className={styles.chip}>{words.chip}</span>
        <Textarea
          aria-label={words.after}
          value={after}
          autosize
          minRows={2}
          onChange={(event) => change({ before, after: event.currentTarget.value })}
        />
      </div>
      {fieldError(error)}
      <p className={styles.help}>
        {words.preview} <q className={styles.quoted}>{fillQuestion(value, EXAMPLE)}</q>
      </p>
    </fieldset>
  )
}
