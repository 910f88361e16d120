import type { InboundEvent } from '../channels/index.ts'
import type { OpenChannel } from '../connections/index.ts'
import type { Loaded, Target } from '../conversations/index.ts'
import { type FoundVisit, readVisitNumbers } from '../rules/index.ts'
import { isCounted } from '../tracking/index.ts'

type Wrote = Extract<InboundEvent, { type: 'message' }>

/** What in a message may be «номер заявки». What others can read is written by anybody, and is none. */
export function mayBeVisit(
  { content, thread }: Wrote,
  { kind }: OpenChannel,
): Pick<Target, 'visitNumbers'> {
  if (!kind.capabilities.linkCarries || thread.publicPage) return {}
  const visitNumbers = readVisitNumbers(content.text)
  return visitNumbers.length > 0 ? { visitNumbers } : {}
}

/** Nothing where the channel's links carry none: whatever came, did not come from them (WA-20). */
export function foundVisit(
  { visit: row, contact }: Loaded,
  { kind }: OpenChannel,
): FoundVisit | undefined {
  if (!row || !isCounted(kind.capabilities.linkCarries, { is_on: row.isOn })) return undefined
  const { pageTitle: title, pageUrl: url, at, until, contactId, isOn: _, ...visit } = row
  return {
    visit: { ...visit, page: { title, url }, at: Date.parse(at) },
    until: Date.parse(until),
    usedBy: !contactId ? 'nobody' : contactId === contact?.contactId ? 'them' : 'others',
  }
}
