import { z } from 'zod'

/**
 * How buttons come out: under the message, by the input field, as replies of which one can be
 * chosen, as a list that opens, or as numbered lines of the text.
 */
export const buttonsAs = z.enum(['inline', 'keyboard', 'replies', 'list', 'lines'])
export type ButtonsAs = z.output<typeof buttonsAs>

const buttonLook = z.object({
  as: buttonsAs,
  /** How many there can be; absent where there is no limit. */
  max: z.int().optional(),
  /** In UTF-16 units; absent where there is no limit. */
  maxLabelLength: z.int().optional(),
})

/**
 * By how they are meant, what a platform makes of buttons: the first of the list that they fit into.
 * What fits into none comes out as the last, with labels cut and the rest left out.
 */
export const buttonLooks = z.object({
  inline: z.array(buttonLook).min(1),
  keyboard: z.array(buttonLook).min(1),
})
export type ButtonLooks = z.output<typeof buttonLooks>

/** Buttons as a customer sees them. */
export const shownButtons = z.object({
  as: buttonsAs,
  options: z.array(z.object({ label: z.string(), value: z.string() })),
  /** How many were too many. */
  left: z.int(),
})
export type ShownButtons = z.output<typeof shownButtons>
