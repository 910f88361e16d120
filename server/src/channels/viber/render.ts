import type { LocalFile, OutboundMessage, PartContent } from '../contract.ts'
import { cutText } from '../kit/cut-text.ts'
import { quoteAbove } from '../kit/quote-above.ts'
import { toCarousel, toKeyboard, toWords } from './keyboards.ts'
import { type MediaType, toMediaType } from './media.ts'

/** https://developers.viber.com/docs/api/rest-bot-api/#send-message */
export const MAX_TEXT = 7000
export const MAX_CAPTION = 512
/** A name is demanded of whoever speaks; the bot's own takes its place as the message leaves. */
export const SENDER = 'Бот'

/** What `send` makes a request of. */
export interface MessagePayload {
  type: 'text' | MediaType | 'rich_media'
  text?: string
  keyboard?: object
  rich_media?: object
  /** For those who read no carousels: what could be pressed, and nothing that was said before. */
  alt_text?: string
  min_api_version: number
}

/** Buttons want an application that knows them; everybody's knows text. */
const PLAIN = 1
const WITH_KEYBOARD = 3
const WITH_CAROUSEL = 7

/**
 * Files go first, one message each; the text is the caption of a picture where it stands first and
 * fits. A keyboard goes with the last of them, a carousel after all: it has no room for a text.
 */
export function render({ quote, files, buttons, ...said }: OutboundMessage): PartContent[] {
  const text = quoteAbove(said.text, quote)
  const pieces = cutText(text, MAX_TEXT)
  const [first] = files
  const isCaption =
    first !== undefined &&
    toMediaType(first) === 'picture' &&
    pieces.length === 1 &&
    [...text].length <= MAX_CAPTION
  const parts = [
    ...files.map((file, index) => mediaPart(file, isCaption && index === 0 ? pieces[0] : '')),
    ...(isCaption ? [] : pieces.map(textPart)),
  ]
  if (buttons?.placement === 'inline') {
    const carousel = toCarousel(buttons)
    return carousel ? [...parts, carouselPart(carousel, toWords(buttons))] : parts
  }
  const keyboard = buttons && toKeyboard(buttons)
  const last = parts.at(-1)
  if (keyboard && last) Object.assign(last.payload, { keyboard, min_api_version: WITH_KEYBOARD })
  return parts
}

function mediaPart(file: LocalFile, text = ''): PartContent {
  const type = toMediaType(file)
  const payload = { type, min_api_version: PLAIN, ...(type === 'picture' && { text }) }
  return { kind: 'message', method: 'send_message', payload, fileIds: [file.id] }
}

function textPart(text: string): PartContent {
  const payload = { type: 'text', text, min_api_version: PLAIN }
  return { kind: 'message', method: 'send_message', payload, fileIds: [] }
}

function carouselPart(carousel: object, words: string): PartContent {
  const [altText = ''] = cutText(words, MAX_CAPTION)
  const payload = {
    type: 'rich_media',
    rich_media: carousel,
    min_api_version: WITH_CAROUSEL,
    alt_text: altText,
  }
  return { kind: 'message', method: 'send_message', payload, fileIds: [] }
}
