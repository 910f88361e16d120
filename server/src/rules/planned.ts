import { type Context, refused, type Step, unchanged } from './context.ts'
import { type Conversation, holderOf, type Person, type Planned } from './conversation.ts'
import { answered, wrote } from './operator.ts'
import { failPlanned, keepPlanned, nextPlanned, withoutPlanned } from './planned-list.ts'
import { isKeptOut } from './reply-window.ts'
import type { Trigger } from './trigger.ts'
import type { Turn } from './turn.ts'

type Of<Type extends Trigger['type']> = Extract<Trigger, { type: Type }>

/** Of one conversation: what nobody looks at any more must not pile up. */
export const MOST_PLANNED = 10

/** Only what could be sent now is put off: what stands in the way is said at once. */
export function planned(
  conversation: Conversation,
  { operator, message, sendAt }: Of<'message-planned'>,
  context: Context,
): Step {
  const known = conversation.planned ?? []
  // A repetition of a request whose answer was lost.
  if (known.some((each) => each.message.clientId === message.clientId))
    return unchanged(conversation)
  if (sendAt <= context.now) return refused(conversation, 'in-the-past')
  if (known.length >= MOST_PLANNED) return refused(conversation, 'too-many-planned')
  const { holding } = conversation
  if (holding.status === 'closed' || holding.status === 'closing') {
    return refused(conversation, 'conversation-closed')
  }
  if (!context.channel.isConnected) return refused(conversation, 'channel-disconnected')
  if (context.contact.isBlocking) return refused(conversation, 'contact-blocked')
  if (holding.status !== 'assigned') return refused(conversation, 'needs-taking')
  if (holding.operatorId !== operator.id) {
    return refused(conversation, 'already-taken', { name: holding.operatorName })
  }
  return keep(conversation, [...known, { message, sendAt }])
}

/** Its author changes what it says or when it leaves; one that could not leave has another chance. */
export function replanned(
  conversation: Conversation,
  { operator, messageId, text, format, sendAt }: Of<'message-replanned'>,
  context: Context,
): Step {
  const found = find(conversation, messageId)
  if (!found) return refused(conversation, 'not-found')
  const others = ofSomebodyElse(conversation, found, operator)
  if (others) return others
  if (sendAt <= context.now) return refused(conversation, 'in-the-past')
  if (conversation.holding.status === 'closed') return refused(conversation, 'conversation-closed')
  const { format: _, ...content } = found.message.content
  const message = { ...found.message, text, content: { ...content, ...(format && { format }) } }
  const all = (conversation.planned ?? []).map((each) =>
    each === found ? { message, sendAt } : each,
  )
  return keep(conversation, all)
}

/** By its author, by whoever holds the conversation now, or by who may act for others. */
export function unplanned(
  conversation: Conversation,
  { operator, messageId, mayActForOthers }: Of<'message-unplanned'>,
): Step {
  const found = find(conversation, messageId)
  if (!found) return refused(conversation, 'not-found')
  const isHolder = holderOf(conversation) === operator.id
  const others =
    isHolder || mayActForOthers ? undefined : ofSomebodyElse(conversation, found, operator)
  return others ?? { conversation: withoutPlanned(conversation, found), effects: [] }
}

/** «Отправить сейчас»: as if its author had written it now. */
export function sentEarly(
  conversation: Conversation,
  { operator, messageId }: Of<'planned-sent'>,
  context: Context,
): Step {
  const found = find(conversation, messageId)
  if (!found) return refused(conversation, 'not-found')
  const others = ofSomebodyElse(conversation, found, operator)
  if (others) return others
  const rest = withoutPlanned(conversation, found)
  const message = { ...found.message, at: context.now }
  const told = wrote(rest, { type: 'operator-wrote', operator, message }, context)
  // What is refused stays where it was.
  return told.refusal ? { ...told, conversation } : told
}

/**
 * Its time has come. It leaves while its author holds the conversation, or nobody does: a promise to
 * the customer is kept. Whatever else is the case, it does not leave and everybody can read why.
 */
export function plannedDue(turn: Turn): void {
  const found = nextPlanned(turn.conversation)
  if (!found) return
  if (isSaid(turn.conversation, found, turn.context)) {
    turn.conversation = withoutPlanned(turn.conversation, found)
    return
  }
  const failure = obstacle(turn.conversation, found, turn.context)
  if (failure) {
    failPlanned(turn, found, failure)
    return
  }
  turn.conversation = withoutPlanned(turn.conversation, found)
  turn.send({ ...found.message, at: turn.context.now })
  turn.conversation = answered(turn.conversation, turn.context)
}

function obstacle(
  conversation: Conversation,
  { message }: Planned,
  context: Context,
): Planned['failure'] {
  const { holding } = conversation
  const { author } = message
  if (context.settings.operator(author.id ?? '')?.isDisabled !== false) {
    return { reason: 'author-gone', name: author.name }
  }
  if (holding.status === 'assigned' && holding.operatorId !== author.id) {
    return { reason: 'not-yours', name: holding.operatorName }
  }
  if (holding.status === 'bot') return { reason: 'with-bot', name: holding.botName }
  if (!context.channel.isConnected) return { reason: 'channel-disconnected' }
  if (context.contact.isBlocking) return { reason: 'contact-blocked' }
  return isKeptOut(message, conversation, context) ? { reason: 'window-closed' } : undefined
}

const find = ({ planned = [] }: Conversation, messageId: string): Planned | undefined =>
  planned.find(({ message }) => message.id === messageId)

const keep = (conversation: Conversation, all: readonly Planned[]): Step => ({
  conversation: keepPlanned(conversation, all),
  effects: [],
})

/** Two with one name cannot be written, and what cannot be written would stop every deadline. */
const isSaid = ({ id }: Conversation, { message }: Planned, { messages }: Context): boolean =>
  [...messages.values()].some(
    (said) =>
      said.id === message.id ||
      (said.conversationId === id &&
        said.clientId !== undefined &&
        said.clientId === message.clientId),
  )

function ofSomebodyElse(
  conversation: Conversation,
  { message }: Planned,
  operator: Person,
): Step | undefined {
  if (message.author.id === operator.id) return undefined
  return refused(conversation, 'not-yours', { name: message.author.name })
}
