import { z } from 'zod'

import { id, moment } from './people.ts'

const name = z.string().trim().min(1).max(80)
const words = z.string().trim().min(1).max(2000)
const day = z.iso.date()

/** How a criterion is answered: yes or no, or 0 to 5. */
export const criterionScale = z.enum(['yes-no', 'five'])
export type CriterionScale = z.output<typeof criterionScale>

export const criterion = z.strictObject({
  id,
  title: z.string().trim().min(1).max(200),
  help: z.string().trim().max(500).default(''),
  /** What it counts for beside the others. */
  weight: z.int().min(1).max(100),
  scale: criterionScale,
  /** Answered with «нет» or 0, it makes the whole result 0. */
  isCritical: z.boolean(),
  /** «Не применимо» may be chosen; it counts for nothing then. */
  mayNotApply: z.boolean(),
})
export type Criterion = z.output<typeof criterion>

export const scorecardSection = z.strictObject({
  id,
  title: z.string().trim().min(1).max(120),
  criteria: z.array(criterion).min(1).max(40),
})
export type ScorecardSection = z.output<typeof scorecardSection>

const sections = z.array(scorecardSection).min(1).max(20)

/** «Чек-лист»: what conversations are reviewed by. Each change makes a new edition. */
export const scorecard = z.object({
  id,
  version: z.int(),
  name: z.string(),
  edition: z.int(),
  sections: z.array(scorecardSection),
  /** No new reviews are made by it. */
  isArchived: z.boolean(),
})
export type Scorecard = z.output<typeof scorecard>

export const createScorecardRequest = z.strictObject({ name, sections })
export type CreateScorecardRequest = z.input<typeof createScorecardRequest>
/** Only what is given changes. Reviews that were made keep the edition they were made by. */
export const editScorecardRequest = z.strictObject({
  version: z.int(),
  name: name.optional(),
  sections: sections.optional(),
  isArchived: z.boolean().optional(),
})
export type EditScorecardRequest = z.input<typeof editScorecardRequest>

/** `random` is drawn when a week is over; the others as soon as it happens. */
export const samplingKind = z.enum(['random', 'low-rating', 'long', 'escalated'])
export type SamplingKind = z.output<typeof samplingKind>

/** «Правило отбора»: which closed conversations are put before reviewers. */
export const samplingRule = z.object({
  id,
  version: z.int(),
  name: z.string(),
  isOn: z.boolean(),
  kind: samplingKind,
  scorecardId: id,
  /** Of each operator in a week at most. */
  perOperator: z.int(),
  /** Of `low-rating`: marks up to it. */
  lowScore: z.int().optional(),
  /** Of `long`: so many messages of people at least. */
  leastMessages: z.int().optional(),
  /** Absent for every team. */
  teamIds: z.array(id).optional(),
  /** The first and the last day whose conversations count, where the company is. */
  from: day,
  until: day.optional(),
})
export type SamplingRule = z.output<typeof samplingRule>

const samplingFields = {
  name,
  isOn: z.boolean(),
  kind: samplingKind,
  scorecardId: id,
  perOperator: z.int().min(1).max(50),
  lowScore: z.int().min(1).max(4).optional(),
  leastMessages: z.int().min(2).max(1000).optional(),
  teamIds: z.array(id).min(1).max(100).optional(),
  from: day,
  until: day.optional(),
}
export const createSamplingRuleRequest = z.strictObject(samplingFields)
export type CreateSamplingRuleRequest = z.input<typeof createSamplingRuleRequest>
/** All of it anew: a field that is left out is chosen no more. */
export const editSamplingRuleRequest = z.strictObject({ version: z.int(), ...samplingFields })

/** Why it is before a reviewer: a rule, somebody's choice, or a calibration. */
export const sampleReason = z.enum([...samplingKind.options, 'chosen', 'calibration'])
export type SampleReason = z.output<typeof sampleReason>

/** What a list shows of a conversation that is reviewed or appealed. */
export const reviewedConversation = z.object({
  id,
  number: z.int(),
  channelId: id,
  contactName: z.string(),
  closedAt: moment.optional(),
})
export type ReviewedConversation = z.output<typeof reviewedConversation>

/** A conversation that waits for this reviewer. */
export const sample = z.object({
  id,
  reason: sampleReason,
  ruleName: z.string().optional(),
  scorecardId: id,
  scorecardName: z.string(),
  conversation: reviewedConversation,
  operatorId: id,
  teamId: id.optional(),
  sampledAt: moment,
  /** The reader's own review, begun and not ended. */
  reviewId: id.optional(),
})
export type Sample = z.output<typeof sample>
export const sampleQueue = z.object({ samples: z.array(sample), total: z.int() })
export type SampleQueue = z.output<typeof sampleQueue>

/** «Выбрать вручную» */
export const chooseSampleRequest = z.strictObject({ conversationId: id, scorecardId: id })

/** `na` is «не применимо»; of a scale of five, the number. */
export const criterionAnswer = z.strictObject({
  value: z.union([z.enum(['yes', 'no', 'na']), z.int().min(0).max(5)]),
  comment: z.string().max(2000).optional(),
  /** The message the comment is about. */
  messageId: id.optional(),
})
export type CriterionAnswer = z.output<typeof criterionAnswer>
/** By the criterion. A comment may be written before its answer is chosen. */
export const reviewAnswers = z
  .record(id, criterionAnswer.partial({ value: true }))
  .refine((answers) => Object.keys(answers).length <= 800)
export type ReviewAnswers = z.output<typeof reviewAnswers>

export const appealDecision = z.enum(['upheld', 'rejected'])
export type AppealDecision = z.output<typeof appealDecision>

/** «Апелляция»: the operator's words and, once somebody has decided, what and why. */
export const appeal = z.object({
  text: z.string(),
  at: moment,
  /** `upheld`: the operator is right, and it counts no more. */
  decision: appealDecision.optional(),
  decisionText: z.string().optional(),
  decidedAt: moment.optional(),
  decidedBy: id.optional(),
})
export type Appeal = z.output<typeof appeal>

export const review = z.object({
  id,
  version: z.int(),
  sampleId: id,
  isCalibration: z.boolean(),
  conversation: reviewedConversation,
  operatorId: id,
  teamId: id.optional(),
  reviewerId: id,
  scorecard: z.object({
    id,
    name: z.string(),
    edition: z.int(),
    sections: z.array(scorecardSection),
  }),
  answers: reviewAnswers,
  summary: z.string(),
  /** Of a hundred; absent until it is done. */
  score: z.number().optional(),
  /** A critical criterion was not met. */
  isCritical: z.boolean(),
  /** Figures have it: it is done, and no appeal has taken it out. */
  isCounted: z.boolean(),
  begunAt: moment,
  endedAt: moment.optional(),
  seenAt: moment.optional(),
  reply: z.object({ text: z.string(), at: moment }).optional(),
  appeal: appeal.optional(),
  /** Until when the operator may appeal. */
  appealUntil: moment.optional(),
})
export type Review = z.output<typeof review>

export const beginReviewRequest = z.strictObject({ sampleId: id })
export const writeReviewRequest = z.strictObject({
  version: z.int(),
  answers: reviewAnswers,
  summary: z.string().trim().max(4000),
})
export type WriteReviewRequest = z.input<typeof writeReviewRequest>

/** An operator's words: an answer to a review, or an appeal. */
export const wordsRequest = z.strictObject({ text: words })
export const decideAppealRequest = z.strictObject({ decision: appealDecision, text: words })

/** «Клиентская оценка» with what became of it. */
export const ratingView = z.object({
  conversation: reviewedConversation,
  operatorId: id.optional(),
  teamId: id.optional(),
  scale: z.enum(['thumbs', 'stars']),
  /** 1 to 5; of two thumbs, 5 and 1. */
  score: z.int(),
  ratedAt: moment,
  comment: z.string().optional(),
  isCounted: z.boolean(),
  seenAt: moment.optional(),
  appeal: appeal.optional(),
  appealUntil: moment.optional(),
})
export type RatingView = z.output<typeof ratingView>

/** What waits for a decision, or had one: of a customer's mark, or of a review. */
export const appealCase = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('rating'), rating: ratingView }),
  z.object({ kind: z.literal('review'), review }),
])
export type AppealCase = z.output<typeof appealCase>
export const appealQuery = z.strictObject({ state: z.enum(['open', 'decided']).default('open') })

/** One conversation, reviewed by two who do not see each other's answers until both have ended. */
export const calibration = z.object({
  sampleId: id,
  conversation: reviewedConversation,
  operatorId: id,
  scorecardName: z.string(),
  sections: z.array(scorecardSection),
  at: moment,
  reviewers: z.array(
    z.object({
      operatorId: id,
      isDone: z.boolean(),
      /** Only once both have ended. */
      review: z
        .object({ id, score: z.number(), answers: reviewAnswers, summary: z.string() })
        .optional(),
    }),
  ),
  /** How many of the criteria both answered alike, of a hundred; absent until both have ended. */
  agreement: z.number().optional(),
})
export type Calibration = z.output<typeof calibration>
export const startCalibrationRequest = z.strictObject({
  conversationId: id,
  scorecardId: id,
  reviewerIds: z.array(id).length(2),
})

/** Days where the company is; both count. */
export const qualityPeriod = z.strictObject({ from: day, until: day })
export type QualityPeriod = z.output<typeof qualityPeriod>

const average = z.number().optional()
/** What a period comes to for one operator; an average of nothing is absent. */
export const qualityFigures = z.object({
  operatorId: id,
  reviews: z.int(),
  average,
  /** The same over the period of the same length before. */
  previousAverage: average,
  /** Reviews in which a critical criterion was not met. */
  criticals: z.int(),
  ratings: z.int(),
  ratingAverage: average,
  appeals: z.int(),
})
export type QualityFigures = z.output<typeof qualityFigures>

export const operatorQuality = z.object({
  figures: qualityFigures,
  /** By weeks, of their Mondays; a week without reviews is left out. */
  weeks: z.array(z.object({ monday: day, reviews: z.int(), average: z.number() })),
  /** Of every criterion that was answered, in the words it has now; the weakest first. */
  criteria: z.array(
    z.object({
      id,
      title: z.string(),
      scorecardName: z.string(),
      answers: z.int(),
      average: z.number(),
    }),
  ),
  reviews: z.array(review),
  ratings: z.array(ratingView),
})
export type OperatorQuality = z.output<typeof operatorQuality>

/** What waits for the reader. */
export const qualityNews = z.object({
  /** Results, marks and decisions of theirs that they have not seen. */
  unseen: z.int(),
  /** For reviewers: conversations and appeals. */
  queue: z.int(),
  appeals: z.int(),
})
export type QualityNews = z.output<typeof qualityNews>

export const qualitySettings = z.object({ version: z.int(), appealDays: z.int() })
export type QualitySettings = z.output<typeof qualitySettings>
export const editQualitySettingsRequest = z.strictObject({
  version: z.int(),
  appealDays: z.int().min(1).max(90),
})

/** The share of its best that an answer is worth; absent where it counts for nothing. */
export function shareOf(value: CriterionAnswer['value'] | undefined): number | undefined {
  if (value === undefined || value === 'na') return undefined
  if (typeof value === 'number') return value / 5
  return value === 'yes' ? 1 : 0
}

/**
 * What a card comes to: the weighted mean of what was answered, of a hundred, to one decimal. A
 * critical criterion that is not met at all makes it 0.
 *
 * @returns no score where nothing that counts has been answered
 */
export function scoreOf(
  parts: readonly ScorecardSection[],
  answers: Readonly<Record<string, { value?: CriterionAnswer['value'] | undefined } | undefined>>,
): { score: number | undefined; isCritical: boolean } {
  let weights = 0
  let sum = 0
  let isCritical = false
  for (const { id: criterionId, weight, isCritical: mustHold } of parts.flatMap(
    ({ criteria }) => criteria,
  )) {
    const share = shareOf(answers[criterionId]?.value)
    if (share === undefined) continue
    weights += weight
    sum += weight * share
    if (mustHold && share === 0) isCritical = true
  }
  if (weights === 0) return { score: undefined, isCritical: false }
  return { score: isCritical ? 0 : Math.round((1000 * sum) / weights) / 10, isCritical }
}
