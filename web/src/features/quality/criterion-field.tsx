import { Textarea } from '@mantine/core'
import type { Criterion, CriterionAnswer, ReviewAnswers } from '@otklik/protocol/reports'
import { type KeyboardEvent, useId, useState } from 'react'

import { Chip } from '../../ui/chip.tsx'
import { TextButton } from '../../ui/text-button.tsx'
import { requestJump } from '../transcript/index.ts'
import styles from './criterion-field.module.css'
import { MessageSelect } from './message-select.tsx'
import tables from './tables.module.css'
import { useNames } from './use-names.ts'

type Answer = ReviewAnswers[string]
type Value = CriterionAnswer['value']

interface CriterionFieldProps {
  criterion: Criterion
  conversationId: string
  answer: Answer | undefined
  /** Nothing was chosen, and the review was to end. */
  error: string | undefined
  onAnswer: (change: Answer) => void
}

/** One criterion: its answer by mouse or keys, a comment, and the message it is about. */
export function CriterionField(props: CriterionFieldProps) {
  const { criterion, conversationId, answer, error, onAnswer } = props
  const { words } = useNames()
  const name = useId()
  const [isOpen, setOpen] = useState(Boolean(answer?.comment || answer?.messageId))
  const options = optionsOf(criterion)
  return (
    <fieldset
      className={styles.criterion}
      aria-describedby={`${name}-help`}
      data-criterion
      onKeyDown={(event) => onKey(event, options, (value) => onAnswer({ value }))}
    >
      <legend className={styles.title}>
        {criterion.title}
        <span className={styles.weight}>{words.review.weight(criterion.weight)}</span>
        {criterion.isCritical ? (
          <span title={words.review.criticalHelp}>
            <Chip tone="warn">{words.review.critical}</Chip>
          </span>
        ) : null}
      </legend>
      <p id={`${name}-help`} className={error ? styles.error : styles.help}>
        {error ?? criterion.help}
      </p>
      <div className={styles.options}>
        {options.map((value) => (
          <label key={value} className={styles.option}>
            <input
              type="radio"
              name={name}
              className={styles.radio}
              checked={answer?.value === value}
              onChange={() => onAnswer({ value })}
            />
            {typeof value === 'number' ? value : words.review[value]}
          </label>
        ))}
      </div>
      {isOpen ? (
        <div className={styles.words}>
          <Textarea
            aria-label={words.review.comment(criterion.title)}
            placeholder={words.review.addComment}
            rows={2}
            maxLength={2000}
            value={answer?.comment ?? ''}
            onChange={(event) => onAnswer({ comment: event.currentTarget.value })}
          />
          <MessageSelect
            label={words.review.message(criterion.title)}
            conversationId={conversationId}
            value={answer?.messageId}
            onChange={(messageId) => onAnswer({ messageId })}
          />
          {answer?.messageId ? (
            <TextButton
              onClick={() => requestJump({ conversationId, messageId: answer.messageId! })}
            >
              {words.review.showMessage}
            </TextButton>
          ) : null}
        </div>
      ) : (
        <TextButton
          aria-label={words.review.addCommentTo(criterion.title)}
          onClick={() => setOpen(true)}
        >
          {words.review.addComment}
        </TextButton>
      )}
    </fieldset>
  )
}

function optionsOf({ scale, mayNotApply }: Criterion): Value[] {
  const own: Value[] = scale === 'five' ? [0, 1, 2, 3, 4, 5] : ['yes', 'no']
  return mayNotApply ? [...own, 'na'] : own
}

/** A digit answers, Enter goes on: a card is filled in without leaving the row of digits. */
function onKey(
  event: KeyboardEvent<HTMLFieldSetElement>,
  options: readonly Value[],
  choose: (value: Value) => void,
): void {
  const target = event.target as HTMLElement
  if (!(target instanceof HTMLInputElement) || target.type !== 'radio') return
  if (event.ctrlKey || event.metaKey || event.altKey) return
  const value = meantBy(event.key, options)
  if (value !== undefined) {
    event.preventDefault()
    event.stopPropagation()
    choose(value)
    const radios = event.currentTarget.querySelectorAll<HTMLInputElement>('input[type="radio"]')
    radios[options.indexOf(value)]?.focus()
  } else if (event.key === 'Enter') {
    event.preventDefault()
    goOn(event.currentTarget)
  }
}

function meantBy(key: string, options: readonly Value[]): Value | undefined {
  const isDigits = typeof options[0] === 'number'
  const meant: Value | undefined =
    key === '-' || key === '−'
      ? 'na'
      : !/^[0-5]$/.test(key)
        ? undefined
        : isDigits
          ? Number(key)
          : ({ 1: 'yes', 0: 'no' } as const)[key]
  return meant !== undefined && options.includes(meant) ? meant : undefined
}

/** To the answer of the next criterion, or what follows the last. */
function goOn(from: HTMLElement): void {
  const all = [...document.querySelectorAll<HTMLElement>('[data-criterion]')]
  const next = all[all.indexOf(from) + 1]
  const target = next
    ? (next.querySelector<HTMLElement>('input:checked') ?? next.querySelector<HTMLElement>('input'))
    : document.querySelector<HTMLElement>('[data-summary]')
  target?.focus()
}

/** The same, once it is done: the answer and the words about it. */
export function CriterionResult(
  props: Pick<CriterionFieldProps, 'criterion' | 'conversationId' | 'answer'>,
) {
  const { criterion, conversationId, answer } = props
  const { words } = useNames()
  const value = answer?.value
  const isLow = value === 'no' || (typeof value === 'number' && value < 3)
  return (
    <div className={styles.criterion}>
      <div className={styles.line}>
        <span className={styles.grow}>
          {criterion.title}
          <span className={styles.weight}>{words.review.weight(criterion.weight)}</span>
        </span>
        <span className={styles.value} data-low={isLow || undefined}>
          {value === undefined ? '—' : typeof value === 'number' ? value : words.review[value]}
        </span>
      </div>
      {answer?.comment ? <p className={styles.said}>{answer.comment}</p> : null}
      {answer?.messageId ? (
        <TextButton
          className={tables.second}
          onClick={() => requestJump({ conversationId, messageId: answer.messageId! })}
        >
          {words.review.showMessage}
        </TextButton>
      ) : null}
    </div>
  )
}
