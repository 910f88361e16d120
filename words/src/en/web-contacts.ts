import { contacts } from './web/contacts.ts'
import { imports } from './web/imports.ts'
import { siteVisit } from './web/site-visit.ts'

/** The customers, and what is opened from a card: it comes with that. */
export const webContacts = { contacts, imports, siteVisit }
