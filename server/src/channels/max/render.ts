import type { LocalFile, OutboundMessage, PartContent } from '../contract.ts'
import { type Piece, withFormat } from '../kit/cut-format.ts'
import { cutText } from '../kit/cut-text.ts'
import { present } from '../kit/present.ts'
import { toHtml } from './html.ts'
import { type Keyboard, toKeyboard } from './keyboards.ts'
import { toUploadType, type UploadType } from './media.ts'

/** https://dev.max.ru/docs-api/methods/POST/messages; counted as JavaScript counts. */
export const MAX_TEXT = 4000
/** How many may share a message is not published; ten are taken everywhere else. */
export const MAX_ALBUM = 10

/** What `send` makes a request of. A text without formats goes as it is: what is typed is no markup. */
export interface MessagePayload {
  text?: string
  /** The same text with its formats. */
  html?: string
  replyTo?: string
  keyboard?: Keyboard
  /** In the order of the part's files. */
  uploads?: UploadType[]
}

/**
 * Files go first, in their order: pictures and films together, others one by one. The text stands
 * with the first of them; what is answered on the first part, the buttons on the last.
 */
export function render(message: OutboundMessage): PartContent[] {
  const { text, format, files, buttons, replyTo } = message
  const keyboard = toKeyboard(buttons)
  const groups = groupFiles(files)
  const pieces = withFormat(text, cutText(text, MAX_TEXT), format).map(toText)
  const isCaption = groups.length > 0 && pieces.length <= 1
  const contents: { payload: MessagePayload; fileIds: string[] }[] = [
    ...groups.map((group, index) => ({
      payload: present({
        ...(isCaption && index === 0 && pieces[0]),
        uploads: group.map(toUploadType),
      }),
      fileIds: group.map(({ id }) => id),
    })),
    ...(isCaption ? [] : pieces.map((payload) => ({ payload, fileIds: [] }))),
  ]
  return contents.map(({ payload, fileIds }, index) =>
    messagePart(
      present({
        ...payload,
        replyTo: index === 0 ? (replyTo as string | undefined) : undefined,
        keyboard: index === contents.length - 1 ? keyboard : undefined,
      }),
      fileIds,
    ),
  )
}

/** Whether markup counts is not published: what grew too long with it goes without. */
export function toText({ text, format }: Piece): Pick<MessagePayload, 'text' | 'html'> {
  const html = toHtml(text, format)
  return { text, ...(html && html.length <= MAX_TEXT && { html }) }
}

export function messagePart(payload: MessagePayload, fileIds: string[] = []): PartContent {
  return { kind: 'message', method: 'POST /messages', payload: { ...payload }, fileIds }
}

/** What may stand in one message, in order. */
export function groupFiles(files: readonly LocalFile[]): LocalFile[][] {
  const groups: LocalFile[][] = []
  for (const file of files) {
    const group = groups.at(-1)
    const before = group?.at(-1)
    const hasRoom = group !== undefined && group.length < MAX_ALBUM
    if (hasRoom && before && isVisual(before) && isVisual(file)) group.push(file)
    else groups.push([file])
  }
  return groups
}

const isVisual = (file: LocalFile): boolean => ['image', 'video'].includes(toUploadType(file))
