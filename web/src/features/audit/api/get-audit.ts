import type { AuditPage, AuditSubject } from '@otklik/protocol/settings'

import { request } from '../../../api/request.ts'

/** As the address names it. */
export interface AuditFilter {
  subject?: AuditSubject
  subjectId?: string
  authorId?: string
}

export function getAudit(
  { subject, subjectId, authorId }: AuditFilter,
  before: string | undefined,
  signal: AbortSignal,
): Promise<AuditPage> {
  const query = { subject, subjectId, authorId, before }
  return request('/api/v1/audit', { query, signal })
}
