import { type Context, type Step, unchanged } from './context.ts'
import type { Conversation } from './conversation.ts'
import { add } from './say.ts'
import type { Trigger } from './trigger.ts'
import { Turn } from './turn.ts'

/**
 * What was said in another system, each word at its own time. Nobody is told, asked or answered
 * because of it: it is over from its beginning.
 */
export function imported(
  found: Conversation | undefined,
  { messages, topic, lineId }: Extract<Trigger, { type: 'history-imported' }>,
  context: Context,
): Step {
  const [first, last] = [messages[0], messages.at(-1)]
  if (found || !first || !last) return unchanged(found)
  const turn = new Turn(
    {
      id: context.newConversationId,
      kind: 'direct',
      openedAt: first.at,
      holding: { status: 'closed', at: last.at, reason: 'imported' },
      seq: 0,
      owes: 'nobody',
      unread: 0,
      lastActivityAt: last.at,
      ...(topic && { topic }),
    },
    context,
    lineId,
  )
  for (const draft of messages) {
    const said = add(turn.conversation, draft)
    turn.conversation = said.conversation
    turn.effects.push({ type: 'add-message', message: said.message })
  }
  turn.line('closed', { reason: 'imported' }, { at: last.at })
  return turn.end()
}
