import type { Amending, ExternalId, PartContent } from '../contract.ts'
import { withFormat } from '../kit/cut-format.ts'
import { cutText } from '../kit/cut-text.ts'
import { groupFiles, MAX_TEXT, type MessagePayload, messagePart, toText } from './render.ts'

type Text = Pick<MessagePayload, 'text' | 'html'>

/** What is done to messages already sent. An edit without attachments leaves them as they are. */
export const amending: Amending = {
  renderEdit({ ids, text, format, files = [] }) {
    if (text === undefined) return []
    // The files came first; the text is with the first of them, or in messages of its own.
    const textIds = ids.slice(groupFiles(files).length)
    const [first] = ids
    if (textIds.length > 0) {
      return rewrite(textIds, withFormat(text, cutText(text, MAX_TEXT), format).map(toText))
    }
    return first ? [edit(first, toText({ text, format: [...(format ?? [])] }))] : []
  },

  renderDeletion({ ids }) {
    return ids.map(deletion)
  },

  renderAcknowledgement(token) {
    const payload = { callbackId: token }
    return [{ kind: 'acknowledgement', method: 'POST /answers', payload, fileIds: [] }]
  },
}

/** A longer text overflows into new messages; a shorter one leaves some that must go. */
function rewrite(ids: readonly ExternalId[], pieces: readonly Text[]): PartContent[] {
  const edits = pieces.map((text, index) => {
    const id = ids[index]
    return id ? edit(id, text) : messagePart(text)
  })
  return [...edits, ...ids.slice(pieces.length).map(deletion)]
}

function edit(messageId: ExternalId, text: Text): PartContent {
  return { kind: 'edit', method: 'PUT /messages', payload: { messageId, ...text }, fileIds: [] }
}

function deletion(messageId: ExternalId): PartContent {
  return { kind: 'deletion', method: 'DELETE /messages', payload: { messageId }, fileIds: [] }
}
