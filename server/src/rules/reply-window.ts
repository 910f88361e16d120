import type { Context } from './context.ts'
import type { Conversation, Moment } from './conversation.ts'
import type { MessageDraft } from './message.ts'

/** The customer's word opens the platform's window anew (D-10); nothing where there is none. */
export function replyUntil(heardAt: Moment, { channel }: Context): { replyUntil?: Moment } {
  const { replyWindowMs } = channel
  return replyWindowMs === undefined ? {} : { replyUntil: heardAt + replyWindowMs }
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
