import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'

import { useFeedState } from '../feed/index.ts'
import { channelsQuery } from './api/channels.ts'

/** The feed tells at once that a channel has changed; the settings are then asked for anew. */
export function useLiveChannels(): void {
  const client = useQueryClient()
  const changed = useFeedState((state) => state.channels)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change is the reason to ask, not a part of the question
  useEffect(() => {
    void client.invalidateQueries({ queryKey: channelsQuery.queryKey })
  }, [client, changed])
}
