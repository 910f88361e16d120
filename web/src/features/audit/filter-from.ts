import type { AuditSubject } from '@otklik/protocol/settings'

import type { AuditFilter } from './api/get-audit.ts'

const subjects: Record<AuditSubject, true> = {
  channel: true,
  'channel-rules': true,
  schedule: true,
  team: true,
  operator: true,
  invitation: true,
  module: true,
  account: true,
  template: true,
  bot: true,
  'channel-group': true,
  'quick-reply': true,
  tracker: true,
  'channel-tracking': true,
  'api-key': true,
  webhook: true,
  retention: true,
  'site-widget': true,
  contact: true,
  'contact-field': true,
  'contact-list': true,
  label: true,
  'topic-requirement': true,
  scorecard: true,
  'sampling-rule': true,
  quality: true,
  rating: true,
  review: true,
}

/** Which settings, which of them, and whose changes: from the address. What is no filter is left out. */
export function filterFrom({ subject, subjectId, authorId }: Record<string, unknown>): AuditFilter {
  return {
    ...(isSubject(subject) && { subject }),
    ...(isId(subjectId) && { subjectId }),
    ...(isId(authorId) && { authorId }),
  }
}

const isSubject = (value: unknown): value is AuditSubject =>
  typeof value === 'string' && Object.hasOwn(subjects, value)

const isId = (value: unknown): value is string =>
  typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)
