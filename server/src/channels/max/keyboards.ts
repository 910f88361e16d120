import type { Button, ButtonLooks, ButtonRows } from '@otklik/protocol'

/** https://dev.max.ru/docs-api: rows, buttons in a row, and in a row with a link among them. */
const MAX_ROWS = 30
const MAX_PER_ROW = 7
const MAX_PER_ROW_WITH_LINK = 3
const MAX_LABEL = 128
const MAX_VALUE = 1024
const MAX_URL = 2048

const look = {
  as: 'inline',
  max: MAX_ROWS * MAX_PER_ROW,
  maxLabelLength: MAX_LABEL,
} as const
export const buttons: ButtonLooks = { inline: [look], keyboard: [look] }

type MaxButton =
  | { type: 'callback'; text: string; payload: string }
  | { type: 'link'; text: string; url: string }
  | { type: 'message'; text: string }

export interface Keyboard {
  type: 'inline_keyboard'
  payload: { buttons: MaxButton[][] }
}

/**
 * There are buttons under a message only. Those that would stand in place of the input field are
 * the nearest to it: pressed, they say their text as a message of the customer.
 */
export function toKeyboard(buttons: ButtonRows | undefined): Keyboard | undefined {
  if (!buttons) return undefined
  const rows = buttons.rows.flatMap((row) =>
    cutRow(row.flatMap((button) => toButton(button, buttons.placement))),
  )
  const taken = rows.slice(0, MAX_ROWS)
  return taken.length > 0 ? { type: 'inline_keyboard', payload: { buttons: taken } } : undefined
}

function toButton({ label, value, url }: Button, placement: ButtonRows['placement']): MaxButton[] {
  const text = cut(label.trim(), MAX_LABEL)
  // A button without text is refused, and the message with it.
  if (text === '') return []
  if (url !== undefined) {
    const isTaken = /^https?:\/\//i.test(url) && url.length <= MAX_URL
    return isTaken ? [{ type: 'link', text, url }] : []
  }
  if (placement === 'keyboard') return [{ type: 'message', text }]
  return [{ type: 'callback', text, payload: cut(value || label, MAX_VALUE) }]
}

function cutRow(row: readonly MaxButton[]): MaxButton[][] {
  const size = row.some(({ type }) => type === 'link') ? MAX_PER_ROW_WITH_LINK : MAX_PER_ROW
  const count = Math.ceil(row.length / size)
  return Array.from({ length: count }, (_, index) => row.slice(index * size, (index + 1) * size))
}

const cut = (text: string, most: number): string =>
  text.length <= most ? text : text.slice(0, most).replace(/[\ud800-\udbff]$/, '')
