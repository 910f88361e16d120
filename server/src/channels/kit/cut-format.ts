import type { FormatSpan } from '@otklik/protocol'

export interface Piece {
  text: string
  format: FormatSpan[]
}

/**
 * What of the format falls on each piece of a text that was cut in order, counted from the piece's
 * own beginning. White space between pieces may have been dropped.
 */
export function withFormat(
  text: string,
  pieces: readonly string[],
  format: readonly FormatSpan[] = [],
): Piece[] {
  let from = 0
  return pieces.map((piece) => {
    const start = Math.max(0, text.indexOf(piece, from))
    from = start + piece.length
    return { text: piece, format: format.flatMap((span) => within(span, start, piece.length)) }
  })
}

function within(span: FormatSpan, start: number, length: number): FormatSpan[] {
  const from = Math.max(0, span.offset - start)
  const to = Math.min(length, span.offset + span.length - start)
  return to > from ? [{ ...span, offset: from, length: to - from }] : []
}
