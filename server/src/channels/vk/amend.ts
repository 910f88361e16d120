import type { Amending, ExternalId, PartContent } from '../contract.ts'
import { cutText } from '../kit/cut-text.ts'
import { present } from '../kit/present.ts'
import { readPlace } from './ids.ts'
import { type Keyboard, toKeyboard } from './keyboards.ts'
import { groupFiles, MAX_TEXT, messagePart } from './render.ts'

interface Edit {
  id: string
  text: string
  keyboard?: Keyboard | undefined
  /** What a message carries is lost with an edit that does not name it again. */
  hasFiles?: true | undefined
}

/** What is done to messages already sent. */
export const amending: Amending = {
  renderEdit({ thread, ids, text, buttons, files = [] }) {
    if (text === undefined) return []
    const isComment = readPlace(thread) !== undefined
    // Where the buttons were, they stay.
    const keyboard = isComment ? undefined : toKeyboard(buttons)
    const textIds = ids.slice(groupFiles(files).length)
    if (textIds.length > 0) return rewrite(textIds, { text, keyboard, isComment })
    const [first] = ids
    const hasButtons = ids.length === 1
    return first
      ? [edit({ id: first, text, hasFiles: true, keyboard: hasButtons ? keyboard : undefined })]
      : []
  },

  renderDeletion({ ids }) {
    return ids.map(deletion)
  },

  renderAcknowledgement(token) {
    const method = 'messages.sendMessageEventAnswer'
    return [{ kind: 'acknowledgement', method, payload: { token }, fileIds: [] }]
  },
}

/** A longer text overflows into new messages; a shorter one leaves some that must go. */
function rewrite(
  ids: readonly ExternalId[],
  {
    text,
    keyboard,
    isComment,
  }: { text: string; keyboard?: Keyboard | undefined; isComment: boolean },
): PartContent[] {
  const pieces = cutText(text, MAX_TEXT)
  const written = pieces.map((piece, index) => {
    const id = ids[index]
    const ends = index === pieces.length - 1 ? keyboard : undefined
    if (id) return edit({ id, text: piece, keyboard: ends })
    return messagePart(present({ text: piece, keyboard: ends }), { fileIds: [], isComment })
  })
  return [...written, ...ids.slice(pieces.length).map(deletion)]
}

function edit(payload: Edit): PartContent {
  return { kind: 'edit', method: 'edit', payload: present({ ...payload }), fileIds: [] }
}

function deletion(id: ExternalId): PartContent {
  return { kind: 'deletion', method: 'delete', payload: { id }, fileIds: [] }
}
