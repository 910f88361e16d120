import { z } from 'zod'

import { id, moment } from './people.ts'

/** What somebody changed. */
export const auditSubject = z.enum([
  'channel',
  'channel-rules',
  'schedule',
  'team',
  'operator',
  'invitation',
  'module',
  'account',
  'template',
  'bot',
  'contact',
  'contact-field',
  'contact-list',
  'label',
  'topic-requirement',
  'channel-group',
  'quick-reply',
  'tracker',
  'channel-tracking',
  'api-key',
  'webhook',
  'retention',
  'scorecard',
  'sampling-rule',
  'quality',
  /** Of a conversation, by its number: appeals of marks and reviews, and what was decided. */
  'rating',
  'review',
  'site-widget',
])
export type AuditSubject = z.output<typeof auditSubject>

export const auditAction = z.enum([
  'created',
  'changed',
  'deleted',
  'connected',
  'disconnected',
  /** Of contacts: what is sensitive, and what cannot be seen on their cards afterwards. */
  'revealed',
  'exported',
  'imported',
  'merged',
  'unmerged',
  'barred',
  'unbarred',
  'erased',
])
export type AuditAction = z.output<typeof auditAction>

/** One setting before and after; absent where there was none. A secret is a mask, never the value. */
export const auditChange = z.object({
  /** The field's path: `settings.method`, `week.0`. What belongs together, `inactivity`, is one value. */
  field: z.string(),
  before: z.json().optional(),
  after: z.json().optional(),
})
export type AuditChange = z.output<typeof auditChange>

/** A change of settings: who, when, what, and the difference. */
export const auditEntry = z.object({
  id,
  at: moment,
  /** The name as it was then; no id and no name where nobody did, but the installation. */
  author: z.object({ id: id.optional(), name: z.string() }),
  action: auditAction,
  subject: z.object({ kind: auditSubject, id: id.optional(), name: z.string() }),
  changes: z.array(auditChange),
})
export type AuditEntry = z.output<typeof auditEntry>

/** Newest first; `before` is the id of the last entry already shown. */
export const auditPageQuery = z.strictObject({
  before: id.optional(),
  subject: auditSubject.optional(),
  subjectId: id.optional(),
  authorId: id.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})
export const auditPage = z.object({ entries: z.array(auditEntry), hasMore: z.boolean() })
export type AuditPage = z.output<typeof auditPage>
