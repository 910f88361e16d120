import { siteDesigner } from './web/site-designer.ts'

/** What only the designer of the site's widget shows: it comes with that. */
export const webSite = { siteDesigner }
