import type { Conversation } from '@otklik/protocol'
import { useMemo } from 'react'

import { isOfferedTo } from '../conversations/folder.ts'
import { useFeedState } from '../feed/index.ts'
import { useSession } from '../session/index.ts'

/** What is offered to me, the one that runs out first at the top. */
export function useOffers(): readonly Conversation[] {
  const me = useSession().operator.id
  const conversations = useFeedState((state) => state.conversations)
  return useMemo(
    () => [...conversations.values()].filter((each) => isOfferedTo(each, me)).sort(byEnd),
    [conversations, me],
  )
}

function byEnd(a: Conversation, b: Conversation): number {
  return endOf(a) - endOf(b) || a.number - b.number
}

function endOf({ offer }: Conversation): number {
  return Date.parse(offer?.until ?? '') || 0
}

/** The one that the key accepts: the open one, or else the one that runs out first. */
export function keyedOffer(
  offers: readonly Conversation[],
  openId: string | undefined,
): Conversation | undefined {
  return offers.find(({ id }) => id === openId) ?? offers[0]
}
