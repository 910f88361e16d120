import type {
  InlineKeyboardButton,
  InlineKeyboardMarkup,
  ReplyKeyboardMarkup,
} from '@grammyjs/types'
import type { Button, ButtonLooks, ButtonRows } from '@otklik/protocol'

/** More are accepted, but stop being legible on a phone; the server cuts rows at 12. */
const MAX_PER_ROW = 8
const MAX_BUTTONS = 100

export const buttons: ButtonLooks = {
  inline: [{ as: 'inline', max: MAX_BUTTONS }],
  keyboard: [{ as: 'keyboard', max: MAX_BUTTONS }],
}

/** https://core.telegram.org/bots/api#inlinekeyboardbutton: counted in bytes. */
const MAX_VALUE_BYTES = 64

export function toMarkup(
  buttons: ButtonRows | undefined,
): InlineKeyboardMarkup | ReplyKeyboardMarkup | undefined {
  if (buttons?.placement !== 'keyboard') return toInlineMarkup(buttons)
  const keyboard = fit(buttons.rows).map((row) => row.map(({ label }) => ({ text: label })))
  if (keyboard.length === 0) return undefined
  return { keyboard, resize_keyboard: true, one_time_keyboard: true }
}

/** Edited messages can carry no others. */
export function toInlineMarkup(buttons: ButtonRows | undefined): InlineKeyboardMarkup | undefined {
  if (buttons?.placement !== 'inline') return undefined
  const rows = fit(buttons.rows).map((row) => row.map(toInlineButton))
  return rows.length > 0 ? { inline_keyboard: rows } : undefined
}

function toInlineButton({ label, value, url }: Button): InlineKeyboardButton {
  if (url !== undefined) return { text: label, url }
  return { text: label, callback_data: cutToBytes(value || label, MAX_VALUE_BYTES) }
}

function fit(rows: readonly Button[][]): Button[][] {
  let left = MAX_BUTTONS
  const fitted = rows.flatMap((row) => {
    // A button without text would vanish, and its row with it.
    const taken = row.filter(({ label }) => label.trim() !== '').slice(0, left)
    left -= taken.length
    return chunk(taken, MAX_PER_ROW)
  })
  return fitted.filter((row) => row.length > 0)
}

export function chunk<Item>(items: readonly Item[], size: number): Item[][] {
  const count = Math.ceil(items.length / size)
  return Array.from({ length: count }, (_, index) => items.slice(index * size, (index + 1) * size))
}

/** The press brings the label too, so a value that was cut can still be told from the others. */
function cutToBytes(text: string, maxBytes: number): string {
  const bytes = Buffer.from(text)
  if (bytes.length <= maxBytes) return text
  let end = maxBytes
  // 10xxxxxx continues a character; a cut must come before the byte that begins one.
  while (((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1
  return bytes.subarray(0, end).toString()
}
