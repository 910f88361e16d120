import type { Channel } from '@otklik/protocol'

import type { FeedState } from '../feed/index.ts'

/** Somebody known: on a channel, or wherever a phone of theirs is reached, which need not be seen. */
export type FirstWordTo =
  | { channelId: string; address: string }
  | { channelId?: string; contactId: string }

let last: readonly Channel[] = []

/** Channels that can write to a phone nobody has written from; the same list while it stays so. */
export function phoneChannels({
  channels,
  channelKinds,
}: Pick<FeedState, 'channels' | 'channelKinds'>): readonly Channel[] {
  const found = [...channels.values()].filter(
    ({ kind, state }) =>
      state !== 'disconnected' && channelKinds.get(kind)?.capabilities.reachesPhones,
  )
  const isSame = found.length === last.length && found.every((each, at) => each === last[at])
  if (!isSame) last = found
  return last
}
