import { createContext, use, useSyncExternalStore } from 'react'

import type { Feed, Link } from './feed.ts'
import type { Hints } from './hints.ts'
import { serverClock } from './server-clock.ts'
import type { FeedState } from './state.ts'

const FeedContext = createContext<Feed | undefined>(undefined)

export const FeedProvider = FeedContext.Provider

export function useFeed(): Feed {
  const feed = use(FeedContext)
  if (!feed) throw new Error('Used outside the signed-in part')
  return feed
}

/** What is chosen must be a part of the state or a plain value: a new object would redraw forever. */
export function useFeedState<Chosen>(choose: (state: FeedState) => Chosen): Chosen {
  const { state } = useFeed()
  return useSyncExternalStore(state.subscribe, () => choose(state.get()))
}

export function useHints<Chosen>(choose: (hints: Hints) => Chosen): Chosen {
  const { hints } = useFeed()
  return useSyncExternalStore(hints.subscribe, () => choose(hints.get()))
}

export function useLink(): Link {
  const { link } = useFeed()
  return useSyncExternalStore(link.subscribe, link.get)
}

/** A plain value that depends on the time: redrawn only when the value changes. */
export function useServerTime<Shown extends string | number | boolean>(
  show: (now: number) => Shown,
): Shown {
  return useSyncExternalStore(serverClock.subscribe, () => show(serverClock.now()))
}
