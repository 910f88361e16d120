import { type FeedState, useFeedState } from '../feed/index.ts'

/** The platform's name; the channel's own beside it where one platform is connected twice. */
export function channelTitle(
  state: Pick<FeedState, 'channels' | 'channelKinds'>,
  channelId: string,
): string {
  const channel = state.channels.get(channelId)
  if (!channel) return ''
  const title = state.channelKinds.get(channel.kind)?.title ?? channel.name
  const isOnly = ![...state.channels.values()].some(
    ({ id, kind, state: health }) =>
      kind === channel.kind && id !== channelId && health !== 'disconnected',
  )
  return isOnly ? title : `${title} · ${channel.name}`
}

export function useChannelTitle(channelId: string): string {
  return useFeedState((state) => channelTitle(state, channelId))
}
