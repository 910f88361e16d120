import type { SystemLine } from '@otklik/protocol'

import type { Conversation, Moment } from './conversation.ts'
import type { Effect } from './effect.ts'
import { type MessageDraft, type MessageState, previewOf } from './message.ts'

interface Said {
  conversation: Conversation
  message: MessageState
}

/** Gives a message its place in the transcript. */
export function add(conversation: Conversation, draft: MessageDraft): Said {
  const seq = conversation.seq + 1
  const message = { ...draft, conversationId: conversation.id, seq, version: 1 }
  // What nobody of us said hides nothing of what the customer did.
  const isSpoken = message.kind === 'message' && message.author.type !== 'system'
  return {
    message,
    conversation: {
      ...conversation,
      seq,
      ...(isSpoken && { lastMessage: previewOf(message) }),
    },
  }
}

/** What the customer may choose from is what stands under our last word. */
export function offering(conversation: Conversation, message: MessageState): Conversation {
  const options = (message.content.buttons?.rows ?? []).flatMap((row) =>
    row.flatMap(({ label, value }) => (value === undefined ? [] : [{ label, value }])),
  )
  const { choices: _, ...rest } = conversation
  return options.length > 0 ? { ...rest, choices: { messageId: message.id, options } } : rest
}

/** A message as it is after a change, and the conversation if its preview shows it. */
export function change(
  conversation: Conversation,
  message: MessageState,
  changes: Partial<MessageDraft>,
): { conversation: Conversation; effect: Effect; message: MessageState } {
  const changed = { ...message, ...changes, version: message.version + 1 }
  const isShown = conversation.lastMessage?.id === message.id
  return {
    message: changed,
    effect: { type: 'change-message', message: changed },
    conversation: isShown ? { ...conversation, lastMessage: previewOf(changed) } : conversation,
  }
}

/** A line the product writes itself, in nobody's language until it is shown. */
export function line(
  id: string,
  at: Moment,
  code: SystemLine['code'],
  parameters: Record<string, string> = {},
): MessageDraft {
  return {
    id,
    kind: 'system',
    author: { type: 'system', name: '' },
    text: '',
    content: { system: { code, parameters } },
    at,
  }
}

/** Adds a system line and returns what has to be written. */
export function note(
  conversation: Conversation,
  draft: MessageDraft,
): { conversation: Conversation; effects: Effect[] } {
  const said = add(conversation, draft)
  return {
    conversation: said.conversation,
    effects: [{ type: 'add-message', message: said.message }],
  }
}
