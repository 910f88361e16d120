import type { ChannelKindView } from '@otklik/protocol'

/** Grey and beside the name, always. */
export function KindGlyph({ kind, size = 20 }: { kind: ChannelKindView; size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
      <path d={kind.glyph} fill="currentColor" fillRule="evenodd" />
    </svg>
  )
}
