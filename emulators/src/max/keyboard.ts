import type { Button } from './model.ts'
import { badPayload } from './refusal.ts'

const MAX_ROWS = 30
const MAX_IN_ROW = 7
const MAX_WIDE_IN_ROW = 3
const MAX_PAYLOAD = 1024
const WIDE = new Set(['link', 'open_app', 'request_geo_location', 'request_contact'])
const TYPES = new Set([...WIDE, 'callback', 'message', 'clipboard'])

/** Reads the rows of an inline keyboard, refusing what the platform refuses. */
export function readKeyboard(payload: unknown): Button[][] {
  const rows = (payload as { buttons?: unknown } | null | undefined)?.buttons
  if (!Array.isArray(rows) || rows.length === 0 || rows.flat().length === 0)
    throw badPayload("Field 'buttons' cannot be empty")
  if (rows.length > MAX_ROWS)
    throw badPayload(`Field 'buttons' size (${rows.length}) must be at most ${MAX_ROWS}`)
  return rows.map(readRow)
}

function readRow(row: unknown): Button[] {
  if (!Array.isArray(row)) throw badPayload("Field 'buttons' must be a list of rows")
  const buttons = row.map(readButton)
  const most = buttons.some(({ type }) => WIDE.has(type)) ? MAX_WIDE_IN_ROW : MAX_IN_ROW
  if (buttons.length > most)
    throw badPayload(`Buttons in a row: ${buttons.length}, must be at most ${most}`)
  return buttons
}

function readButton(source: unknown): Button {
  const { type, text, payload, url, quick, web_app } = (source ?? {}) as Record<string, unknown>
  if (typeof type !== 'string' || !TYPES.has(type))
    throw badPayload(`Unknown button type: ${String(type)}`)
  checkText('text', text, { least: 1, most: 128 })
  const button: Button = { type, text: text as string }
  if (type === 'callback' || type === 'clipboard') {
    checkText('payload', payload, { least: 1, most: MAX_PAYLOAD })
    return { ...button, payload: payload as string }
  }
  if (type === 'link') return { ...button, url: readUrl(url) }
  if (type === 'open_app') {
    checkText('web_app', web_app, { least: 1, most: 128 })
    return { ...button, web_app: web_app as string, ...readAppPayload(payload) }
  }
  return { ...button, ...(type === 'request_geo_location' && quick === true && { quick: true }) }
}

function readUrl(url: unknown): string {
  checkText('url', url, { least: 1, most: 2048 })
  if (!/^https?:\/\/./.test(url as string))
    throw badPayload('Must have only http/https links format in buttons')
  return url as string
}

function readAppPayload(payload: unknown): { payload?: string } {
  if (payload === undefined || payload === null) return {}
  if (typeof payload !== 'string' || !/^[\w-]{0,512}$/.test(payload))
    throw badPayload("Field 'payload' must match ^[\\w-]*$")
  return { payload }
}

function checkText(
  name: string,
  value: unknown,
  { least, most }: { least: number; most: number },
): void {
  if (typeof value !== 'string') throw badPayload(`Field '${name}' must be a string`)
  if (value.length < least) throw badPayload(`Field '${name}' cannot be empty`)
  if (value.length > most)
    throw badPayload(`Field '${name}' size (${value.length}) must be at most ${most}`)
}
