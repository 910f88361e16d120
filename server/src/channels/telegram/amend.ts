import type { Amending, Amendment, ExternalId, PartContent, ThreadId } from '../contract.ts'
import { type Piece, withFormat } from '../kit/cut-format.ts'
import { cutText } from '../kit/cut-text.ts'
import { present } from '../kit/present.ts'
import { toEntities } from './entities.ts'
import { toMessageId } from './ids.ts'
import { chunk, toInlineMarkup } from './keyboards.ts'
import { MAX_TEXT, renderText } from './render.ts'

/** https://core.telegram.org/bots/api#deletemessages */
const MAX_DELETED_TOGETHER = 100

/** What is done to messages already sent. */
export const amending: Amending = {
  renderEdit(amendment) {
    const { ids, text, format, files = [] } = amendment
    const last = ids.at(-1)
    if (text === undefined) return last ? [edit('editMessageReplyMarkup', amendment, last)] : []

    // Every file became one message, before those of the text; the first of them has the caption.
    const textIds = ids.slice(files.length)
    const [first] = ids
    if (textIds.length > 0) {
      return rewrite(amendment, textIds, withFormat(text, cutText(text, MAX_TEXT), format))
    }
    const caption = present({ caption: text, caption_entities: toEntities(format) })
    return first ? [edit('editMessageCaption', amendment, first, caption)] : []
  },

  renderDeletion({ thread, ids }) {
    return deletions(thread, ids)
  },

  renderAcknowledgement(token) {
    const payload = { callback_query_id: token }
    return [{ kind: 'acknowledgement', method: 'answerCallbackQuery', payload, fileIds: [] }]
  },
}

/** A longer text overflows into new messages; a shorter one leaves some that must go. */
function rewrite(
  amendment: Amendment,
  ids: readonly ExternalId[],
  pieces: readonly Piece[],
): PartContent[] {
  const { thread } = amendment
  const edits = pieces.map((piece, index): PartContent => {
    const isLast = index === pieces.length - 1
    const id = ids[index]
    const { buttons, ...unmarked } = amendment
    const call = renderText(piece)
    if (id) return edit('editMessageText', isLast ? amendment : unmarked, id, call.payload)
    const reply_markup = isLast ? toInlineMarkup(buttons) : undefined
    return {
      kind: 'message',
      ...call,
      payload: present({ chat_id: thread, ...call.payload, reply_markup }),
    }
  })
  return [...edits, ...deletions(thread, ids.slice(pieces.length))]
}

/** An edit without buttons takes away those that were there, so they are given again. */
function edit(
  method: string,
  { thread, buttons }: Pick<Amendment, 'thread' | 'buttons'>,
  id: ExternalId,
  content: Record<string, unknown> = {},
): PartContent {
  const payload = present({
    chat_id: thread,
    message_id: toMessageId(id),
    ...content,
    reply_markup: toInlineMarkup(buttons),
  })
  return { kind: 'edit', method, payload, fileIds: [] }
}

/** One by one the answer says what is wrong; together, Telegram passes over what it cannot find. */
function deletions(thread: ThreadId, ids: readonly ExternalId[]): PartContent[] {
  return chunk(ids.map(toMessageId), MAX_DELETED_TOGETHER).map((messageIds) => {
    const [only, ...others] = messageIds
    const isOne = others.length === 0
    const which = isOne ? { message_id: only } : { message_ids: messageIds }
    const method = isOne ? 'deleteMessage' : 'deleteMessages'
    return { kind: 'deletion', method, payload: { chat_id: thread, ...which }, fileIds: [] }
  })
}
