import type { LocalFile, OutboundMessage, PartContent } from '../contract.ts'
import { withFormat } from '../kit/cut-format.ts'
import { cutText } from '../kit/cut-text.ts'
import { present } from '../kit/present.ts'
import { toEntities } from './entities.ts'
import { toMessageId } from './ids.ts'
import { toMarkup } from './keyboards.ts'
import { canShareAlbum, type MediaType, toMediaType } from './media.ts'

/** https://core.telegram.org/bots/api#sendmessage; UTF-16 units are never fewer than its own. */
export const MAX_TEXT = 4096
export const MAX_CAPTION = 1024
export const MAX_ALBUM = 10

type Call = Pick<PartContent, 'method' | 'payload' | 'fileIds'>

/**
 * Files go first, in their order; the text is the caption of the first where it fits. What is
 * answered stands on the first part, the buttons on the last. Text goes without parse_mode: what
 * an operator types is never markup.
 */
export function render(message: OutboundMessage): PartContent[] {
  const { thread, text, format, files, buttons, replyTo } = message
  const markup = toMarkup(buttons)
  const groups = groupFiles(files, markup !== undefined && text.trim() === '')
  const isCaption = groups.length > 0 && fitsCaption(text, groups, markup !== undefined)

  const calls = [
    ...groups.map((group, index) =>
      renderGroup(group, isCaption && index === 0 ? { text, format } : { text: '' }),
    ),
    ...(isCaption ? [] : withFormat(text, cutText(text, MAX_TEXT), format).map(renderText)),
  ]
  return calls.map(({ method, payload, fileIds }, index) => ({
    kind: 'message',
    method,
    payload: present({
      chat_id: thread,
      ...payload,
      reply_parameters: index === 0 && replyTo ? toReplyParameters(replyTo) : undefined,
      reply_markup: index === calls.length - 1 ? markup : undefined,
    }),
    fileIds,
  }))
}

/** An album carries no buttons: then the text goes on its own and carries them. */
function fitsCaption(text: string, groups: Group[], hasMarkup: boolean): boolean {
  if (text.length > MAX_CAPTION) return false
  return !hasMarkup || text.trim() === '' || groups.at(-1)?.length === 1
}

type Text = Pick<OutboundMessage, 'text'> & { format?: OutboundMessage['format'] | undefined }
type Group = Array<{ file: LocalFile; type: MediaType }>

/** What may stand in one album, in order. With `lastAlone` something is left that can have buttons. */
function groupFiles(files: readonly LocalFile[], lastAlone: boolean): Group[] {
  const groups: Group[] = []
  for (const [index, file] of files.entries()) {
    const type = toMediaType(file)
    const group = groups.at(-1)
    const before = group?.at(-1)
    const isAlone = lastAlone && index === files.length - 1
    if (
      group &&
      before &&
      !isAlone &&
      group.length < MAX_ALBUM &&
      canShareAlbum(before.type, type)
    ) {
      group.push({ file, type })
    } else {
      groups.push([{ file, type }])
    }
  }
  return groups
}

function renderGroup(group: Group, { text: caption, format }: Text): Call {
  const captioned =
    caption.trim() === '' ? {} : present({ caption, caption_entities: toEntities(format) })
  const fileIds = group.map(({ file }) => file.id)
  const [first] = group
  if (group.length === 1 && first) {
    const method = `send${first.type.charAt(0).toUpperCase()}${first.type.slice(1)}`
    return { method, payload: { [first.type]: attachment(0), ...captioned }, fileIds }
  }
  const media = group.map(({ type }, index) => ({
    type,
    media: attachment(index),
    ...(index === 0 && captioned),
  }))
  return { method: 'sendMediaGroup', payload: { media }, fileIds }
}

/** Names the part of the form that holds the file: https://core.telegram.org/bots/api#sending-files */
function attachment(index: number): string {
  return `attach://${fieldOf(index)}`
}

export function fieldOf(index: number): string {
  return `file${index}`
}

export function renderText({ text, format }: Text): Call {
  const payload = present({ text, entities: toEntities(format) })
  return { method: 'sendMessage', payload, fileIds: [] }
}

function toReplyParameters(replyTo: NonNullable<OutboundMessage['replyTo']>) {
  return { message_id: toMessageId(replyTo), allow_sending_without_reply: true }
}
