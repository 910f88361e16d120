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

/** What waits under the name that its author's request had. */
export const plannedAs = (
  { planned = [] }: Conversation,
  clientId: string | undefined,
): Planned | undefined =>
  clientId === undefined ? undefined : planned.find(({ message }) => message.clientId === clientId)

export function withoutPlanned(conversation: Conversation, found: Planned): Conversation {
  return keepPlanned(conversation, without(conversation, found))
}

/** It leaves as before, by no name of a request. */
export function withoutName(conversation: Conversation, found: Planned): Conversation {
  const { clientId: _, ...message } = found.message
  const { planned = [] } = conversation
  return keepPlanned(
    conversation,
    planned.map((each) => (each === found ? { ...each, message } : each)),
  )
}

export function keepPlanned(conversation: Conversation, all: readonly Planned[]): Conversation {
  const { planned: _, ...rest } = conversation
  return all.length > 0 ? { ...rest, planned: all } : rest
}

const without = ({ planned = [] }: Conversation, found: Planned): readonly Planned[] =>
  planned.filter((each) => each !== found)

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
