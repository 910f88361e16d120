export { ChannelGlyph, useChannelKind } from './channel-glyph.tsx'
export { channelTitle, useChannelTitle } from './channel-title.ts'
