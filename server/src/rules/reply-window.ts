import type { Context } from './context.ts'
import type { Conversation, Moment } from './conversation.ts'
import type { MessageDraft } from './message.ts'

/**
 * The customer's word opens the platform's window anew (D-10), from when it was said: one that was
 * long on its way opens less of it, and takes nothing from what a later word has opened. Nothing
 * where there is none.
 */
export function replyUntil(
  saidAt: Moment,
  known: Moment | undefined,
  { channel, now }: Context,
): { replyUntil?: Moment } {
  const { replyWindowMs } = channel
  if (replyWindowMs === undefined) return {}
  return { replyUntil: Math.max(Math.min(saidAt, now) + replyWindowMs, known ?? 0) }
}

/**
 * Whether the platform would refuse free text now. Where it limits that, nobody may be written to
 * who has not written.
 */
export function isWindowClosed(conversation: Conversation, { channel, now }: Context): boolean {
  if (channel.replyWindowMs === undefined) return false
  return (conversation.replyUntil ?? 0) <= now
}

/** A message that the platform has approved beforehand is taken at any time. */
export function isKeptOut(
  { content }: Pick<MessageDraft, 'content'>,
  conversation: Conversation,
  context: Context,
): boolean {
  return !content.template && isWindowClosed(conversation, context)
}
