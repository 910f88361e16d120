import type {
  AppealCase,
  AppealDecision,
  Calibration,
  CreateSamplingRuleRequest,
  CreateScorecardRequest,
  EditScorecardRequest,
  OperatorQuality,
  QualityFigures,
  QualityPeriod,
  QualitySettings,
  RatingView,
  Review,
  Sample,
  SampleQueue,
  SamplingRule,
  Scorecard,
  WriteReviewRequest,
} from '@otklik/protocol/reports'
import { queryOptions } from '@tanstack/react-query'

import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'

const root = '/api/v1/quality'
const asks = <Answer>(path: string, query?: Record<string, string>) =>
  queryOptions({
    queryKey: ['quality', path, query],
    queryFn: ({ signal }) => request<Answer>(path, { signal, ...(query && { query }) }),
  })

export const queueQuery = asks<SampleQueue>(`${root}/queue`)
export const cardsQuery = asks<Scorecard[]>(`${root}/scorecards`)
export const rulesQuery = asks<SamplingRule[]>(`${root}/sampling-rules`)
export const settingsQuery = asks<QualitySettings>(`${root}/settings`)
export const calibrationsQuery = asks<Calibration[]>(`${root}/calibrations`)
export const calibrationQuery = (id: string) => asks<Calibration>(api`quality/calibrations/${id}`)
export const reviewQuery = (id: string) => asks<Review>(api`quality/reviews/${id}`)
export const appealsQuery = (state: 'open' | 'decided') =>
  asks<AppealCase[]>(`${root}/appeals`, { state })
export const resultsQuery = (period: QualityPeriod) =>
  asks<QualityFigures[]>(`${root}/results`, period)
export const operatorQuery = (operatorId: string, period: QualityPeriod) =>
  asks<OperatorQuality>(api`quality/results/${operatorId}`, period)

const sends = <Answer>(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown) =>
  request<Answer>(path, { method, ...(body !== undefined && { body }) })

export const beginReview = (sampleId: string) =>
  sends<Review>('POST', `${root}/reviews`, { sampleId })
export const keepDraft = (id: string, body: WriteReviewRequest) =>
  sends<Review>('PATCH', api`quality/reviews/${id}`, body)
export const completeReview = (id: string, body: WriteReviewRequest) =>
  sends<Review>('POST', api`quality/reviews/${id}/completion`, body)
export const dropReview = (id: string) => sends<void>('DELETE', api`quality/reviews/${id}`)
export const markReviewRead = (id: string) => sends<void>('PUT', api`quality/reviews/${id}/reading`)
export const markRatingsRead = () => sends<void>('PUT', `${root}/ratings/reading`)
export const replyToReview = (id: string, text: string) =>
  sends<Review>('PUT', api`quality/reviews/${id}/reply`, { text })

/** What can be appealed: a customer's mark, by its conversation, or a review. */
export interface Appealed {
  kind: 'rating' | 'review'
  id: string
}
const appealPath = ({ kind, id }: Appealed) =>
  kind === 'rating' ? api`conversations/${id}/rating/appeal` : api`quality/reviews/${id}/appeal`
export const makeAppeal = (of: Appealed, text: string) =>
  sends<RatingView | Review>('POST', appealPath(of), { text })
export const decideAppeal = (of: Appealed, body: { decision: AppealDecision; text: string }) =>
  sends<RatingView | Review>('POST', `${appealPath(of)}/decision`, body)

export const drawSamples = () => sends<{ drawn: number }>('POST', `${root}/draws`)
export const chooseSample = (body: { conversationId: string; scorecardId: string }) =>
  sends<Sample>('POST', `${root}/samples`, body)
export const startCalibration = (body: {
  conversationId: string
  scorecardId: string
  reviewerIds: string[]
}) => sends<Calibration>('POST', `${root}/calibrations`, body)

export const createCard = (body: CreateScorecardRequest) =>
  sends<Scorecard>('POST', `${root}/scorecards`, body)
export const editCard = (id: string, body: EditScorecardRequest) =>
  sends<Scorecard>('PATCH', api`quality/scorecards/${id}`, body)
export const createRule = (body: CreateSamplingRuleRequest) =>
  sends<SamplingRule>('POST', `${root}/sampling-rules`, body)
export const editRule = (id: string, body: CreateSamplingRuleRequest & { version: number }) =>
  sends<SamplingRule>('PUT', api`quality/sampling-rules/${id}`, body)
export const deleteRule = (id: string) => sends<void>('DELETE', api`quality/sampling-rules/${id}`)
export const editSettings = (body: QualitySettings) =>
  sends<QualitySettings>('PUT', `${root}/settings`, body)
