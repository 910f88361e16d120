/** Letters that nobody sees: they turn the text around them, or end the line. */
const unseen = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu
/** More marks on one letter than any language stacks; they would run over the lines beside it. */
const stacked = /(\p{M}{6})\p{M}+/gu
/** Something of it has a shape of its own. */
const visible = /[^\s\p{Cf}\p{Z}\p{M}\u115f\u1160\u3164\uffa0\u2800]/u
const MOST_CHARACTERS = 200

/**
 * A name as somebody gave it to themselves, so that it stays within its own place on the screen. One
 * that nobody could see is none: whoever has it is shown as a person whose name is not told.
 */
export function shownName(given: string): string {
  const name = given.replace(unseen, ' ').replace(stacked, '$1').replace(/\s+/gu, ' ').trim()
  if (!visible.test(name)) return ''
  return [...name].slice(0, MOST_CHARACTERS).join('')
}
