import type { App } from '../http/index.ts'
import type { QualityParts } from './parts.ts'
import { ratingRoutes } from './rating-routes.ts'
import { resultRoutes } from './result-routes.ts'
import { reviewRoutes } from './review-routes.ts'
import { samplingRoutes } from './sampling-routes.ts'
import { scorecardRoutes } from './scorecard-routes.ts'

export { makeAppeal } from './appeals.ts'
export { drawNow, drawSamples } from './draw-samples.ts'
export type { Acting } from './parts.ts'
export { listQueue } from './samples.ts'
export { createRule } from './sampling-rules.ts'
export { createScorecard, listScorecards } from './scorecards.ts'
export { beginReview, completeReview } from './write-review.ts'

/** «Контроль качества» */
export function qualityRoutes(app: App, parts: QualityParts): void {
  scorecardRoutes(app, parts)
  samplingRoutes(app, parts)
  reviewRoutes(app, parts)
  ratingRoutes(app, parts)
  resultRoutes(app, parts)
}
