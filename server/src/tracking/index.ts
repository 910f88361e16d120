export { type Chosen, chooseMessenger } from './choose-messenger.ts'
export { type AskedFor, type EntryLink, entryLinks, type LinkingWorld } from './entry-links.ts'
export { type CountingWorld, visitRoutes } from './visit-routes.ts'
