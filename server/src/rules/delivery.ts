import * as contact from './contact.ts'
import { type Context, type Step, unchanged } from './context.ts'
import type { Conversation } from './conversation.ts'
import type { Effect } from './effect.ts'
import type { Delivery, MessageDraft, MessageState } from './message.ts'
import { change } from './say.ts'
import type { PartOutcome, Trigger } from './trigger.ts'

type Of<Type extends Trigger['type']> = Extract<Trigger, { type: Type }>

/** One call of the platform ended; the message says no more than is known. */
export function settled(
  found: Conversation,
  { part, lineId }: Of<'part-settled'>,
  context: Context,
): Step {
  const message = part.messageId ? context.messages.get(part.messageId) : undefined
  if (!message) return unchanged(found)
  const { outcome } = part
  if (outcome.result === 'failed' && hasArrived(message)) return unchanged(found)
  const changes = changesAfter(part, message, context)
  let conversation = found
  const effects: Effect[] = []
  if (changes) {
    const { failure: _, ...kept } = message
    const changed = change(conversation, kept, changes)
    conversation = changed.conversation
    effects.push(changed.effect)
  }
  if (outcome.result === 'failed' && part.kind === 'message') {
    // The rest of a message makes no sense without this part of it.
    effects.push({ type: 'withdraw', messageId: message.id })
    if (outcome.reason === 'recipient-blocked') {
      const told = contact.blocked(conversation, lineId, context)
      conversation = told.conversation ?? conversation
      effects.push(...told.effects)
    }
  }
  return { conversation, effects }
}

/** What is with the customer cannot fail any more, whatever is said later. */
const hasArrived = ({ delivery, status }: MessageState): boolean =>
  (delivery?.total ?? 1) === 1 && (status === 'delivered' || status === 'read')

function changesAfter(
  { kind, outcome, before }: Of<'part-settled'>['part'],
  message: MessageState,
  context: Context,
): Partial<MessageDraft> | undefined {
  if (kind === 'edit') return afterEdit(message, outcome)
  if (kind === 'deletion') return afterDeletion(message, outcome, context)
  if (kind === 'message') return afterSending(message, outcome, before)
  return undefined
}

function afterSending(
  message: MessageState,
  outcome: PartOutcome,
  before: Of<'part-settled'>['part']['before'],
): Partial<MessageDraft> | undefined {
  const known = message.delivery ?? { total: 1, sent: 0, unknown: 0 }
  const delivery = before ? { ...known, [before]: Math.max(0, known[before] - 1) } : known
  switch (outcome.result) {
    case 'sent':
      return ended({ ...delivery, sent: delivery.sent + 1 }, message)
    case 'unknown':
      return ended({ ...delivery, unknown: delivery.unknown + 1 }, message)
    case 'retry':
      return { failure: { ...reasonOf(outcome), retryAt: new Date(outcome.at).toISOString() } }
    case 'failed':
      // A part of it may be with the customer: that must not be forgotten.
      return {
        ...(before && { delivery }),
        status: delivery.unknown > 0 ? 'unknown' : 'failed',
        failure: reasonOf(outcome),
      }
  }
}

function ended(delivery: Delivery, message: MessageState): Partial<MessageDraft> {
  const isOver = delivery.sent + delivery.unknown >= delivery.total
  // A receipt may have come before the answer to the call that made the message.
  const isAhead = message.status === 'delivered' || message.status === 'read'
  if (!isOver || isAhead) return { delivery }
  return { delivery, status: delivery.unknown > 0 ? 'unknown' : 'sent' }
}

/** A refused edit brings the old text back: the transcript shows what the customer sees. */
function afterEdit(message: MessageState, outcome: PartOutcome): Partial<MessageDraft> | undefined {
  if (outcome.result === 'retry') return undefined
  const { beforeEdit, ...content } = message.content
  if (outcome.result === 'sent' || !beforeEdit) return { content }
  const { formerTexts, format: _, ...rest } = content
  const former = formerTexts?.slice(
    0,
    formerTexts.findIndex(({ text }) => text === beforeEdit.text),
  )
  return {
    content: {
      ...rest,
      ...(beforeEdit.format && { format: beforeEdit.format }),
      ...(former?.length && { formerTexts: former }),
    },
    text: beforeEdit.text,
    ...(beforeEdit.editedAt !== undefined && { editedAt: beforeEdit.editedAt }),
    failure: outcome.result === 'failed' ? reasonOf(outcome) : { reason: 'unreachable' },
  }
}

function afterDeletion(
  message: MessageState,
  outcome: PartOutcome,
  context: Context,
): Partial<MessageDraft> | undefined {
  if (outcome.result === 'retry') return undefined
  const { isBeingDeleted: _, ...content } = message.content
  if (outcome.result === 'sent') return { content, deletedAt: context.now }
  return {
    content,
    failure: outcome.result === 'failed' ? reasonOf(outcome) : { reason: 'unreachable' },
  }
}

function reasonOf(outcome: Extract<PartOutcome, { result: 'failed' | 'retry' }>) {
  return {
    reason: outcome.reason,
    ...(outcome.code && { code: outcome.code }),
    ...('detail' in outcome && outcome.detail && { detail: outcome.detail }),
  }
}

const rank = { queued: 0, cancelled: 0, failed: 0, unknown: 0, sent: 1, delivered: 2, read: 3 }

/**
 * Of a message that became several, another part may have failed, or be in doubt: that one of them
 * arrived does not put it right.
 */
const isOfAnother = ({ delivery, status }: MessageState): boolean =>
  (delivery?.total ?? 1) > 1 && (status === 'failed' || status === 'unknown')

/** Statuses only grow, in whatever order receipts arrive. */
export function receipt(
  conversation: Conversation,
  { messageIds, status }: Of<'receipt'>,
  context: Context,
): Step {
  let told = conversation
  const effects: Effect[] = []
  for (const messageId of messageIds) {
    const message = context.messages.get(messageId)
    if (!message?.status || rank[message.status] >= rank[status]) continue
    if (isOfAnother(message)) continue
    const { failure: _, ...kept } = message
    const changed = change(told, kept, { status })
    told = changed.conversation
    effects.push(changed.effect)
  }
  return { conversation: told, effects }
}

/** A file arrived, or will not. */
export function fileChanged(
  conversation: Conversation,
  { messageId, file }: Of<'file-changed'>,
  context: Context,
): Step {
  const message = context.messages.get(messageId)
  const files = message?.content.files
  if (!message || !files) return unchanged(conversation)
  const changed = change(conversation, message, {
    content: {
      ...message.content,
      files: files.map((known) => (known.id === file.id ? file : known)),
    },
  })
  return { conversation: changed.conversation, effects: [changed.effect] }
}
