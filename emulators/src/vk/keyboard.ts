import { ApiError } from './api-error.ts'

export interface Action {
  type: string
  label?: string
  payload?: string
  link?: string
  hash?: string
  app_id?: number
  owner_id?: number
}

export interface Button {
  action: Action
  color?: string
}

export interface Keyboard {
  one_time: boolean
  inline: boolean
  buttons: Button[][]
}

const COLORS = ['primary', 'secondary', 'negative', 'positive']
const LABELLED = ['text', 'callback', 'open_link', 'open_app']
const COLORED = ['text', 'callback']
/** These take a whole row. */
const WIDE = ['location', 'vkpay', 'open_app']
const TYPES = [...LABELLED, 'location', 'vkpay', 'open_photo']
const MAX_LABEL = 40
const MAX_PAYLOAD = 255

const LIMITS = {
  inline: { rows: 6, buttons: 10 },
  ordinary: { rows: 10, buttons: 40 },
}

/** Reads what a call brought; anything the platform refuses is refused with 911. */
export function readKeyboard(text: string): Keyboard {
  const body = asObject(parse(text))
  const { one_time = false, inline = false, buttons } = body
  if (typeof one_time !== 'boolean' || typeof inline !== 'boolean')
    throw invalid('one_time and inline must be boolean')
  if (inline && one_time) throw invalid('one_time is not allowed with inline')
  if (!Array.isArray(buttons)) throw invalid('buttons must be an array')
  const keyboard = { one_time, inline, buttons: buttons.map(readRow) }
  checkSize(keyboard)
  return keyboard
}

function checkSize({ inline, buttons }: Keyboard): void {
  const limits = inline ? LIMITS.inline : LIMITS.ordinary
  if (buttons.length > limits.rows) throw invalid('too many rows')
  if (buttons.flat().length > limits.buttons) throw invalid('too many buttons')
  if (inline && buttons.flat().length === 0) throw invalid('inline keyboard is empty')
}

function readRow(row: unknown): Button[] {
  if (!Array.isArray(row)) throw invalid('a row must be an array')
  if (row.length === 0) throw invalid('a row is empty')
  if (row.length > 5) throw invalid('too many buttons in a row')
  const buttons = row.map(readButton)
  if (buttons.length > 1 && buttons.some(({ action }) => WIDE.includes(action.type)))
    throw invalid('this button takes a whole row')
  return buttons
}

function readButton(button: unknown): Button {
  const { action, color } = asObject(button)
  const read = readAction(asObject(action))
  if (color === undefined) return { action: read }
  if (!COLORS.includes(color as string)) throw invalid('unknown color')
  if (!COLORED.includes(read.type)) throw invalid('this button has no color')
  return { action: read, color: color as string }
}

function readAction(action: Record<string, unknown>): Action {
  const { type, label, link, payload, hash, app_id, owner_id } = action
  if (typeof type !== 'string' || !TYPES.includes(type)) throw invalid('unknown action type')
  if (LABELLED.includes(type)) checkLabel(label)
  if (type === 'open_link' && !isLink(link)) throw invalid('link is invalid')
  if (type === 'open_app' && typeof app_id !== 'number') throw invalid('app_id is required')
  if (type === 'vkpay' && typeof hash !== 'string') throw invalid('hash is required')
  return {
    type,
    ...(typeof label === 'string' && { label }),
    ...(typeof link === 'string' && { link }),
    ...(typeof hash === 'string' && { hash }),
    ...(typeof app_id === 'number' && { app_id }),
    ...(typeof owner_id === 'number' && { owner_id }),
    ...(payload !== undefined && { payload: readPayload(payload) }),
  }
}

function checkLabel(label: unknown): void {
  if (typeof label !== 'string' || label === '') throw invalid('label is required')
  if (label.length > MAX_LABEL) throw invalid('label is too long')
}

/** A string with JSON, or JSON itself, which the platform writes down as a string. */
function readPayload(payload: unknown): string {
  const text = typeof payload === 'string' ? payload : JSON.stringify(payload)
  if (text.length > MAX_PAYLOAD) throw invalid('payload is too long')
  if (text !== '') parse(text)
  return text
}

function isLink(link: unknown): boolean {
  return typeof link === 'string' && URL.canParse(link) && /^https?:/.test(link)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw invalid('not a valid JSON')
  }
}

function asObject(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalid('an object is expected')
  return value as Record<string, unknown>
}

const invalid = (what: string) => new ApiError(911, what)
