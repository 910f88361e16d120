import type { ChannelKindView } from '@otklik/protocol'

import { useFeedState } from '../feed/index.ts'

interface ChannelGlyphProps {
  channelId: string
  size?: number
  className?: string | undefined
}

/** Always grey, always beside a name or inside something that has one. */
export function ChannelGlyph({ channelId, size = 14, className }: ChannelGlyphProps) {
  const kind = useChannelKind(channelId)
  if (!kind) return null
  return (
    <svg className={className} width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
      <path d={kind.glyph} fill="currentColor" fillRule="evenodd" />
    </svg>
  )
}

export function useChannelKind(channelId: string): ChannelKindView | undefined {
  return useFeedState((state) => {
    const kind = state.channels.get(channelId)?.kind
    return kind ? state.channelKinds.get(kind) : undefined
  })
}
