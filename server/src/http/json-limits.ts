/** Deeper than any platform nests, far from what overflows a stack. */
export const maxJsonDepth = 64

const quote = 0x22
const backslash = 0x5c

/**
 * Whether a JSON text nests deeper than `maxDepth`. Looks at bytes only, so that a hostile body is
 * refused before anything allocates for it: JSON.parse and jsonb both recurse. Bytes of UTF-8
 * beyond ASCII never equal a bracket, and brackets within strings are skipped. Check the size first:
 * 10 MB take about 100 ms.
 */
export function isTooDeep(body: Uint8Array, maxDepth = maxJsonDepth): boolean {
  let depth = 0
  for (let at = 0; at < body.length; at++) {
    const byte = body[at]
    if (byte === quote) at = endOfString(body, at)
    else if (byte === 0x7b || byte === 0x5b) {
      if (++depth > maxDepth) return true
    } else if (byte === 0x7d || byte === 0x5d) depth--
  }
  return false
}

function endOfString(body: Uint8Array, start: number): number {
  let at = start + 1
  while (at < body.length && body[at] !== quote) at += body[at] === backslash ? 2 : 1
  return at
}
