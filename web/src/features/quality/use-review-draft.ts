import type { Review, ReviewAnswers } from '@otklik/protocol/reports'
import { useEffect, useRef, useState } from 'react'

import { useSettled } from '../../ui/use-settled.ts'
import { completeReview, keepDraft } from './api/quality.ts'

export interface ReviewDraft {
  answers: ReviewAnswers
  summary: string
  state: 'saved' | 'saving' | 'failed'
  answer(criterionId: string, change: ReviewAnswers[string]): void
  summarize(text: string): void
  complete(): Promise<Review>
}

interface Writing {
  answers: ReviewAnswers
  summary: string
}

const AFTER_MS = 600

/** What is typed is kept on the server by itself, one save at a time. */
export function useReviewDraft(review: Review): ReviewDraft {
  const [writing, setWriting] = useState<Writing>({
    answers: review.answers,
    summary: review.summary,
  })
  const [state, setState] = useState<ReviewDraft['state']>('saved')
  const saves = useRef({
    version: review.version,
    written: JSON.stringify(writing),
    last: Promise.resolve(),
    wanted: writing,
  }).current
  saves.wanted = writing

  const save = useRef(() => {
    saves.last = saves.last
      .then(async () => {
        const wanted = saves.wanted
        if (JSON.stringify(wanted) === saves.written) return
        setState('saving')
        const { version } = await keepDraft(review.id, { version: saves.version, ...wanted })
        Object.assign(saves, { version, written: JSON.stringify(wanted) })
        setState('saved')
      })
      .catch(() => setState('failed'))
    return saves.last
  }).current

  const settled = useSettled(writing, AFTER_MS)
  // biome-ignore lint/correctness/useExhaustiveDependencies: that it has settled is the reason to save
  useEffect(() => void save(), [settled, save])
  // Whoever leaves in the middle of a word finds it again.
  useEffect(() => () => void save(), [save])

  return {
    ...writing,
    state,
    answer: (criterionId, change) =>
      setWriting(({ answers, summary }) => ({
        summary,
        answers: { ...answers, [criterionId]: clean({ ...answers[criterionId], ...change }) },
      })),
    summarize: (summary) => setWriting(({ answers }) => ({ answers, summary })),
    async complete() {
      await saves.last
      const done = await completeReview(review.id, { version: saves.version, ...saves.wanted })
      saves.written = JSON.stringify(saves.wanted)
      return done
    },
  }
}

/** Without what is empty: an empty comment is none. */
function clean({ value, comment, messageId }: ReviewAnswers[string]): ReviewAnswers[string] {
  return {
    ...(value !== undefined && { value }),
    ...(comment && { comment }),
    ...(messageId && { messageId }),
  }
}
