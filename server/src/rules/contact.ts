import type { ButtonRows } from '@otklik/protocol'

import * as closing from './closing.ts'
import { type Context, type Step, unchanged } from './context.ts'
import { type Conversation, isOpen } from './conversation.ts'
import type { Effect } from './effect.ts'
import type { MessageContent, MessageDraft } from './message.ts'
import { add, change, line, note } from './say.ts'
import type { Trigger } from './trigger.ts'

type Of<Type extends Trigger['type']> = Extract<Trigger, { type: Type }>

/** The customer's word: it opens a conversation where none is open, and it is waited upon. */
export function wrote(
  found: Conversation | undefined,
  draft: MessageDraft,
  context: Context,
): Step {
  const opened = openIfNeeded(found, draft.id, context)
  const heard = hear(opened, draft.id, context)
  const said = add(heard.conversation, draft)
  return {
    conversation: awaited(said.conversation, context, { unread: true }),
    effects: [
      ...heard.effects,
      { type: 'add-message', message: said.message },
      ...unblockedByWord(context),
    ],
  }
}

/** The chat was opened by a link or the start button: nothing is asked yet, but somebody came. */
export function started(
  found: Conversation | undefined,
  { lineId, payload }: Of<'contact-started'>,
  context: Context,
): Step {
  const opened = openIfNeeded(found, lineId, context)
  const noted = note(
    opened.conversation,
    line(lineId, context.now, 'started', payload ? { payload } : {}),
  )
  return {
    conversation: awaited(noted.conversation, context, { unread: false }),
    effects: [...opened.effects, ...noted.effects, ...unblockedByWord(context)],
  }
}

/**
 * A press is a word without a message: the pressed button is marked where it stands. If that is in
 * a conversation which is over, a line in the open one says what was pressed.
 */
export function pressed(
  found: Conversation | undefined,
  trigger: Of<'contact-pressed'>,
  context: Context,
): Step {
  const opened = openIfNeeded(found, trigger.lineId, context)
  const heard = hear(opened, trigger.lineId, context)
  let { conversation } = heard
  const effects = [...heard.effects]
  const target = trigger.messageId ? context.messages.get(trigger.messageId) : undefined
  const buttons = target?.content.buttons
  const marked = buttons && mark(buttons, trigger.value, context.now)
  const isHere = target?.conversationId === conversation.id
  if (target && marked) {
    const changed = change(conversation, target, {
      content: { ...target.content, buttons: marked },
    })
    conversation = changed.conversation
    effects.push(changed.effect)
  }
  if (!(marked && isHere)) {
    const label = trigger.label ?? labelOf(buttons, trigger.value) ?? trigger.value
    const noted = note(conversation, line(trigger.lineId, context.now, 'pressed', { label }))
    conversation = noted.conversation
    effects.push(...noted.effects)
  }
  return { conversation: awaited(conversation, context, { unread: false }), effects }
}

function mark(buttons: ButtonRows, value: string, at: number): ButtonRows | undefined {
  let isFound = false
  const rows = buttons.rows.map((row) =>
    row.map((button) => {
      if (button.value !== value) return button
      isFound = true
      return { ...button, pressedAt: new Date(at).toISOString() }
    }),
  )
  return isFound ? { ...buttons, rows } : undefined
}

const labelOf = (buttons: ButtonRows | undefined, value: string) =>
  buttons?.rows.flat().find((button) => button.value === value)?.label

/** The newest edit wins, in whatever order they arrive. */
export function edited(
  conversation: Conversation,
  { messageId, text, content, at }: Of<'contact-edited'>,
  context: Context,
): Step {
  const message = context.messages.get(messageId)
  if (message?.author.type !== 'contact') return unchanged(conversation)
  if ((message.editedAt ?? 0) > at) return unchanged(conversation)
  const files = content.files?.length ? content.files : message.content.files
  // A platform that repeats a message unchanged has not edited it.
  const shown = (of: MessageContent) => JSON.stringify([of.location, of.format ?? []])
  if (message.text === text && shown(message.content) === shown(content)) {
    return unchanged(conversation)
  }
  const changed = change(conversation, message, {
    text,
    content: { ...message.content, ...content, ...(files && { files }) },
    editedAt: at,
  })
  return { conversation: changed.conversation, effects: [changed.effect] }
}

export function deleted(found: Conversation, messageIds: string[], context: Context): Step {
  let conversation = found
  const effects: Effect[] = []
  for (const id of messageIds) {
    const message = context.messages.get(id)
    if (!message || message.deletedAt !== undefined) continue
    const changed = change(conversation, message, { deletedAt: context.now })
    conversation = changed.conversation
    effects.push(changed.effect)
  }
  return { conversation, effects }
}

/** TG-12: said once, in the transcript; the composer closes until they write again. */
export function blocked(
  conversation: Conversation | undefined,
  lineId: string,
  context: Context,
): Step {
  if (context.contact.isBlocking) return unchanged(conversation)
  const effects: Effect[] = [{ type: 'block-address' }]
  if (!conversation || !isOpen(conversation)) return { conversation, effects }
  const noted = note(conversation, line(lineId, context.now, 'contact-blocked'))
  return { conversation: noted.conversation, effects: [...effects, ...noted.effects] }
}

export function unblocked(
  conversation: Conversation | undefined,
  lineId: string,
  context: Context,
): Step {
  if (!context.contact.isBlocking) return unchanged(conversation)
  const effects: Effect[] = [{ type: 'unblock-address' }]
  if (!conversation || !isOpen(conversation)) return { conversation, effects }
  const noted = note(conversation, line(lineId, context.now, 'contact-unblocked'))
  return { conversation: noted.conversation, effects: [...effects, ...noted.effects] }
}

/** Whoever writes to us has not blocked us, whatever we were told before. */
const unblockedByWord = (context: Context): Effect[] =>
  context.contact.isBlocking ? [{ type: 'unblock-address' }] : []

function openIfNeeded(
  found: Conversation | undefined,
  seed: string,
  context: Context,
): { conversation: Conversation; effects: Effect[] } {
  if (found && isOpen(found)) return { conversation: found, effects: [] }
  const { previous } = context
  const conversation: Conversation = {
    id: context.newConversationId,
    kind: 'direct',
    openedAt: context.now,
    ...(previous && { previousId: previous.id }),
    holding: { status: 'queued', since: context.now },
    seq: 0,
    owes: 'nobody',
    unread: 0,
    lastActivityAt: context.now,
  }
  const wake: Effect = { type: 'wake-routing', reason: 'queued' }
  if (!previous) return { conversation, effects: [wake] }
  const parameters = { id: previous.id, number: String(previous.number) }
  const noted = note(conversation, line(idAfter(seed), context.now, 'continued', parameters))
  return { conversation: noted.conversation, effects: [wake, ...noted.effects] }
}

/** A close that nobody has undone yet gives way to the customer's word: it would go unheard. */
function hear(
  { conversation, effects }: { conversation: Conversation; effects: Effect[] },
  seed: string,
  context: Context,
): { conversation: Conversation; effects: Effect[] } {
  if (conversation.holding.status !== 'closing') return { conversation, effects }
  const interrupted = closing.interrupted(conversation, idAfter(seed), context)
  return {
    conversation: interrupted.conversation,
    effects: [...effects, ...interrupted.effects],
  }
}

function awaited(
  conversation: Conversation,
  context: Context,
  { unread }: { unread: boolean },
): Conversation {
  return {
    ...conversation,
    owes: 'us',
    waitingSince:
      conversation.owes === 'us' ? (conversation.waitingSince ?? context.now) : context.now,
    unread: conversation.unread + (unread ? 1 : 0),
    lastActivityAt: context.now,
  }
}

/**
 * The id of a line that comes with another row: derived, because rules know no chance. It differs
 * from the seed in the version digit alone, which v7 ids never share with v8.
 */
function idAfter(seed: string): string {
  return `${seed.slice(0, 14)}8${seed.slice(15)}`
}
