import type { Message } from '@otklik/protocol'

export type Side = 'customer' | 'ours' | 'bot' | 'note'

/** Customer left; we, our bot and our notes right, each in its own colour. */
export function sideOf({ kind, author }: Pick<Message, 'kind' | 'author'>): Side {
  if (kind === 'note') return 'note'
  if (author.type === 'contact') return 'customer'
  return author.type === 'operator' ? 'ours' : 'bot'
}

/**
 * Nobody wrote it: an automatic reply, or the words of a closing. What was written past us, in the
 * channel's own application, has the channel's name.
 */
export function isAutomatic({ kind, author }: Pick<Message, 'kind' | 'author'>): boolean {
  return kind === 'message' && author.type === 'system' && !author.name
}
