import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useId } from 'react'

import { codePoints } from '../../ui/code-points.ts'
import { CountedText } from '../../ui/counted-text.tsx'
import { fieldError } from '../../ui/field-error.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Icon } from '../../ui/icons.tsx'
import { useWords } from '../../words/index.ts'
import { type Errors, fieldId } from '../editing/index.ts'
import styles from './replies.module.css'
import { type DelayUnit, MOST_REPLIES, nextReply, type ReplyDraft } from './replies-draft.ts'

interface ReplyListProps {
  replies: readonly ReplyDraft[]
  errors: Errors
  onChange: (replies: ReplyDraft[]) => void
}

/** Text and delay of each, in the order of their delays as they were opened (COM-32, COM-33). */
export function ReplyList({ replies, errors, onChange }: ReplyListProps) {
  const { channelRules: words } = useWords()
  const isFull = replies.length >= MOST_REPLIES
  const add = () => {
    if (isFull) return
    const index = replies.length
    onChange([...replies, nextReply(replies, crypto.randomUUID())])
    requestAnimationFrame(() => document.getElementById(pathId(index, 'text'))?.focus())
  }
  return (
    <>
      {replies.length === 0 ? <p className={styles.help}>{words.repliesEmpty}</p> : null}
      <ol className={styles.list}>
        {replies.map((reply, index) => (
          <ReplyItem
            key={reply.key}
            reply={reply}
            index={index}
            errors={errors}
            onChange={(changed) => onChange(replies.with(index, { ...reply, ...changed }))}
            onRemove={() => onChange(replies.filter((_, other) => other !== index))}
          />
        ))}
      </ol>
      <div>
        <Button
          variant="default"
          leftSection={<Icon name="plus" />}
          aria-disabled={isFull || undefined}
          onClick={add}
        >
          {words.addReply}
        </Button>
        {isFull ? <p className={styles.help}>{words.repliesFull}</p> : null}
      </div>
    </>
  )
}

function pathId(index: number, name: 'text' | 'delayS'): string {
  return fieldId(`replies.${index}.${name}`)
}

interface ReplyItemProps {
  reply: ReplyDraft
  index: number
  errors: Errors
  onChange: (changed: Partial<ReplyDraft>) => void
  onRemove: () => void
}

function ReplyItem({ reply, index, errors, onChange, onRemove }: ReplyItemProps) {
  const { channelRules: words } = useWords()
  const length = codePoints(reply.text)
  return (
    <li className={styles.reply}>
      <div className={styles.head}>
        <h3 className={styles.title}>{words.reply(index + 1)}</h3>
        <IconButton icon="trash" label={words.removeReply(index + 1)} onClick={onRemove} />
      </div>
      <CountedText
        id={pathId(index, 'text')}
        label={words.replyText}
        value={reply.text}
        length={length}
        limit={1000}
        isCounterShown={length > 800}
        error={errors[`replies.${index}.text`]}
        onChange={(text) => onChange({ text })}
      />
      <DelayField
        reply={reply}
        index={index}
        error={errors[`replies.${index}.delayS`]}
        onChange={onChange}
      />
    </li>
  )
}

interface DelayFieldProps extends Pick<ReplyItemProps, 'reply' | 'index' | 'onChange'> {
  error: string | undefined
}

function DelayField({ reply, index, error, onChange }: DelayFieldProps) {
  const { channelRules: words } = useWords()
  const errorId = useId()
  const id = pathId(index, 'delayS')
  const units: DelayUnit[] = ['seconds', 'minutes', 'hours']
  return (
    <div>
      <label className={styles.label} htmlFor={id}>
        {words.replyDelay}
      </label>
      <div className={styles.delay}>
        <TextInput
          id={id}
          value={reply.delay}
          inputMode="numeric"
          autoComplete="off"
          error={Boolean(error)}
          aria-describedby={error ? errorId : undefined}
          onChange={(event) => onChange({ delay: event.currentTarget.value })}
        />
        <NativeSelect
          aria-label={words.replyUnit(index + 1)}
          value={reply.unit}
          data={units.map((unit) => ({ value: unit, label: words.units[unit] }))}
          onChange={(event) => onChange({ unit: event.currentTarget.value as DelayUnit })}
        />
      </div>
      {error ? (
        <p id={errorId} className={styles.below}>
          {fieldError(error)}
        </p>
      ) : null}
    </div>
  )
}
