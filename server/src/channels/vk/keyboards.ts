import type { Button, ButtonLooks, ButtonRows } from '@otklik/protocol'

import { toPayload } from './payloads.ts'

/** https://dev.vk.com/ru/api/bots/development/keyboard */
const MAX_INLINE = 10
const MAX_KEYBOARD = 40
const MAX_PER_ROW = 5
const MAX_ROWS = { inline: 6, keyboard: 10 }
const MAX_LABEL = 40

export const buttons: ButtonLooks = {
  inline: [{ as: 'inline', max: MAX_INLINE, maxLabelLength: MAX_LABEL }],
  keyboard: [{ as: 'keyboard', max: MAX_KEYBOARD, maxLabelLength: MAX_LABEL }],
}

type Action =
  | { type: 'callback' | 'text'; label: string; payload: string }
  | { type: 'open_link'; label: string; link: string }

export interface Keyboard {
  inline: boolean
  /** Of those in place of the input field: gone after a press. */
  one_time?: true
  buttons: { action: Action }[][]
}

/** Buttons under a message tell us of a press; those by the input field say their text. */
export function toKeyboard(buttons: ButtonRows | undefined): Keyboard | undefined {
  if (!buttons) return undefined
  const { placement } = buttons
  const most = placement === 'inline' ? MAX_INLINE : MAX_KEYBOARD
  let left = most
  const rows: Keyboard['buttons'] = []
  for (const row of buttons.rows) {
    const taken = row.flatMap((button) => toAction(button, placement)).slice(0, left)
    left -= taken.length
    rows.push(...cutRow(taken))
  }
  const kept = rows.slice(0, MAX_ROWS[placement])
  if (kept.length === 0) return undefined
  return placement === 'inline'
    ? { inline: true, buttons: kept }
    : { inline: false, one_time: true, buttons: kept }
}

function toAction({ label, value, url }: Button, placement: ButtonRows['placement']): Action[] {
  const text = cut(label.trim())
  // A button without text is refused, and the message with it.
  if (text === '') return []
  if (url !== undefined) {
    return /^https?:\/\//i.test(url) ? [{ type: 'open_link', label: text, link: url }] : []
  }
  const type = placement === 'inline' ? 'callback' : 'text'
  return [{ type, label: text, payload: toPayload(value || text, text) }]
}

/** A link takes the width of a row in some applications. */
function cutRow(actions: readonly Action[]): Keyboard['buttons'] {
  const rows: Keyboard['buttons'] = []
  let isFull = true
  for (const action of actions) {
    const isAlone = action.type === 'open_link'
    const row = rows.at(-1)
    if (!row || isFull || isAlone || row.length >= MAX_PER_ROW) rows.push([{ action }])
    else row.push({ action })
    isFull = isAlone
  }
  return rows
}

const cut = (label: string): string =>
  label.length <= MAX_LABEL ? label : label.slice(0, MAX_LABEL).replace(/[\ud800-\udbff]$/, '')
