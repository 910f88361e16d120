import { useQuery } from '@tanstack/react-query'

import { channelTitle } from '../channels/index.ts'
import { useFeedState } from '../feed/index.ts'
import { receiversQuery } from './api/receivers-query.ts'

/** Which channels hand their conversations to a team, by their titles; undefined until known. */
export function useReceiving(): ((teamId: string) => string[]) | undefined {
  const channels = useFeedState((state) => state.channels)
  const channelKinds = useFeedState((state) => state.channelKinds)
  const connected = [...channels.values()].filter(({ state }) => state !== 'disconnected')
  const { data } = useQuery(receiversQuery(connected.map(({ id }) => id).sort()))
  if (!data) return undefined
  return (teamId) =>
    data
      .filter(({ receiver }) => receiver.kind === 'team' && receiver.id === teamId)
      .map(({ channelId }) => channelTitle({ channels, channelKinds }, channelId))
}
