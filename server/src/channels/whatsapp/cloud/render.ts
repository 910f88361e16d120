import type { LocalFile, OutboundMessage, PartContent } from '../../contract.ts'
import { present } from '../../kit/present.ts'
import type { Choice } from '../choices.ts'
import { isSpeech, toMediaType } from '../media.ts'
import { type Piece, toPieces } from '../pieces.ts'
import { toTemplate } from './render-template.ts'

/** Opens the list: the message has no other word of ours to a customer. */
const OPEN_LIST = 'Выбрать'

/** What `send` makes a request of: the message as Meta spells it, without whom it is for. */
export interface MessagePayload extends Record<string, unknown> {
  type: 'text' | 'image' | 'video' | 'audio' | 'document' | 'interactive' | 'template'
}

/** https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-messages */
export function render(message: OutboundMessage): PartContent[] {
  const { template, files, replyTo } = message
  if (template) {
    const [header] = files
    const payload = toTemplate(template, message.buttons, header)
    return [part({ type: 'template', ...payload }, header ? [header.id] : [])]
  }
  const parts = toPieces(message).map((piece) => toPart(piece, files))
  const [first] = parts
  if (first && replyTo) Object.assign(first.payload, { context: { message_id: replyTo } })
  return parts
}

function toPart(piece: Piece, files: readonly LocalFile[]): PartContent {
  switch (piece.is) {
    case 'text':
      return part({ type: 'text', text: { body: piece.text, preview_url: true } })
    case 'choice':
      return part({ type: 'interactive', interactive: toInteractive(piece) })
    case 'file': {
      const file = files.find(({ id }) => id === piece.fileId)!
      return part(toMedia(file, piece.caption), [file.id])
    }
  }
}

function part(payload: MessagePayload, fileIds: string[] = []): PartContent {
  return { kind: 'message', method: 'messages', payload, fileIds }
}

function toMedia(file: LocalFile, words: string): MessagePayload {
  const type = toMediaType(file)
  const caption = words || undefined
  if (type === 'audio') return { type, audio: isSpeech(file) ? { voice: true } : {} }
  if (type === 'document') return { type, document: present({ caption, filename: file.name }) }
  return { type, [type]: present({ caption }) }
}

function toInteractive({ text, as, choices }: Extract<Piece, { is: 'choice' }>) {
  const body = { text }
  if (as === 'replies') {
    const reply = ({ value: id, label: title }: Choice) => ({ type: 'reply', reply: { id, title } })
    return { type: 'button', body, action: { buttons: choices.map(reply) } }
  }
  const rows = choices.map(({ value: id, label: title }) => ({ id, title }))
  return { type: 'list', body, action: { button: OPEN_LIST, sections: [{ rows }] } }
}
