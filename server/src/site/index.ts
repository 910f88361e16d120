import type { App } from '../http/index.ts'
import type { Loop } from '../lib/loop.ts'
import { fillCards } from './fill-cards.ts'
import { pageRoutes } from './page-routes.ts'
import type { SiteWorld } from './parts.ts'
import { sessionRoute } from './session-route.ts'
import { settingsRoutes } from './settings-routes.ts'
import { talkRoutes } from './talk-routes.ts'
import { uploadRoute } from './upload-route.ts'
import { watchFeed } from './watch-feed.ts'
import { wordRoutes } from './word-routes.ts'

export { createOwnPanel } from './own-panel.ts'
export { createStreams } from './streams.ts'

/** The panel on a company's own pages, for those who write there and for those who design it. */
export function siteRoutes(app: App, world: SiteWorld & { widgetRoot?: string }): void {
  pageRoutes(app, world)
  sessionRoute(app, world)
  wordRoutes(app, world)
  talkRoutes(app, world)
  uploadRoute(app, world)
  settingsRoutes(app, world)
}

/** What tells open panels, and writes down what visitors said of themselves. */
export const siteLoops = (world: SiteWorld): Loop[] => [watchFeed(world), fillCards(world)]
