const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** Where people would break a text themselves, best first. The match ends where the rest begins. */
const breaks = [/\n\s*\n/g, /\n/g, /[.!?…]["'»”)\]]*\s/g, /\s/g]

/**
 * Cuts a text into pieces of at most `maxUnits` UTF-16 code units, never inside what a reader sees
 * as one character (a flag, a family, a letter with its accents). White space at a cut is dropped.
 */
export function cutText(text: string, maxUnits: number): string[] {
  const pieces: string[] = []
  let rest = text.trimEnd()
  while (rest.length > maxUnits) {
    const at = findCut(rest, maxUnits)
    pieces.push(rest.slice(0, at).trimEnd())
    rest = rest.slice(at).trimStart()
  }
  return [...pieces, rest].filter((piece) => piece.trim() !== '')
}

function findCut(text: string, maxUnits: number): number {
  // One unit more, so that a space just behind the limit counts as a break too.
  const head = text.slice(0, maxUnits + 1)
  const segments = graphemes.segment(text)
  for (const pattern of breaks) {
    for (const match of [...head.matchAll(pattern)].reverse()) {
      const at = match.index + match[0].length
      // A short first piece is worse than a break of a lesser kind.
      if (match.index + match[0].trimEnd().length < maxUnits / 2) break
      if (segments.containing(at)?.index === at) return at
    }
  }
  return segments.containing(maxUnits)?.index || surrogateSafe(text, maxUnits)
}

/** For a single "character" longer than a message: some accents must go to the next one. */
function surrogateSafe(text: string, at: number): number {
  const isInsidePair = (text.codePointAt(at - 1) ?? 0) > 0xffff
  return isInsidePair && at > 1 ? at - 1 : at
}
