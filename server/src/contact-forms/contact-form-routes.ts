import type { App } from '../http/index.ts'
import { type Answering, answerRoutes } from './answer-routes.ts'
import { type Asking, sendFormRoute } from './send-form-route.ts'

/** The customer is asked for a name, a phone, an e-mail: on a page of ours, by a signed link. */
export function contactFormRoutes(app: App, world: Asking & Answering): void {
  sendFormRoute(app, world)
  answerRoutes(app, world)
}
