import type { Conversation as ConversationView } from '@otklik/protocol'
import type { SlaPromise } from '@otklik/protocol/settings'

import type { Conversation, SlaClock, SlaKind } from '../rules/index.ts'

/** What is promised now, and what was not kept. */
export function viewSla({
  wait,
  resolution,
  broken,
}: NonNullable<Conversation['sla']>): NonNullable<ConversationView['sla']> {
  return {
    promises: [
      ...(wait ? [viewPromise(wait.kind, wait)] : []),
      ...(resolution ? [viewPromise('resolution', resolution)] : []),
    ],
    ...(broken && { broken: [...broken] }),
  }
}

function viewPromise(kind: SlaKind, { startedAt, warnAt, dueAt, brokenAt }: SlaClock): SlaPromise {
  return {
    kind,
    startedAt: iso(startedAt),
    ...(warnAt !== undefined && { warnAt: iso(warnAt) }),
    ...(dueAt !== undefined && { dueAt: iso(dueAt) }),
    ...(brokenAt !== undefined && { brokenAt: iso(brokenAt) }),
  }
}

const iso = (moment: number): string => new Date(moment).toISOString()
