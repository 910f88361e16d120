import type { App } from '../http/index.ts'
import { pageRoutes } from './page-routes.ts'
import type { SiteWorld } from './parts.ts'
import { sessionRoute } from './session-route.ts'
import { settingsRoutes } from './settings-routes.ts'
import { talkRoutes } from './talk-routes.ts'
import { uploadRoute } from './upload-route.ts'
import { wordRoutes } from './word-routes.ts'

export { fillCards } from './fill-cards.ts'
export { createOwnPanel } from './own-panel.ts'
export { createStreams } from './streams.ts'
export { keepVisit } from './visits.ts'
export { watchFeed } from './watch-feed.ts'

/** The panel on a company's own pages, for those who write there and for those who design it. */
export function siteRoutes(app: App, world: SiteWorld & { widgetRoot?: string }): void {
  pageRoutes(app, world)
  sessionRoute(app, world)
  wordRoutes(app, world)
  talkRoutes(app, world)
  uploadRoute(app, world)
  settingsRoutes(app, world)
}
