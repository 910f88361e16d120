import type { Words } from '@otklik/words'

import type { ContactFilter } from './contact-condition.ts'

/** What a table is asked for: of whom, and in which language its headings are. */
export interface Wanted {
  filter: ContactFilter
  heads: Words['company']['exports']
}

/** «2026-11-23 06:05:00», UTC: spreadsheets take it for a time, and an import reads it. */
export const shownTime = (date: Date): string => date.toISOString().slice(0, 19).replace('T', ' ')
