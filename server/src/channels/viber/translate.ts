import type { ExternalId, InboundEvent, Sender } from '../contract.ts'
import { parseExactly } from '../kit/parse-exactly.ts'
import { present } from '../kit/present.ts'
import { toContent } from './content.ts'
import { keyedId, toAddress, toExternalId, toThreadId } from './ids.ts'
import { pressedValue } from './keyboards.ts'
import { type Callback, callback, otherCallback, type User } from './types.ts'

type Of<Event extends Callback['event']> = Extract<Callback, { event: Event }>

export function translate(body: Buffer): InboundEvent[] {
  const text = body.toString('utf8')
  const json = parseExactly(text)
  const { data } = callback.safeParse(json)
  if (data) return [fromCallback(data)]
  const { data: other } = otherCallback.safeParse(json)
  const isOurs = other && callback.options.some((each) => each.shape.event.value === other.event)
  if (!other || isOurs) {
    return [{ type: 'unreadable', problem: 'Not a callback of Viber', body: text }]
  }
  return [{ type: 'ignored', what: other.event }]
}

function fromCallback(data: Callback): InboundEvent {
  switch (data.event) {
    case 'message':
      return fromMessage(data)
    case 'conversation_started':
      return fromStart(data)
    case 'subscribed':
      return { type: 'unblocked', ...happened(data.user, data.timestamp) }
    case 'unsubscribed':
      return { type: 'blocked', ...happened({ id: data.user_id } as User, data.timestamp) }
    case 'delivered':
      // Once for every device; and of what came in as well, which is known to nobody.
      return { type: 'receipt', status: 'delivered', ...receiptOf(data), id: tokenOf(data) }
    case 'seen':
      // Once for all that had not been seen.
      return { type: 'receipt', status: 'read', ...receiptOf(data), upTo: tokenOf(data) }
    case 'failed':
      return fromFailure(data)
  }
}

/** What a button says when it is pressed is a message too: our mark and our key tell it from typing. */
function fromMessage(data: Of<'message'>): InboundEvent {
  const { sender, message, timestamp, chat_id } = data
  if (chat_id !== undefined) return { type: 'ignored', what: 'message of a group' }
  const id = tokenOf(data)
  const where = { id, ...happened(sender, timestamp) }
  const value = pressedValue(message)
  if (value === undefined) return { type: 'message', ...where, content: toContent(message) }
  const key = message.tracking_data
  return {
    type: 'press',
    ...where,
    value,
    ...present({ messageId: key ? keyedId(key) : undefined }),
  }
}

/**
 * Somebody looked at the chat, which is told each time and asks nothing. By a link of ours it says
 * where they come from, once: the message that may follow does not.
 */
function fromStart(data: Of<'conversation_started'>): InboundEvent {
  const { user, timestamp, context: payload } = data
  if (!payload) return { type: 'ignored', what: data.event }
  return { type: 'started', id: tokenOf(data), ...happened(user, timestamp), payload }
}

/** Viber took it first, and the customer's application could not show it. */
function fromFailure(data: Of<'failed'>): InboundEvent {
  const { timestamp, desc } = data
  return {
    type: 'failure',
    id: tokenOf(data),
    reason: 'rejected',
    at: new Date(timestamp),
    ...present({ code: desc }),
  }
}

const tokenOf = ({ message_token }: { message_token: string }): ExternalId =>
  toExternalId(message_token)

const receiptOf = ({ user_id, timestamp }: { user_id: string; timestamp: number }) => ({
  thread: toThreadId(user_id),
  at: new Date(timestamp),
})

function happened(user: User, timestamp: number) {
  return { thread: { id: toThreadId(user.id) }, from: toSender(user), at: new Date(timestamp) }
}

/** Whoever hides their name, or is spoken of by their id alone, has none here. */
function toSender({ id, name, language }: User): Sender {
  return { address: toAddress(id), name: name?.trim() ?? '', ...present({ language }) }
}
