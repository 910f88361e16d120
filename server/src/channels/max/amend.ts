import type { Amending, ExternalId, PartContent } from '../contract.ts'
import { cutText } from '../kit/cut-text.ts'
import { groupFiles, MAX_TEXT, messagePart } from './render.ts'

/** What is done to messages already sent. An edit without attachments leaves them as they are. */
export const amending: Amending = {
  renderEdit({ ids, text, files = [] }) {
    if (text === undefined) return []
    // The files came first; the text is with the first of them, or in messages of its own.
    const textIds = ids.slice(groupFiles(files).length)
    const [first] = ids
    if (textIds.length > 0) return rewrite(textIds, cutText(text, MAX_TEXT))
    return first ? [edit(first, text)] : []
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
function rewrite(ids: readonly ExternalId[], pieces: readonly string[]): PartContent[] {
  const edits = pieces.map((text, index) => {
    const id = ids[index]
    return id ? edit(id, text) : messagePart({ text })
  })
  return [...edits, ...ids.slice(pieces.length).map(deletion)]
}

function edit(messageId: ExternalId, text: string): PartContent {
  return { kind: 'edit', method: 'PUT /messages', payload: { messageId, text }, fileIds: [] }
}

function deletion(messageId: ExternalId): PartContent {
  return { kind: 'deletion', method: 'DELETE /messages', payload: { messageId }, fileIds: [] }
}
