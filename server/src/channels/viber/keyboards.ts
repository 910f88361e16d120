import type { Button, ButtonLooks, ButtonRows } from '@otklik/protocol'

import { isOurKey } from './ids.ts'
import type { Content } from './types.ts'

/** https://developers.viber.com/docs/tools/keyboards/: a grid of six columns. */
const COLUMNS = 6
/** Of a carousel's card, the first of which the text may take. */
const CARD_ROWS = 7
const MAX_ROWS = 24
/** What a person can still hit with a finger. */
const MAX_PER_ROW = 3
/** With the marks around it a label may have 250. */
const MAX_LABEL = 200
const MAX_VALUE = 200

export const buttons: ButtonLooks = {
  inline: [{ as: 'inline', max: CARD_ROWS * MAX_PER_ROW, maxLabelLength: MAX_LABEL }],
  keyboard: [{ as: 'keyboard', max: MAX_ROWS * MAX_PER_ROW, maxLabelLength: MAX_LABEL }],
}

/** So that what is pressed can be told from what is typed. */
const MARK = 'otklik:'

interface ViberButton {
  Columns: number
  Rows: number
  ActionType: 'reply' | 'open-url' | 'none'
  ActionBody: string
  Text: string
  Silent?: boolean
  TextSize?: 'medium'
  TextHAlign?: 'left'
}

/** «Кнопки клавиатуры»: they stay until the next message. */
export function toKeyboard(buttons: ButtonRows) {
  const rows = fit(buttons.rows, MAX_ROWS)
  if (rows.length === 0) return undefined
  return { Type: 'keyboard', DefaultHeight: false, Buttons: rows.flat() }
}

/**
 * «Кнопки в тексте»: a carousel, which has no text of its own. Its cards have to be full, so each
 * row is one card high and one card holds them all, as far as they go.
 */
export function toCarousel(buttons: ButtonRows) {
  const rows = fit(buttons.rows, CARD_ROWS)
  if (rows.length === 0) return undefined
  return {
    Type: 'rich_media',
    ButtonsGroupColumns: COLUMNS,
    ButtonsGroupRows: rows.length,
    BgColor: '#FFFFFF',
    Buttons: rows.flat(),
  }
}

/** The buttons for somebody who cannot press them: numbered, with their addresses. */
export function toWords({ rows }: ButtonRows): string {
  return rows
    .flat()
    .filter((button) => toButton(button).length > 0)
    .map(({ label, url }, index) => `${index + 1}) ${label.trim()}${url ? `: ${url}` : ''}`)
    .join(' ')
}

/** What was pressed, if it was one of our buttons: anybody can type the mark. */
export function pressedValue({ type, text, tracking_data: key }: Content): string | undefined {
  const isPress = type === 'text' && text?.startsWith(MARK) && isOurKey(key)
  return isPress ? text?.slice(MARK.length) : undefined
}

/** Rows of buttons that fill their row: what six cannot be divided by goes into further rows. */
function fit(rows: readonly Button[][], most: number): ViberButton[][] {
  return rows
    .flatMap((row) => {
      const taken = row.flatMap((button) => toButton(button))
      return chunk(taken, MAX_PER_ROW).map((part) =>
        part.map((button) => ({ ...button, Columns: COLUMNS / part.length })),
      )
    })
    .slice(0, most)
}

function toButton({ label, value, url }: Button): ViberButton[] {
  const text = escaped(cut(label.trim(), MAX_LABEL))
  // A button without text is refused, and the message with it.
  if (text === '') return []
  const size = { Columns: COLUMNS, Rows: 1, Text: text }
  if (url !== undefined) {
    const isTaken = /^https?:\/\//i.test(url)
    return isTaken ? [{ ...size, ActionType: 'open-url', ActionBody: url, Silent: true }] : []
  }
  const body = MARK + cut(value || label, MAX_VALUE)
  return [{ ...size, ActionType: 'reply', ActionBody: body }]
}

function chunk<Item>(items: readonly Item[], size: number): Item[][] {
  const count = Math.ceil(items.length / size)
  return Array.from({ length: count }, (_, index) => items.slice(index * size, (index + 1) * size))
}

/** Labels may carry markup: ours never do. */
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const cut = (text: string, most: number): string =>
  text.length <= most ? text : text.slice(0, most).replace(/[\ud800-\udbff]$/, '')
