import type { z } from 'zod'

import type { ExternalId, InboundEvent } from '../contract.ts'
import { present } from '../kit/present.ts'
import { fromComment } from './comments.ts'
import { toContent } from './content.ts'
import { isPerson, toExternalId, toThreadId } from './ids.ts'
import { isStart, readPressed } from './payloads.ts'
import { toSender } from './people.ts'
import { toPressToken } from './press-token.ts'
import {
  allowed,
  event,
  type Message,
  message,
  newMessage,
  press,
  read,
  type VkEvent,
} from './types.ts'

/** https://dev.vk.com/ru/api/bots/development/keyboard: after that the button turns for nobody. */
const PRESS_LIVES_MS = 60_000

type Reader = (event: VkEvent, receivedAt: Date) => InboundEvent[] | 'unreadable'

export function translate(
  body: Buffer,
  {
    groupId,
    receivedAt = new Date(0),
  }: { groupId?: string | undefined; receivedAt?: Date | undefined } = {},
): InboundEvent[] {
  const text = body.toString('utf8')
  const { data } = event.safeParse(parse(text))
  if (!data) return unreadable(text)
  if (groupId !== undefined && String(data.group_id) !== groupId) {
    return ignored(`${data.type} of another community`)
  }
  const events = fromComment(data, receivedAt) ?? readers[data.type]?.(data, receivedAt)
  if (events === 'unreadable') return unreadable(text)
  return events ?? ignored(data.type)
}

const readers: Readonly<Record<string, Reader>> = {
  message_new: reading(newMessage, ({ message }, about) => fromMessage(message, about)),
  message_reply: reading(message, fromReply),
  message_edit: reading(message, fromEdit),
  message_allow: reading(allowed, ({ user_id }, about, at) => [
    { type: 'unblocked', ...happened(user_id, about, at) },
  ]),
  message_deny: reading(allowed, ({ user_id }, about, at) => [
    { type: 'blocked', ...happened(user_id, about, at) },
  ]),
  message_event: reading(press, fromPress),
  message_read: reading(read, fromRead),
}

function reading<Result>(
  schema: z.ZodType<Result>,
  then: (object: Result, event: VkEvent, receivedAt: Date) => InboundEvent[],
): Reader {
  return (about, receivedAt) => {
    const { data } = schema.safeParse(about.object)
    return data === undefined ? 'unreadable' : then(data, about, receivedAt)
  }
}

function fromMessage(found: Message, about: VkEvent): InboundEvent[] {
  if (found.out === 1) return fromReply(found, about)
  const { peer_id, from_id, ref, payload } = found
  if (!isPerson(peer_id) || from_id !== peer_id) return ignored('message_new elsewhere')
  const number = found.conversation_message_id
  const where = happened(from_id, about, atOf(found))
  const started = { type: 'started' as const, id: startId(peer_id, number), ...where }
  if (isStart(payload)) return [{ ...started, ...present({ payload: ref || undefined }) }]
  const id = toExternalId(peer_id, number)
  const pressed = readPressed(payload)
  const said: InboundEvent = pressed
    ? {
        type: 'press',
        id,
        ...where,
        value: pressed.value,
        label: found.text || pressed.label || '',
      }
    : { type: 'message', id, ...where, content: toContent(found, about.profiles) }
  // Somebody who has a dialog already follows a link and writes: there is no press of «Начать».
  return ref ? [{ ...started, payload: ref }, said] : [said]
}

/**
 * Said in our name. What a program sent carries a number of its own, and the program is us: its echo
 * may come before the answer to the call, and would look like somebody else's. What people write in
 * ВКонтакте itself has an author, or no number.
 */
function fromReply(found: Message, about: VkEvent): InboundEvent[] {
  const { peer_id, conversation_message_id: number, random_id, admin_author_id } = found
  if (!isPerson(peer_id)) return ignored('message_reply elsewhere')
  if (random_id && admin_author_id === undefined) return ignored('message_reply of a program')
  return [
    {
      type: 'echo',
      id: toExternalId(peer_id, number),
      ...happened(peer_id, about, atOf(found)),
      content: toContent(found, about.profiles),
    },
  ]
}

function fromEdit(found: Message, about: VkEvent): InboundEvent[] {
  const { peer_id, from_id, update_time: at = found.date } = found
  if (found.out === 1 || from_id < 0) return ignored('message_edit of ours')
  if (!isPerson(peer_id) || from_id !== peer_id) return ignored('message_edit elsewhere')
  return [
    {
      type: 'edit',
      id: toExternalId(peer_id, found.conversation_message_id),
      ...happened(from_id, about, new Date(at * 1000)),
      content: toContent(found, about.profiles),
    },
  ]
}

function fromPress(
  { user_id, peer_id, event_id, payload, conversation_message_id: number }: z.output<typeof press>,
  about: VkEvent,
  receivedAt: Date,
): InboundEvent[] {
  if (!isPerson(peer_id) || peer_id !== user_id) return ignored('message_event elsewhere')
  const pressed = readPressed(payload) ?? { value: JSON.stringify(payload ?? {}) }
  return [
    {
      type: 'press',
      id: `press:${event_id}` as ExternalId,
      ...happened(user_id, about, receivedAt),
      ...present({ messageId: number === undefined ? undefined : toExternalId(peer_id, number) }),
      ...pressed,
      acknowledgeToken: toPressToken({ event_id, user_id, peer_id }),
      acknowledgeWithinMs: PRESS_LIVES_MS,
    },
  ]
}

/** Whoever opens a dialog has seen all of it: without a number, everything until now. */
function fromRead(
  { from_id, peer_id, conversation_message_id: number }: z.output<typeof read>,
  _: VkEvent,
  receivedAt: Date,
): InboundEvent[] {
  if (!isPerson(peer_id) || from_id !== peer_id) return ignored('message_read of ours')
  const upTo = number === undefined ? receivedAt : toExternalId(peer_id, number)
  return [{ type: 'receipt', status: 'read', thread: toThreadId(peer_id), upTo, at: receivedAt }]
}

function happened(userId: number, { profiles }: VkEvent, at: Date) {
  return { thread: { id: toThreadId(userId) }, from: toSender(userId, profiles), at }
}

const atOf = ({ date }: Message): Date => new Date(date * 1000)
const startId = (peerId: number, number: number) => `start:${peerId}:${number}` as ExternalId

const ignored = (what: string): InboundEvent[] => [{ type: 'ignored', what }]
const unreadable = (body: string): InboundEvent[] => [
  { type: 'unreadable', problem: 'Not an event of ВКонтакте', body },
]

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
