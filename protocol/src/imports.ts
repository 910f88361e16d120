import { z } from 'zod'

import { importOutcomes, importSubjects, importTargets } from './limits.ts'
import { id, moment } from './people.ts'

export const importSubject = z.enum(importSubjects)
export type ImportSubject = z.output<typeof importSubject>

export const importTarget = z.enum(importTargets)
export type ImportTarget = z.output<typeof importTarget>

/** By the column's place, counted from 0. */
export const importMapping = z.record(z.string().regex(/^\d{1,3}$/), z.union([importTarget, id]))
export type ImportMapping = z.output<typeof importMapping>

export const importOutcome = z.enum(importOutcomes)
export type ImportOutcome = z.output<typeof importOutcome>

export const importReason = z.enum([
  'nothing-known',
  'wrong-phone',
  'wrong-email',
  'several',
  'not-a-number',
  'not-a-date',
  'not-an-option',
  'too-long',
  'no-conversation',
  'no-time',
  'no-text',
  'too-many-words',
  'not-written',
])
export type ImportReason = z.output<typeof importReason>

const counts = z.object({
  made: z.int(),
  changed: z.int(),
  same: z.int(),
  refused: z.int(),
})

export const importView = z.object({
  id,
  subject: importSubject,
  state: z.enum(['preview', 'running', 'done', 'stopped']),
  fileName: z.string(),
  encoding: z.string(),
  delimiter: z.string(),
  columns: z.array(z.string()),
  mapping: importMapping,
  channelId: id.optional(),
  total: z.int(),
  /** What came of the rows that are done. */
  done: counts,
  createdAt: moment,
  finishedAt: moment.optional(),
})
export type ImportView = z.output<typeof importView>

export const editImportRequest = z.strictObject({
  mapping: importMapping.optional(),
  channelId: id.optional(),
})

/** What would come of it, without doing it. */
export const importPreview = z.object({
  counts,
  rows: z.array(
    z.object({
      /** As the table counts them; the headings are the first. */
      line: z.int(),
      cells: z.array(z.string()),
      outcome: importOutcome,
      reason: importReason.optional(),
      /** The column that the reason is about. */
      column: z.int().optional(),
    }),
  ),
})
export type ImportPreview = z.output<typeof importPreview>
