import type { Message, MessagePage } from '@otklik/protocol'

/** What is known of one conversation's messages, in the order of `seq`. */
export interface MessageList {
  readonly messages: readonly Message[]
  readonly hasMore: boolean
  /** `stale`: shown, but the feed was broken since, so the latest page is being asked again. */
  readonly freshness: 'loading' | 'fresh' | 'stale'
}

/** Asked for and not answered yet; the feed may already add to it. */
export const requestedList: MessageList = { messages: [], hasMore: true, freshness: 'loading' }

/** Puts changed messages in their places; an older version never replaces a newer one. */
export function merge(known: readonly Message[], changed: readonly Message[]): readonly Message[] {
  let merged: Message[] | undefined
  for (const message of changed) {
    const current = merged ?? known
    const place = placeOf(current, message.seq)
    const present = current[place]
    if (present?.seq !== message.seq) {
      merged ??= [...known]
      merged.splice(place, 0, message)
    } else if (present.version < message.version) {
      merged ??= [...known]
      merged[place] = message
    }
  }
  return merged ?? known
}

/** The newest page: what lies before it may have a hole, so a stale list starts anew from it. */
export function withLatestPage(list: MessageList, page: MessagePage): MessageList {
  const first = page.messages[0]?.seq ?? 0
  const keepsEarlier = list.freshness === 'fresh'
  const kept = keepsEarlier ? list.messages : list.messages.filter(({ seq }) => seq >= first)
  return {
    messages: merge(kept, page.messages),
    hasMore: keepsEarlier ? list.hasMore : page.hasMore,
    freshness: 'fresh',
  }
}

export function withEarlierPage(list: MessageList, page: MessagePage): MessageList {
  return { ...list, messages: merge(list.messages, page.messages), hasMore: page.hasMore }
}

/** Where a message of this number is, or would be: almost always at the end. */
function placeOf(messages: readonly Message[], seq: number): number {
  let place = messages.length
  while (place > 0 && messages[place - 1]!.seq >= seq) place -= 1
  return place
}
