import type { ChannelKindView } from '@otklik/protocol'
import { useMemo } from 'react'

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

/** What its platform can do, as this channel meets it. */
export function useChannelKind(channelId: string): ChannelKindView | undefined {
  const channel = useFeedState((state) => state.channels.get(channelId))
  const kind = useFeedState((state) => state.channelKinds.get(channel?.kind ?? ''))
  const isInSandbox = channel?.isInSandbox ?? false
  return useMemo(() => (kind && isInSandbox ? reachedBySandbox(kind) : kind), [kind, isInSandbox])
}

/** The sandbox comes for files even where platforms cannot. */
function reachedBySandbox(kind: ChannelKindView): ChannelKindView {
  const { canSendFiles: _, whyNoFiles: __, ...capabilities } = kind.capabilities
  return { ...kind, capabilities }
}
