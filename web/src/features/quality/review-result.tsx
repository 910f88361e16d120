import { Textarea } from '@mantine/core'
import type { Review } from '@otklik/protocol/reports'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'

import { BusyButton } from '../../ui/busy-button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { fieldError } from '../../ui/field-error.tsx'
import { fieldErrors, formError } from '../../ui/form-failure.ts'
import { Notice } from '../../ui/notice.tsx'
import { useSession } from '../session/index.ts'
import { Block } from '../settings-shell/index.ts'
import { replyToReview } from './api/quality.ts'
import { AppealButton } from './appeal-button.tsx'
import { CriterionResult } from './criterion-field.tsx'
import { AppealBlock } from './decision-form.tsx'
import styles from './review.module.css'
import tables from './tables.module.css'
import { useNames } from './use-names.ts'

/** A review that is done: what it came to, why, and what its operator says to it. */
export function ReviewResult({ review }: { review: Review }) {
  const { words, operator, percent, about, moment } = useNames()
  const isMine = useSession().operator.id === review.operatorId
  const of = { kind: 'review', id: review.id } as const
  const { scorecard, conversation } = review
  return (
    <>
      <Block title={words.review.result}>
        <p className={styles.score}>
          <span className={styles.figure} data-bad={review.isCritical || undefined}>
            {review.score === undefined ? '—' : percent(review.score)}
          </span>
          {review.isCritical ? <Chip tone="danger">{words.review.critical}</Chip> : null}
          {review.isCounted || review.isCalibration ? null : <Chip>{words.review.notCounted}</Chip>}
        </p>
        {review.summary ? <p className={styles.said}>{review.summary}</p> : null}
        <p className={tables.quiet}>
          {words.review.by(operator(review.reviewerId))}
          {review.endedAt ? ` · ${moment(review.endedAt)}` : null} ·{' '}
          {words.review.edition(scorecard.name, scorecard.edition)}
        </p>
        {isMine && !review.appeal && review.endedAt ? (
          <div className={styles.acts}>
            <AppealButton of={of} who={about(conversation)} until={review.appealUntil} />
          </div>
        ) : null}
      </Block>
      {review.appeal ? (
        <AppealBlock of={of} operatorId={review.operatorId} appeal={review.appeal} />
      ) : null}
      {scorecard.sections.map((section) => (
        <Block key={section.id} title={section.title}>
          <div>
            {section.criteria.map((criterion) => (
              <CriterionResult
                key={criterion.id}
                criterion={criterion}
                conversationId={conversation.id}
                answer={review.answers[criterion.id]}
              />
            ))}
          </div>
        </Block>
      ))}
      {review.isCalibration ? null : <Reply review={review} isMine={isMine} />}
    </>
  )
}

function Reply({ review, isMine }: { review: Review; isMine: boolean }) {
  const { words, moment } = useNames()
  const client = useQueryClient()
  const [text, setText] = useState('')
  const replying = useMutation({
    mutationFn: () => replyToReview(review.id, text.trim()),
    onSuccess: () => client.invalidateQueries({ queryKey: ['quality'] }),
  })
  if (review.reply) {
    return (
      <Block title={words.review.reply}>
        <p className={styles.said}>{review.reply.text}</p>
        <p className={tables.quiet}>{moment(review.reply.at)}</p>
      </Block>
    )
  }
  if (!isMine || !review.endedAt) return null
  const wrong = fieldErrors(replying.error).text
  const failure = formError(replying.error)
  return (
    <Block title={words.review.reply}>
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (!replying.isPending) replying.mutate()
        }}
      >
        <Textarea
          aria-label={words.review.reply}
          description={wrong ? undefined : words.review.replyHelp}
          error={fieldError(wrong)}
          rows={2}
          maxLength={2000}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value)
            replying.reset()
          }}
        />
        {failure ? (
          <Notice tone="danger" isNew>
            {failure}
          </Notice>
        ) : null}
        <div className={styles.acts}>
          <BusyButton
            type="submit"
            variant="default"
            label={words.review.sendReply}
            isBusy={replying.isPending}
          />
        </div>
      </form>
    </Block>
  )
}
