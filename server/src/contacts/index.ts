export { contactRoutes } from './contact-routes.ts'
export type { ContactsWorld } from './contacts-world.ts'
export { isKnownTo, type Reader } from './known-to.ts'
