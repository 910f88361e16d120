import { Textarea } from '@mantine/core'
import { type Review, scoreOf } from '@otklik/protocol/reports'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'

import { BusyButton } from '../../ui/busy-button.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { fieldErrors, formError } from '../../ui/form-failure.ts'
import { Notice } from '../../ui/notice.tsx'
import { TextButton } from '../../ui/text-button.tsx'
import { Block } from '../settings-shell/index.ts'
import { dropReview, reviewQuery } from './api/quality.ts'
import { CriterionField } from './criterion-field.tsx'
import styles from './review.module.css'
import tables from './tables.module.css'
import { useNames } from './use-names.ts'
import { type ReviewDraft, useReviewDraft } from './use-review-draft.ts'

/** The card while it is filled in; what it comes to is said with every answer. */
export function ReviewForm({ review }: { review: Review }) {
  const { words, operator } = useNames()
  const client = useQueryClient()
  const draft = useReviewDraft(review)
  const completing = useMutation({
    mutationFn: () => draft.complete(),
    onSuccess(done) {
      client.setQueryData(reviewQuery(review.id).queryKey, done)
      return client.invalidateQueries({ queryKey: ['quality'] })
    },
  })
  const errors = fieldErrors(completing.error)
  const failure = formError(completing.error)
  const form = useRef<HTMLFormElement>(null)
  const { error } = completing
  useEffect(() => {
    if (error) form.current?.querySelector<HTMLElement>('[data-wrong] input')?.focus()
  }, [error])
  const { conversation, scorecard } = review
  return (
    <form
      ref={form}
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!completing.isPending) completing.mutate()
      }}
    >
      <p className={tables.quiet}>
        {operator(review.operatorId)} · {words.review.edition(scorecard.name, scorecard.edition)}
      </p>
      {scorecard.sections.map((section) => (
        <Block key={section.id} title={section.title}>
          <div>
            {section.criteria.map((criterion) => {
              const wrong = errors[`answers.${criterion.id}`]
              const isAnswered = draft.answers[criterion.id]?.value !== undefined
              return (
                <div key={criterion.id} data-wrong={(wrong && !isAnswered) || undefined}>
                  <CriterionField
                    criterion={criterion}
                    conversationId={conversation.id}
                    answer={draft.answers[criterion.id]}
                    error={isAnswered ? undefined : wrong}
                    onAnswer={(change) => draft.answer(criterion.id, change)}
                  />
                </div>
              )
            })}
          </div>
        </Block>
      ))}
      <Block title={words.review.summary} help={words.review.summaryHelp}>
        <Textarea
          aria-label={words.review.summary}
          data-summary
          rows={3}
          maxLength={4000}
          value={draft.summary}
          onChange={(event) => draft.summarize(event.currentTarget.value)}
        />
      </Block>
      <footer className={styles.foot}>
        <ResultNow review={review} draft={draft} />
        {failure ? (
          <Notice tone="danger" isNew>
            {failure}
          </Notice>
        ) : null}
        <div className={styles.acts}>
          <BusyButton
            type="submit"
            label={words.review.complete}
            busyLabel={words.review.completing}
            isBusy={completing.isPending}
          />
          <DropButton reviewId={review.id} />
        </div>
        <p className={tables.quiet}>
          {review.isCalibration ? words.review.calibrationHelp : words.review.completeHelp}.{' '}
          {words.review.keys}
        </p>
        <p className={tables.quiet} role="status">
          {draft.state === 'failed'
            ? words.review.notSaved
            : draft.state === 'saving'
              ? words.review.saving
              : words.review.saved}
        </p>
      </footer>
    </form>
  )
}

function ResultNow({ review, draft }: { review: Review; draft: ReviewDraft }) {
  const { words, percent } = useNames()
  const { sections } = review.scorecard
  const { score, isCritical } = scoreOf(sections, draft.answers)
  const left = sections
    .flatMap(({ criteria }) => criteria)
    .filter(({ id }) => draft.answers[id]?.value === undefined).length
  return (
    <p className={styles.now} data-bad={isCritical || undefined}>
      {isCritical
        ? words.review.isZero
        : score === undefined
          ? words.review.noResult
          : words.review.resultNow(percent(score))}
      {left > 0 ? <span className={tables.second}>{words.review.left(left)}</span> : null}
    </p>
  )
}

function DropButton({ reviewId }: { reviewId: string }) {
  const { words } = useNames()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [isAsking, setAsking] = useState(false)
  const dropping = useMutation({
    mutationFn: () => dropReview(reviewId),
    async onSuccess() {
      await navigate({ to: '/quality', search: { part: 'queue' } })
      client.removeQueries({ queryKey: reviewQuery(reviewId).queryKey })
      await client.invalidateQueries({ queryKey: ['quality'] })
    },
  })
  return (
    <>
      <TextButton onClick={() => setAsking(true)}>{words.review.drop}</TextButton>
      <ConfirmDialog
        title={words.review.dropTitle}
        confirm={words.review.drop}
        refuse={words.review.keep}
        isOpen={isAsking}
        isBusy={dropping.isPending}
        failure={dropping.error}
        onConfirm={() => dropping.mutate()}
        onClose={() => setAsking(false)}
      >
        {words.review.dropHelp}
      </ConfirmDialog>
    </>
  )
}
