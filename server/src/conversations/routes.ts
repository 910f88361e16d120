import type { App } from '../http/index.ts'
import { beginRoutes } from './begin-routes.ts'
import { bulkRoutes } from './bulk-routes.ts'
import { type ConversationWorld, createDesk } from './desk.ts'
import { holdingRoutes } from './holding-routes.ts'
import { labellingRoutes } from './labelling-routes.ts'
import { messageRoutes } from './message-routes.ts'
import { plannedRoutes } from './planned-routes.ts'
import { readingRoutes } from './reading-routes.ts'

/** Reading conversations and acting in them. */
export function conversationRoutes(app: App, world: ConversationWorld): void {
  const desk = createDesk(world)
  readingRoutes(app, desk)
  messageRoutes(app, desk)
  plannedRoutes(app, desk)
  holdingRoutes(app, desk)
  labellingRoutes(app, desk)
  bulkRoutes(app, desk)
  beginRoutes(app, desk)
}
