import type { Environment } from '../../contract.ts'
import type { EdnaApi } from './api.ts'
import { findSubjectId } from './cascade.ts'
import { sentHistory } from './types.ts'

const MOST = 1000
/** What was sent before we went away may have come to its end while we were. */
const ON_ITS_WAY_MS = 24 * 3_600_000
/** Ours, among what other programs send through the same number. */
const ourKey = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(-\d+)?$/i
const ended = new Set(['DELIVERED', 'READ', 'UNDELIVERED', 'EXPIRED', 'FAILED', 'CANCELLED'])

/**
 * https://docs-pulse.edna.io/docs/api/messages/history. edna comes three times, within 36 minutes, and
 * then no more: what became of our messages is asked for. What people wrote is not: nothing says
 * that it is numbered there as in callbacks, and a guess would show it twice.
 */
export async function catchUp(
  api: EdnaApi,
  { subject, environment }: { subject: string; environment: Environment },
  since: Date,
): Promise<Buffer[]> {
  const subjectId = Number(await findSubjectId(api, subject, environment))
  const { content } = await api.call({
    path: 'messages/history',
    body: {
      subjectId,
      channelTypes: ['WHATSAPP'],
      direction: 'OUT',
      dateFrom: new Date(since.getTime() - ON_ITS_WAY_MS).toISOString(),
      dateTo: new Date(Date.now() + 60_000).toISOString(),
      sort: [{ property: 'messageId', direction: 'DESC' }],
      offset: 0,
      limit: MOST,
    },
    result: sentHistory,
  })
  return content.flatMap(({ comment, deliveryStatus: status }) => {
    if (comment === undefined || !ourKey.test(comment)) return []
    if (status === undefined || !ended.has(status.toUpperCase())) return []
    // As the callback would have told it.
    return Buffer.from(JSON.stringify({ requestId: null, subject, comment, status }))
  })
}
