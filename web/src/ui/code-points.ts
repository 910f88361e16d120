/** How long a text is to the server: Unicode code points after trimming, an emoji is one (D-04). */
export function codePoints(text: string): number {
  return [...text.trim()].length
}
