import type { Channels } from '../connections/index.ts'
import type { ConversationWorld } from '../conversations/index.ts'
import type { App } from '../http/index.ts'
import { trackingReportRoutes } from './report-routes.ts'
import { trackerRoutes } from './tracker-routes.ts'
import { type CountingWorld, visitRoutes } from './visit-routes.ts'

/** «Коллтрекинг»: visits of companies' sites, and the conversations that came of them. */
export function trackingRoutes(
  app: App,
  world: CountingWorld & { channels: Channels },
  talking: ConversationWorld,
): void {
  visitRoutes(app, world)
  trackerRoutes(app, world)
  trackingReportRoutes(app, world, talking)
}
