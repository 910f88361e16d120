/** Channels and their settings. */
export const channelSettings = {}
