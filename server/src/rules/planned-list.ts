import type { Conversation, Planned } from './conversation.ts'
import type { Turn } from './turn.ts'

/** What still leaves by itself, the earliest first. */
export function nextPlanned({ planned = [] }: Conversation): Planned | undefined {
  let first: Planned | undefined
  for (const each of planned) {
    if (!each.failure && (!first || each.sendAt < first.sendAt)) first = each
  }
  return first
}

/** Nothing leaves after a close: whoever wrote it is told at once, not at its time. */
export function plannedOver(turn: Turn): void {
  for (let found = nextPlanned(turn.conversation); found; found = nextPlanned(turn.conversation)) {
    failPlanned(turn, found, { reason: 'conversation-closed' })
  }
}

/** It stays where its author finds it, and the transcript says why. */
export function failPlanned(
  turn: Turn,
  found: Planned,
  failure: NonNullable<Planned['failure']>,
): void {
  const all = (turn.conversation.planned ?? []).map((each) =>
    each === found ? { ...found, failure } : each,
  )
  turn.change({ planned: all })
  const { reason, name } = failure
  const { id: authorId, name: author } = found.message.author
  turn.line('planned-not-sent', {
    reason,
    author,
    ...(authorId && { authorId }),
    ...(name && { name }),
    at: new Date(found.sendAt).toISOString(),
  })
}
