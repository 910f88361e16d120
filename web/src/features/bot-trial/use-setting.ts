import type { TryRequest } from '@otklik/protocol/settings'
import { useState } from 'react'

import { useFeedState } from '../feed/index.ts'

export type Setting = Pick<
  TryRequest,
  'kind' | 'channelId' | 'isOpen' | 'isNewContact' | 'requests'
>

/** Who writes, where and when: the first connected channel, until another is chosen. */
export function useSetting() {
  const channels = useFeedState((state) => state.channels)
  const kinds = useFeedState((state) => state.channelKinds)
  const [chosen, setChosen] = useState<Partial<Setting>>({})
  const connected = [...channels.values()].filter(({ state }) => state !== 'disconnected')
  const kind = chosen.kind ?? connected[0]?.kind ?? [...kinds.keys()][0] ?? ''
  const own = connected.find((channel) => channel.kind === kind)?.id ?? null
  const setting: Setting = {
    isOpen: true,
    isNewContact: true,
    requests: 'fail',
    ...chosen,
    kind,
    channelId: chosen.channelId === undefined ? own : chosen.channelId,
  }
  return {
    setting,
    change: (changes: Partial<Setting>) => setChosen((now) => ({ ...now, ...changes })),
  }
}
