import type { OutboundMessage } from '../contract.ts'
import { cutText } from '../kit/cut-text.ts'
import { type Choice, type Choices, toChoices } from './choices.ts'
import { toMediaType } from './media.ts'
import { withSigns } from './signs.ts'

export const MAX_TEXT = 4096
export const MAX_CAPTION = 1024
/** Above buttons there is less room than above a list. */
const MAX_TEXT_ABOVE_REPLIES = 1024
/** Buttons cannot stand alone. */
const NO_TEXT = '👇'

export type Piece =
  | { is: 'file'; fileId: string; caption: string }
  | { is: 'text'; text: string }
  | { is: 'choice'; text: string; as: 'replies' | 'list'; choices: Choice[] }

/**
 * What one message is cut into, by the rules that hold with every provider: files first, the text
 * under the first of them where it fits, choices below the end of the text.
 */
export function toPieces(message: OutboundMessage): Piece[] {
  const { files, buttons } = message
  const shown = toChoices(buttons)
  const text = lookOf(message)
  const whole = [text, shown.lines.join('\n')].filter((part) => part.trim()).join('\n\n')
  const [first] = files
  const isCaption =
    first !== undefined &&
    toMediaType(first) !== 'audio' &&
    shown.choices.length === 0 &&
    whole.length <= MAX_CAPTION
  const filePieces = files.map(({ id }, index): Piece => {
    return { is: 'file', fileId: id, caption: isCaption && index === 0 ? whole.trim() : '' }
  })
  return [...filePieces, ...(isCaption ? [] : textPieces(whole, shown))]
}

/** A cut between two signs would leave each of them alone: what may be cut has none. */
function lookOf({ text, format, buttons }: OutboundMessage): string {
  const signed = withSigns(text, format)
  return signed.length <= (buttons ? MAX_TEXT_ABOVE_REPLIES : MAX_TEXT) ? signed : text
}

function textPieces(whole: string, { as, choices }: Choices): Piece[] {
  const cut = cutText(whole, MAX_TEXT)
  if (as === 'lines' || choices.length === 0) return cut.map((text) => ({ is: 'text', text }))
  const last = cut.pop() ?? NO_TEXT
  const ends = as === 'replies' ? cutText(last, MAX_TEXT_ABOVE_REPLIES) : [last]
  const above = ends.pop() ?? NO_TEXT
  return [
    ...[...cut, ...ends].map((text): Piece => ({ is: 'text', text })),
    { is: 'choice', text: above, as, choices },
  ]
}
