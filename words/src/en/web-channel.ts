import { channelState } from './web/channel-state.ts'

/** What only the tab «Состояние» of a channel shows: it comes with that. */
export const webChannel = { channelState }
