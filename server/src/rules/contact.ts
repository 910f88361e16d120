import type { ButtonRows } from '@otklik/protocol'
import { heard } from './asking.ts'
import * as autoReplies from './auto-replies.ts'
import * as closing from './closing.ts'
import { type Context, type Step, unchanged } from './context.ts'
import { type BotInput, type Conversation, isOpen, type PublicPage } from './conversation.ts'
import type { Effect } from './effect.ts'
import { recalled } from './holding.ts'
import { formerTexts, type MessageContent, type MessageDraft } from './message.ts'
import { asked } from './question.ts'
import { receive, receiverQueue } from './receiving.ts'
import { replyUntil } from './reply-window.ts'
import { areSameFiles } from './same-files.ts'
import { add, change, line, note } from './say.ts'
import type { Trigger } from './trigger.ts'
import { Turn } from './turn.ts'
import { cameFrom } from './visits.ts'

type Of<Type extends Trigger['type']> = Extract<Trigger, { type: Type }>

/** The customer's word: it opens a conversation where none is open, and it is waited upon. */
export function wrote(
  found: Conversation | undefined,
  { message, page, before, visit, ad }: Of<'contact-wrote'>,
  context: Context,
): Step {
  const draft = notAhead(message, context)
  if (isUnwanted(found, context)) return keptAside(found, draft, context, page)
  const turn = begin(found, draft.id, context, page)
  cameFrom(turn, { visit, ad })
  recall(turn)
  if (before?.answer) turn.line('form-filled', before.answer)
  if (before?.question && !(found && isOpen(found))) asked(turn, before.question)
  const said = add(turn.conversation, draft)
  turn.conversation = said.conversation
  turn.effects.push({ type: 'add-message', message: said.message })
  customerWaits(turn, { unread: true, saidAt: draft.at })
  heard(turn, chosenBy(turn, draft) ?? { type: 'said', messageId: draft.id })
  return turn.end()
}

/** A platform's clock may go ahead of ours: more than this is taken for a clock that is wrong. */
const MOST_AHEAD_MS = 60_000

/** Nobody has said anything in the future: such a word would stay the latest until then. */
const notAhead = (draft: MessageDraft, { now }: Context): MessageDraft =>
  draft.at > now + MOST_AHEAD_MS ? { ...draft, at: now } : draft

/** The chat was opened by a link or the start button: nothing is asked yet, but somebody came. */
export function started(
  found: Conversation | undefined,
  { lineId, payload, at, visit }: Of<'contact-started'>,
  context: Context,
): Step {
  if (isUnwanted(found, context)) return unchanged(found)
  const turn = begin(found, lineId, context)
  cameFrom(turn, { visit })
  recall(turn)
  turn.line('started', payload ? { payload } : {})
  customerWaits(turn, { unread: false, saidAt: at })
  heard(turn, { type: 'start', ...(payload && { payload }) })
  return turn.end()
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
  if (isUnwanted(found, context)) return unchanged(found)
  const turn = begin(found, trigger.lineId, context)
  recall(turn)
  const target = context.messages.get(trigger.messageId ?? offeredIn(found, trigger.value) ?? '')
  const buttons = target?.content.buttons
  const marked = buttons && mark(buttons, trigger.value, context.now)
  const isHere = target?.conversationId === turn.conversation.id
  if (target && marked) {
    const changed = change(turn.conversation, target, {
      content: { ...target.content, buttons: marked },
    })
    turn.conversation = changed.conversation
    turn.effects.push(changed.effect)
  }
  if (!(marked && isHere)) {
    const label = trigger.label ?? labelOf(buttons, trigger.value) ?? trigger.value
    turn.line('pressed', { label })
  }
  customerWaits(turn, { unread: false, saidAt: trigger.at })
  const label = trigger.label ?? labelOf(buttons, trigger.value)
  const of = { ...(label && { label }), ...(target && { messageId: target.id }) }
  // What stands under no message of ours is a customer's invention, and chooses nothing.
  heard(turn, { type: 'pressed', value: marked ? trigger.value : '', ...of })
  return turn.end()
}

/**
 * A quick finger: the platform shows our buttons, and has not told us yet what it calls their
 * message.
 */
const offeredIn = (conversation: Conversation | undefined, value: string): string | undefined =>
  conversation?.choices?.options.some((option) => option.value === value)
    ? conversation.choices.messageId
    : undefined

/** A keyboard's button comes as its text, and whoever types it has pressed it as well. */
function chosenBy(turn: Turn, { id: messageId, text, at }: MessageDraft): BotInput | undefined {
  const { choices } = turn.conversation
  const typed = text.trim().toLowerCase()
  const option = choices?.options.find(({ label }) => label.trim().toLowerCase() === typed)
  if (!choices || !option) return undefined
  const target = turn.context.messages.get(choices.messageId)
  const buttons = target?.content.buttons
  const marked = buttons && mark(buttons, option.value, at)
  if (target && marked) {
    const content = { ...target.content, buttons: marked }
    const changed = change(turn.conversation, target, { content })
    turn.conversation = changed.conversation
    turn.effects.push(changed.effect)
  }
  return { type: 'pressed', ...option, messageId }
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

/**
 * The customer's word as well, though it did not come through the platform: it keeps no reply window
 * open, and no bot has asked for it.
 */
export function filledForm(
  found: Conversation | undefined,
  { lineId, answer }: Of<'form-filled'>,
  context: Context,
): Step {
  if (isUnwanted(found, context)) return unchanged(found)
  const isNew = !found || !isOpen(found)
  const turn = begin(found, lineId, context)
  recall(turn)
  turn.line('form-filled', answer)
  customerWaits(turn, { unread: true, saidAt: undefined, isElsewhere: true })
  if (isNew) heard(turn, { type: 'start' })
  return turn.end()
}

/** The newest edit wins, in whatever order they arrive. */
export function edited(
  conversation: Conversation,
  { messageId, text, content, at, isRestored }: Of<'contact-edited'>,
  context: Context,
): Step {
  const message = context.messages.get(messageId)
  if (message?.author.type !== 'contact') return unchanged(conversation)
  if ((message.editedAt ?? 0) > at) return unchanged(conversation)
  const { files: had = [], ...before } = message.content
  const { files: told = [], ...now } = content
  const hasSameFiles = areSameFiles(had, told)
  const files = hasSameFiles ? had : told
  // A platform that repeats a message unchanged has not edited it.
  const shown = (of: MessageContent) => JSON.stringify([of.location, of.format ?? []])
  const isSame = message.text === text && shown(before) === shown(now) && hasSameFiles
  const { deletedAt, ...undeleted } = message
  const isBack = isRestored && deletedAt !== undefined
  if (isSame && !isBack) return unchanged(conversation)
  const changed = change(conversation, isBack ? undeleted : message, {
    text,
    content: {
      ...before,
      ...now,
      ...(files.length > 0 && { files }),
      ...formerTexts(message, text, at),
    },
    ...(!isSame && { editedAt: at }),
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

/**
 * Whom we do not want to hear: whoever was blocked, and spam, unless somebody of ours has a talk with
 * them.
 */
const isUnwanted = (found: Conversation | undefined, { contact }: Context): boolean =>
  contact.isBarred === true || (contact.isSpam === true && found !== undefined && !isOpen(found))

/**
 * Whoever we have blocked: the word is kept in the thread's last conversation as it is, nobody owes
 * anything and nobody is told. Where there is none yet, it is kept in one that is over already.
 */
function keptAside(
  found: Conversation | undefined,
  draft: MessageDraft,
  context: Context,
  page?: PublicPage,
): Step {
  const conversation: Conversation = found ?? {
    ...newborn(context, page),
    holding: { status: 'closed', at: context.now, reason: 'barred' },
  }
  const said = add(conversation, draft)
  return {
    conversation: said.conversation,
    effects: [{ type: 'add-message', message: said.message }],
  }
}

/** Their name or their importance is another one: the conversation itself is as it was. */
export const changed = (conversation: Conversation | undefined): Step =>
  conversation ? { conversation: { ...conversation }, effects: [] } : unchanged(undefined)

/** The open conversation, or a new one that somebody will have to take. */
function begin(
  found: Conversation | undefined,
  seed: string,
  context: Context,
  page?: PublicPage,
): Turn {
  if (found && isOpen(found)) return unblockedByWord(new Turn(found, context, seed))
  const { previous, now } = context
  const queue = receiverQueue(context).queue
  const turn = new Turn(
    { ...newborn(context, page), holding: { status: 'queued', queue, since: now } },
    context,
    seed,
  )
  if (previous) turn.line('continued', { id: previous.id, number: String(previous.number) })
  receive(turn)
  return unblockedByWord(turn)
}

function newborn(
  { newConversationId, previous, now }: Context,
  page?: PublicPage,
): Omit<Conversation, 'holding'> {
  return {
    id: newConversationId,
    kind: page ? 'comment' : 'direct',
    openedAt: now,
    ...(page && { page }),
    ...(previous && { previousId: previous.id }),
    seq: 0,
    owes: 'nobody',
    unread: 0,
    lastActivityAt: now,
  }
}

/** Whoever writes to us has not blocked us, whatever we were told before. */
function unblockedByWord(turn: Turn): Turn {
  if (turn.context.contact.isBlocking) turn.effects.push({ type: 'unblock-address' })
  return turn
}

/** A word ends what would leave it unheard: a close that can still be undone, and a pause. */
function recall(turn: Turn): void {
  closing.interrupted(turn)
  recalled(turn)
}

/** The customer waits from here on, and so do the automatic replies. */
function customerWaits(
  turn: Turn,
  {
    unread,
    saidAt,
    isElsewhere = false,
  }: { unread: boolean; saidAt: number | undefined; isElsewhere?: boolean },
): void {
  const { now, previous } = turn.context
  const { conversation } = turn
  const isWaiting = conversation.owes === 'us'
  const window = () =>
    replyUntil(saidAt ?? now, conversation.replyUntil ?? previous?.replyUntil, turn.context)
  turn.forget('waived')
  turn.change({
    owes: 'us',
    waitingSince: isWaiting ? (conversation.waitingSince ?? now) : now,
    unread: conversation.unread + (unread ? 1 : 0),
    lastActivityAt: now,
    ...(!isElsewhere && window()),
  })
  // A bot that answers needs none (REQ-07).
  if (conversation.holding.status !== 'bot') autoReplies.begun(turn)
}
