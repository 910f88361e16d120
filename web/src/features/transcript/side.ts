import type { Message } from '@otklik/protocol'

export type Side = 'customer' | 'ours' | 'bot' | 'note'

/** Customer left; we, our bot and our notes right, each in its own colour. */
export function sideOf({ kind, author }: Pick<Message, 'kind' | 'author'>): Side {
  if (kind === 'note') return 'note'
  if (author.type === 'contact') return 'customer'
  return author.type === 'operator' ? 'ours' : 'bot'
}
