import { fillTemplate } from '@otklik/protocol'

import type { LocalFile, MessageTemplate, OutboundMessage, PartContent } from '../../contract.ts'
import { present } from '../../kit/present.ts'
import { quoteAbove } from '../../kit/quote-above.ts'
import type { Choice } from '../choices.ts'
import { toMediaType } from '../media.ts'
import { type Piece, toPieces } from '../pieces.ts'
import { toKeys } from './template-content.ts'

/** How a list is asked for is not documented: there are three buttons, or lines with numbers. */
const MAX_BUTTONS = 3

/** What `send` makes a request of: the content as edna spells it, without the file's address. */
export interface ContentPayload extends Record<string, unknown> {
  contentType: 'TEXT' | 'IMAGE' | 'VIDEO' | 'AUDIO' | 'DOCUMENT'
}

export function render(message: OutboundMessage): PartContent[] {
  const { template, files } = message
  if (template) {
    const [header] = files
    return [part(toTemplate(template, message), header ? [header.id] : [])]
  }
  return toPieces(withoutList(withQuote(message))).map((piece) => toPart(piece, files))
}

/** There is no way to point at a message. */
function withQuote(message: OutboundMessage): OutboundMessage {
  const text = quoteAbove(message.text, message.quote)
  const by = text.length - message.text.length
  const format = message.format?.map((span) => ({ ...span, offset: span.offset + by }))
  return { ...message, text, ...(format && { format }) }
}

/** More than three are told as lines of the text, which a person answers by typing. */
function withoutList(message: OutboundMessage): OutboundMessage {
  const choices = message.buttons?.rows.flat().filter(({ url }) => url === undefined) ?? []
  const isTooMuch =
    choices.length > MAX_BUTTONS || choices.some(({ label }) => label.trim().length > 20)
  if (!isTooMuch) return message
  const lines = choices.map(({ label }, index) => `${index + 1}. ${label.trim()}`)
  const { buttons, ...rest } = message
  const links = buttons!.rows.flat().filter(({ url }) => url !== undefined)
  return {
    ...rest,
    text: [message.text, lines.join('\n')].filter((part) => part.trim()).join('\n\n'),
    ...(links.length > 0 && { buttons: { ...buttons!, rows: [links] } }),
  }
}

function toPart(piece: Piece, files: readonly LocalFile[]): PartContent {
  switch (piece.is) {
    case 'text':
      return part({ contentType: 'TEXT', text: piece.text })
    case 'choice':
      return part({ contentType: 'TEXT', text: piece.text, keyboard: toKeyboard(piece.choices) })
    case 'file': {
      const file = files.find(({ id }) => id === piece.fileId)!
      return part(toMedia(file, piece.caption), [file.id])
    }
  }
}

function part(payload: ContentPayload, fileIds: string[] = []): PartContent {
  return { kind: 'message', method: 'cascade/schedule', payload, fileIds }
}

const contentTypes = {
  image: 'IMAGE',
  video: 'VIDEO',
  audio: 'AUDIO',
  document: 'DOCUMENT',
} as const

/** A text beside a file is lost: it has to be its caption. */
function toMedia(file: LocalFile, caption: string): ContentPayload {
  const contentType = contentTypes[toMediaType(file)]
  return { contentType, ...present({ caption: caption || undefined }) }
}

/** One row each: a person reads them one below another. */
function toKeyboard(choices: readonly Choice[]) {
  const rows = choices.map(({ label: text, value: payload }) => ({
    buttons: [{ text, buttonType: 'QUICK_REPLY', payload }],
  }))
  return { rows }
}

/**
 * A template is not named: what is sent is compared with what was approved, to the last space, with
 * all that stands around the text.
 */
function toTemplate(template: MessageTemplate, { buttons }: OutboundMessage): ContentPayload {
  const { header, body, footer, buttons: ours } = fillTemplate(template.content, template.values)
  const sent = buttons?.rows.flat() ?? []
  const keys = toKeys(ours, (index) => sent[index]?.value)
  return {
    contentType: 'TEXT',
    text: body,
    ...(header && {
      header:
        header.kind === 'text'
          ? { headerType: 'TEXT', text: header.text }
          : { headerType: header.kind.toUpperCase() },
    }),
    ...(footer !== undefined && { footer: { text: footer } }),
    ...(keys.length > 0 && { keyboard: { rows: [{ buttons: keys }] } }),
  }
}
