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

import { request } from '../../../api/request.ts'

const root = '/api/v1/quality'
const asks = <Answer>(path: string, query?: Record<string, string>) =>
  queryOptions({
    queryKey: ['quality', path, query],
    queryFn: ({ signal }) => request<Answer>(`${root}${path}`, { signal, ...(query && { query }) }),
  })

export const queueQuery = asks<SampleQueue>('/queue')
export const cardsQuery = asks<Scorecard[]>('/scorecards')
export const rulesQuery = asks<SamplingRule[]>('/sampling-rules')
export const settingsQuery = asks<QualitySettings>('/settings')
export const calibrationsQuery = asks<Calibration[]>('/calibrations')
export const calibrationQuery = (id: string) => asks<Calibration>(`/calibrations/${id}`)
export const reviewQuery = (id: string) => asks<Review>(`/reviews/${id}`)
export const appealsQuery = (state: 'open' | 'decided') => asks<AppealCase[]>('/appeals', { state })
export const resultsQuery = (period: QualityPeriod) => asks<QualityFigures[]>('/results', period)
export const operatorQuery = (operatorId: string, period: QualityPeriod) =>
  asks<OperatorQuality>(`/results/${operatorId}`, period)

const sends = <Answer>(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown) =>
  request<Answer>(path, { method, ...(body !== undefined && { body }) })

export const beginReview = (sampleId: string) =>
  sends<Review>('POST', `${root}/reviews`, { sampleId })
export const keepDraft = (id: string, body: WriteReviewRequest) =>
  sends<Review>('PATCH', `${root}/reviews/${id}`, body)
export const completeReview = (id: string, body: WriteReviewRequest) =>
  sends<Review>('POST', `${root}/reviews/${id}/completion`, body)
export const dropReview = (id: string) => sends<void>('DELETE', `${root}/reviews/${id}`)
export const markReviewRead = (id: string) => sends<void>('PUT', `${root}/reviews/${id}/reading`)
export const markRatingsRead = () => sends<void>('PUT', `${root}/ratings/reading`)
export const replyToReview = (id: string, text: string) =>
  sends<Review>('PUT', `${root}/reviews/${id}/reply`, { text })

/** What can be appealed: a customer's mark, by its conversation, or a review. */
export interface Appealed {
  kind: 'rating' | 'review'
  id: string
}
const appealPath = ({ kind, id }: Appealed) =>
  kind === 'rating' ? `/api/v1/conversations/${id}/rating/appeal` : `${root}/reviews/${id}/appeal`
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
  sends<Scorecard>('PATCH', `${root}/scorecards/${id}`, body)
export const createRule = (body: CreateSamplingRuleRequest) =>
  sends<SamplingRule>('POST', `${root}/sampling-rules`, body)
export const editRule = (id: string, body: CreateSamplingRuleRequest & { version: number }) =>
  sends<SamplingRule>('PUT', `${root}/sampling-rules/${id}`, body)
export const deleteRule = (id: string) => sends<void>('DELETE', `${root}/sampling-rules/${id}`)
export const editSettings = (body: QualitySettings) =>
  sends<QualitySettings>('PUT', `${root}/settings`, body)
