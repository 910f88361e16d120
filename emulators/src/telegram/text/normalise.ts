import type { Entity } from '../wire-types.ts'
import type { FormattedText } from './formatted-text.ts'

/** Line separators and direction marks, which the platform cuts out of every text. */
const REMOVED = /[\r\u2028-\u202e]/
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it is about
const TURNED_INTO_SPACE = /[\u0000-\u0009\u000b\u000c\u000e-\u001f]/

/** Cleans a text as the platform does before storing it, and moves the entities along. */
export function normalise({ text, entities }: FormattedText): FormattedText {
  const moved: number[] = []
  let clean = ''
  for (const unit of text.split('')) {
    moved.push(clean.length)
    if (REMOVED.test(unit)) continue
    clean += TURNED_INTO_SPACE.test(unit) ? ' ' : unit
  }
  moved.push(clean.length)
  const trimmed = clean.trim()
  const cut = clean.length - clean.trimStart().length
  const place = (index: number) =>
    Math.min(trimmed.length, Math.max(0, (moved[index] ?? clean.length) - cut))
  return { text: trimmed, entities: entities.flatMap((entity) => move(entity, place)) }
}

function move(entity: Entity, place: (index: number) => number): Entity[] {
  const offset = place(entity.offset)
  const length = place(entity.offset + entity.length) - offset
  return length > 0 ? [{ ...entity, offset, length }] : []
}
