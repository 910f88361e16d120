import { isObject, type Params } from './params.ts'
import { badRequest } from './refusal.ts'
import type {
  InlineButton,
  InlineKeyboard,
  Markup,
  ReplyButton,
  ReplyKeyboard,
} from './wire-types.ts'

const MAX_BUTTONS = 300
const MAX_ROWS_CUT = 12
const ACTIONS = [
  'callback_data',
  'url',
  'web_app',
  'login_url',
  'switch_inline_query',
  'switch_inline_query_current_chat',
  'switch_inline_query_chosen_chat',
  'copy_text',
  'callback_game',
  'pay',
]

/** The `reply_markup` of a call; no buttons at all mean no markup. */
export function readMarkup(params: Params): Markup | undefined {
  const markup = params.json('reply_markup', "can't parse reply keyboard markup JSON object")
  if (markup === undefined) return undefined
  if (!isObject(markup)) throw badRequest('object expected as reply markup')
  if ('inline_keyboard' in markup) return readInline(markup.inline_keyboard)
  if ('keyboard' in markup) return readReply(markup)
  if (markup.remove_keyboard === true) return { remove_keyboard: true }
  if (markup.force_reply === true)
    return { force_reply: true, ...readPlaceholder(markup.input_field_placeholder) }
  return undefined
}

/** For edits, which know inline keyboards only. */
export function readInlineMarkup(params: Params): InlineKeyboard | undefined {
  const markup = readMarkup(params)
  if (markup && !('inline_keyboard' in markup)) throw badRequest('inline keyboard expected')
  return markup
}

function readInline(rows: unknown): InlineKeyboard | undefined {
  const keyboard = readRows(rows, 'inline_keyboard', 'InlineKeyboardMarkup', readInlineButton)
  return keyboard.length > 0 ? { inline_keyboard: keyboard } : undefined
}

function readReply(markup: Record<string, unknown>): ReplyKeyboard | undefined {
  const keyboard = readRows(markup.keyboard, 'keyboard', 'ReplyKeyboardMarkup', readReplyButton)
  if (keyboard.length === 0) return undefined
  return {
    keyboard,
    ...(markup.resize_keyboard === true && { resize_keyboard: true }),
    ...(markup.one_time_keyboard === true && { one_time_keyboard: true }),
    ...(markup.is_persistent === true && { is_persistent: true }),
    ...readPlaceholder(markup.input_field_placeholder),
  }
}

function readPlaceholder(value: unknown): { input_field_placeholder?: string } {
  return typeof value === 'string' && value !== '' ? { input_field_placeholder: value } : {}
}

function readRows<B extends { text: string }>(
  rows: unknown,
  field: string,
  owner: string,
  readButton: (button: unknown) => B,
): B[][] {
  const complaint = `field "${field}" of the ${owner} must be an Array of Arrays`
  if (!Array.isArray(rows)) throw badRequest(complaint)
  const all = rows.map((row) => {
    if (!Array.isArray(row)) throw badRequest(complaint)
    // A button without a text is skipped, and a row ends at its twelfth, both without a word.
    return row
      .map(readButton)
      .filter((button) => button.text !== '')
      .slice(0, MAX_ROWS_CUT)
  })
  if (all.flat().length > MAX_BUTTONS) throw badRequest('reply markup is too long')
  return all.filter((row) => row.length > 0)
}

function readInlineButton(button: unknown): InlineButton {
  const problem = "can't parse inline keyboard button"
  if (!isObject(button))
    throw badRequest(`${problem}: Text buttons are unallowed in the inline keyboard`)
  const text = button.text
  if (typeof text !== 'string') throw badRequest(`${problem}: Field "text" must be of type String`)
  if (!ACTIONS.some((action) => button[action] !== undefined))
    throw badRequest(`${problem}: Text buttons are unallowed in the inline keyboard`)
  const data = button.callback_data
  if (
    data !== undefined &&
    (typeof data !== 'string' || data === '' || Buffer.byteLength(data) > 64)
  )
    throw badRequest('BUTTON_DATA_INVALID')
  const url = button.url
  return { ...button, text, ...(url !== undefined && { url: normaliseUrl(url) }) }
}

/** Links come back with a slash after the host, as a browser would write them. */
function normaliseUrl(url: unknown): string {
  const text = typeof url === 'string' ? url.trim() : ''
  const whole = /^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `http://${text}`
  if (!URL.canParse(whole))
    throw badRequest(`inline keyboard button URL '${text}' is invalid: Wrong HTTP URL`)
  const parsed = new URL(whole)
  if (!['http:', 'https:', 'tg:', 'ton:'].includes(parsed.protocol))
    throw badRequest(`inline keyboard button URL '${text}' is invalid: Unsupported URL protocol`)
  if (parsed.protocol.startsWith('http') && !/\.|^localhost$/.test(parsed.hostname))
    throw badRequest(`inline keyboard button URL '${text}' is invalid: Wrong HTTP URL`)
  return parsed.href
}

function readReplyButton(button: unknown): ReplyButton {
  if (typeof button === 'string') return { text: button }
  const problem = "can't parse keyboard button"
  if (!isObject(button) || typeof button.text !== 'string')
    throw badRequest(`${problem}: Field "text" must be of type String`)
  return {
    text: button.text,
    ...(button.request_contact === true && { request_contact: true }),
    ...(button.request_location === true && { request_location: true }),
  }
}
