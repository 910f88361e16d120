import type { Conversation } from '@otklik/protocol'

import { isAside, isHeldBy } from '../conversations/folder.ts'

/** How many conversations somebody has in work; what is on hold or put off is not counted. */
export function heldCount(conversations: Iterable<Conversation>, operatorId: string): number {
  let count = 0
  for (const conversation of conversations) {
    if (isHeldBy(conversation, operatorId) && !isAside(conversation)) count += 1
  }
  return count
}
