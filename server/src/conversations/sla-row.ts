import type { Effect } from '../rules/index.ts'
import { isoOrNull } from './stored.ts'
import type { SlaRow } from './writes.ts'

/** What is counted of a promise. What the settings and the office were then is in it. */
export function slaRow(
  { kind, clock, operatorId, endedAt }: Extract<Effect, { type: 'keep-sla' }>,
  { conversationId, channelId }: { conversationId: string; channelId: string },
): SlaRow {
  return {
    conversationId,
    channelId,
    kind,
    startedAt: new Date(clock.startedAt).toISOString(),
    targetS: Math.round(clock.targetMs / 1000),
    teamId: clock.teamId ?? null,
    operatorId: operatorId ?? null,
    isVip: clock.isVip ?? false,
    brokenAt: isoOrNull(clock.brokenAt),
    endedAt: isoOrNull(endedAt),
  }
}
