import type { Review } from '@otklik/protocol/reports'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useEffect } from 'react'

import { isMissing } from '../../ui/is-missing.ts'
import { StateView } from '../../ui/state-view.tsx'
import { useSession } from '../session/index.ts'
import { markReviewRead, reviewQuery } from './api/quality.ts'
import { AskView } from './ask-view.tsx'
import { BesideTranscript } from './beside-transcript.tsx'
import styles from './quality-page.module.css'
import { ReviewForm } from './review-form.tsx'
import { ReviewResult } from './review-result.tsx'
import { useNames } from './use-names.ts'

/** One review: filled in by its reviewer, then read by the operator and by other reviewers. */
export function ReviewPage() {
  const { words } = useNames()
  const { reviewId } = useParams({ from: '/signed-in/quality/reviews/$reviewId' })
  const asked = useQuery({ ...reviewQuery(reviewId), retry: false })
  if (asked.data) return <Opened key={asked.data.id} review={asked.data} />
  return (
    <main className={styles.page} aria-label={words.title}>
      {isMissing(asked.error) ? (
        <StateView icon="lock" title={words.review.gone} help={words.review.goneHelp} />
      ) : (
        <AskView of={asked}>{() => null}</AskView>
      )}
    </main>
  )
}

function Opened({ review }: { review: Review }) {
  const { words, about } = useNames()
  const me = useSession().operator.id
  const isMine = review.operatorId === me
  const isUnread = isMine && !review.seenAt
  useEffect(() => {
    if (isUnread) void markReviewRead(review.id).catch(() => undefined)
  }, [isUnread, review.id])
  const isDraft = !review.endedAt && review.reviewerId === me
  return (
    <BesideTranscript
      title={words.review.title(about(review.conversation))}
      conversationId={review.conversation.id}
      backTo={isMine ? 'own' : review.isCalibration ? 'calibrations' : 'queue'}
    >
      {isDraft ? <ReviewForm review={review} /> : <ReviewResult review={review} />}
    </BesideTranscript>
  )
}
