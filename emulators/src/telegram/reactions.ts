import type { Chat, Message } from './model.ts'
import type { Telegram } from './telegram.ts'

/** Replaces what this user thinks of the message, and answers what it was before. */
export function setReaction(
  telegram: Telegram,
  chat: Chat,
  message: Message,
  { userId, emoji }: { userId: number; emoji: string[] },
): string[] {
  const before = message.reactions?.find((reaction) => reaction.userId === userId)?.emoji ?? []
  const others = (message.reactions ?? []).filter((reaction) => reaction.userId !== userId)
  message.reactions = emoji.length > 0 ? [...others, { userId, emoji }] : others
  telegram.world.saveMessage(chat, message)
  telegram.touch(chat)
  return before
}
