import type {
  Conversation as ConversationView,
  Message as MessageView,
  PlannedMessage,
} from '@otklik/protocol'
import type { ConversationVisit } from '@otklik/protocol/settings'

import { maskName } from '../contacts/index.ts'
import {
  botOf,
  type Conversation,
  type Holding,
  holderOf,
  type MessageState,
  type Planned,
  type Queued,
  type Rating,
  showVisitNumber,
  type Visit,
} from '../rules/index.ts'
import { viewSla } from './view-sla.ts'

/** What the row of a conversation knows beside its state. */
export interface ConversationFacts {
  version: number
  number: number
  channelId: string
  contact: { id: string; name: string; version: number; isVip: boolean; isBarred: boolean }
  isContactBlocking: boolean
  weight: number
}

/** A conversation as the API and the feed show it. */
export function viewConversation(
  conversation: Conversation,
  facts: ConversationFacts,
): ConversationView {
  const { holding, lastMessage } = conversation
  const operatorId = holderOf(conversation)
  const bot = botOf(conversation)
  const { topic, tags, attributes } = conversation
  return {
    id: conversation.id,
    version: facts.version,
    number: facts.number,
    channelId: facts.channelId,
    kind: conversation.kind,
    contact: viewContact(facts.contact),
    status: holding.status,
    ...(operatorId && { operatorId }),
    ...(bot && { bot }),
    ...viewHolding(holding),
    ...(conversation.escalatedAt !== undefined && { escalatedAt: iso(conversation.escalatedAt) }),
    ...(conversation.teamToldAt !== undefined && { teamToldAt: iso(conversation.teamToldAt) }),
    ...(conversation.silenceToldAt !== undefined && {
      silentSince: iso(conversation.silenceToldAt),
    }),
    weight: facts.weight,
    owes: conversation.owes,
    ...(conversation.waived && { isAnswerWaived: true }),
    ...(conversation.continuedIn && { continuedIn: conversation.continuedIn }),
    ...(conversation.waitingSince !== undefined && {
      waitingSince: iso(conversation.waitingSince),
    }),
    unread: conversation.unread,
    ...(lastMessage && {
      lastMessage: {
        seq: lastMessage.seq,
        author: viewAuthor(lastMessage.author),
        kind: lastMessage.kind,
        text: lastMessage.text,
        content: lastMessage.content,
        at: iso(lastMessage.at),
        ...(lastMessage.status && { status: lastMessage.status }),
        ...(lastMessage.failure && { failure: lastMessage.failure }),
      },
    }),
    openedAt: iso(conversation.openedAt),
    lastActivityAt: iso(conversation.lastActivityAt),
    ...(holding.status === 'closing' && {
      closingAt: iso(holding.until),
      closeReason: holding.reason,
    }),
    ...(holding.status === 'closed' && {
      closedAt: iso(holding.at),
      closeReason: holding.reason,
    }),
    ...(topic !== undefined && { topic }),
    ...(tags?.length && { tags: [...tags] }),
    ...(attributes && { attributes: { ...attributes } }),
    ...(conversation.sla && { sla: viewSla(conversation.sla) }),
    ...(conversation.rating && { rating: viewRating(conversation.rating) }),
    ...(conversation.visit && { visit: viewVisit(conversation.visit) }),
    ...(conversation.suggestedVisit && {
      suggestedVisit: viewVisit(conversation.suggestedVisit),
    }),
    ...(conversation.ad && { ad: conversation.ad }),
    ...(conversation.page && { page: conversation.page }),
    ...(conversation.replyUntil !== undefined && { replyUntil: iso(conversation.replyUntil) }),
    ...(conversation.planned && { planned: conversation.planned.map(viewPlanned) }),
    ...(conversation.previousId && { previousId: conversation.previousId }),
    isContactBlocking: facts.isContactBlocking,
  }
}

const viewContact = ({ id, name, version, isVip, isBarred }: ConversationFacts['contact']) => ({
  id,
  name: maskName(name),
  version,
  ...(isVip && { isVip }),
  ...(isBarred && { isBarred }),
})

const viewAuthor = (author: MessageView['author']): MessageView['author'] =>
  author.type === 'contact' ? { ...author, name: maskName(author.name) } : author

function viewRating(rating: Rating): ConversationView['rating'] {
  const { scale, askedAt, until, score, isLow, comment } = rating
  return {
    ...{ scale, askedAt: iso(askedAt), until: iso(until) },
    ...(score !== undefined && { score }),
    ...(isLow && { isLow }),
    ...(comment !== undefined && { comment }),
  }
}

const viewVisit = ({ number, at, ...visit }: Visit): ConversationVisit => ({
  ...visit,
  number: showVisitNumber(number),
  at: iso(at),
})

function viewPlanned({ message, sendAt, failure }: Planned): PlannedMessage {
  const { id, author, text, content, clientId } = message
  const { format, files, replyTo, buttons } = content
  return {
    id,
    author: { id: author.id ?? '', name: author.name },
    text,
    ...(format && { format }),
    ...(files && { files }),
    ...(replyTo && { replyTo: viewQuote(replyTo) }),
    ...(buttons && { buttons }),
    sendAt: iso(sendAt),
    ...(failure && { failure }),
    ...(clientId && { clientId }),
  }
}

/** Whom it waits for, who is asked, and whether it is set aside. */
function viewHolding(holding: Holding): Partial<ConversationView> {
  if (holding.status === 'queued') return viewWaiting(holding)
  if (holding.status === 'offered') {
    const operatorIds = holding.to.map(({ id }) => id)
    const { isToAll } = holding
    const between = { since: iso(holding.since), until: iso(holding.until) }
    const offer = { operatorIds, ...(isToAll && { isToAll }), ...between }
    return { ...viewWaiting(holding.from), offer }
  }
  if (holding.status === 'closing') return viewHolding(holding.before)
  if (holding.status === 'closed' && holding.teamId) return { teamId: holding.teamId }
  if (holding.status !== 'assigned') return {}
  const { teamId, since, heldSince, snoozedUntil } = holding
  return {
    assignedSince: iso(since),
    ...(teamId && { teamId }),
    ...(heldSince !== undefined && { heldSince: iso(heldSince) }),
    ...(snoozedUntil !== undefined && { snoozedUntil: iso(snoozedUntil) }),
  }
}

function viewWaiting({ queue, waitsForOpening }: Queued): Partial<ConversationView> {
  return {
    ...(queue.kind === 'team' ? { teamId: queue.id } : { awaitedOperatorId: queue.id }),
    ...(waitsForOpening && { waitsForOpening }),
  }
}

/** A message as the API and the feed show it: a deleted one keeps its place and loses its content. */
export function viewMessage(message: MessageState): MessageView {
  const {
    albumId,
    beforeEdit: _,
    isBeingDeleted: __,
    signedAs: ___,
    template,
    replyTo,
    ...content
  } = message.content
  const isDeleted = message.deletedAt !== undefined
  return {
    id: message.id,
    conversationId: message.conversationId,
    version: message.version,
    seq: message.seq,
    kind: message.kind,
    author: viewAuthor(message.author),
    text: isDeleted ? '' : message.text,
    ...(!isDeleted && content),
    ...(!isDeleted && replyTo && { replyTo: viewQuote(replyTo) }),
    ...(!isDeleted && template && { template: { name: template.name } }),
    ...(!isDeleted && albumId && { albumId }),
    ...(message.status && { status: message.status }),
    ...(message.failure && { failure: message.failure }),
    at: iso(message.at),
    ...(message.editedAt !== undefined && { editedAt: iso(message.editedAt) }),
    ...(isDeleted && { deletedAt: iso(message.deletedAt ?? 0) }),
    ...(message.clientId && { clientId: message.clientId }),
  }
}

const viewQuote = (quote: NonNullable<MessageView['replyTo']>) => ({
  ...quote,
  author: maskName(quote.author),
})

const iso = (moment: number): string => new Date(moment).toISOString()
