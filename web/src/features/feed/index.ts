export { ConnectionBar } from './connection-bar.tsx'
export { Feed, type Link } from './feed.ts'
export {
  FeedProvider,
  useFeed,
  useFeedState,
  useHints,
  useLink,
  useServerTime,
} from './feed-context.ts'
export { isCalledBy, type Mentions } from './mentions.ts'
export type { MessageList } from './message-list.ts'
export { serverClock } from './server-clock.ts'
export type { FeedState } from './state.ts'
