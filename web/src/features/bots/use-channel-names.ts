import type { Bot } from '@otklik/protocol/settings'

import { channelTitle } from '../channels/index.ts'
import { useFeedState } from '../feed/index.ts'

/** Where a bot is chosen, by the names of the channels. */
export function useChannelNames({ usedBy }: Pick<Bot, 'usedBy'>) {
  const channels = useFeedState((state) => state.channels)
  const channelKinds = useFeedState((state) => state.channelKinds)
  const namesOf = (ids: readonly string[]) =>
    [...new Set(ids)]
      .map((id) => channelTitle({ channels, channelKinds }, id))
      .filter(Boolean)
      .join(', ')
  const idsAs = (use: Bot['usedBy'][number]['as']) =>
    usedBy.filter(({ as }) => as === use).map(({ channelId }) => channelId)
  return {
    all: namesOf(usedBy.map(({ channelId }) => channelId)),
    receiver: namesOf(idsAs('receiver')),
    offHours: namesOf(idsAs('off-hours')),
  }
}
