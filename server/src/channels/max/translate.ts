import type { ExternalId, InboundEvent } from '../contract.ts'
import { present } from '../kit/present.ts'
import { toContent } from './content.ts'
import { toExternalId, toThreadId } from './ids.ts'
import { toSender } from './people.ts'
import { labelOf, type Message, type Update, type User, unknownUpdate, update } from './types.ts'

type Of<Type extends Update['update_type']> = Extract<Update, { update_type: Type }>

/** How long a press may be answered is not published: as long as somebody still looks at it. */
const PRESS_LIVES_MS = 60_000

/** A deep link of somebody who has a dialog already may come as a command instead. */
const startCommand = /^\/start(?:\s+(\S{1,512}))?\s*$/

export function translate(body: Buffer): InboundEvent[] {
  const text = body.toString('utf8')
  const json = parse(text)
  const { data } = update.safeParse(json)
  if (data) return fromUpdate(data)
  const { data: other } = unknownUpdate.safeParse(json)
  const isOurs = other && update.options.some((each) => kindOf(each) === other.update_type)
  if (!other || isOurs) return [{ type: 'unreadable', problem: 'Not an update of MAX', body: text }]
  return ignored(other.update_type)
}

function fromUpdate(data: Update): InboundEvent[] {
  switch (data.update_type) {
    case 'message_created':
      return fromMessage(data.message, data.user_locale)
    case 'message_edited':
      return fromEdit(data)
    case 'message_removed':
      return fromRemoval(data)
    case 'message_callback':
      return fromPress(data)
    case 'bot_started':
      return fromStart(data)
    case 'bot_stopped':
    case 'dialog_removed':
      return [{ type: 'blocked', ...happened(data.user, data.timestamp, data.user_locale) }]
  }
}

function fromMessage(message: Message, language: string | undefined): InboundEvent[] {
  const { sender, body, timestamp } = message
  if (!sender || !isBetweenUs(message, sender)) return ignored('message_created elsewhere')
  const where = { id: toExternalId(body.mid), ...happened(sender, timestamp, language) }
  const start = startCommand.exec(body.text ?? '')
  if (start) return [{ type: 'started', ...where, ...present({ payload: start[1] }) }]
  return [{ type: 'message', ...where, content: toContent(message) }]
}

function fromEdit({ message, timestamp }: Of<'message_edited'>): InboundEvent[] {
  const { sender, body } = message
  if (!sender || !isBetweenUs(message, sender)) return ignored('message_edited elsewhere')
  const where = { id: toExternalId(body.mid), ...happened(sender, timestamp) }
  return [{ type: 'edit', ...where, content: toContent(message) }]
}

/** Only the numbers are told: of whom the conversation is, we know already. */
function fromRemoval({ message_id, user_id, timestamp }: Of<'message_removed'>): InboundEvent[] {
  if (user_id === undefined) return ignored('message_removed by nobody')
  const from = happened({ user_id } as User, timestamp)
  return [{ type: 'deletion', ids: [toExternalId(message_id)], ...from }]
}

function fromPress({ callback, message, user_locale }: Of<'message_callback'>): InboundEvent[] {
  const { callback_id, payload, timestamp, user } = callback
  if (user.is_bot || (message && message.recipient.chat_type !== 'dialog')) {
    return ignored('message_callback elsewhere')
  }
  if (payload === undefined) return ignored('message_callback without payload')
  return [
    {
      type: 'press',
      // The id may be the keyboard's: each press of it has its own time.
      id: `press:${callback_id}:${timestamp}` as ExternalId,
      ...happened(user, timestamp, user_locale),
      value: payload,
      ...present({
        messageId: message && toExternalId(message.body.mid),
        label: labelOf(message, payload),
      }),
      acknowledgeToken: callback_id,
      acknowledgeWithinMs: PRESS_LIVES_MS,
    },
  ]
}

function fromStart({ user, timestamp, payload, user_locale }: Of<'bot_started'>): InboundEvent[] {
  const id = `start:${user.user_id}:${timestamp}` as ExternalId
  const where = happened(user, timestamp, user_locale)
  return [{ type: 'started', id, ...where, ...present({ payload: payload || undefined }) }]
}

function happened(user: User, timestamp: number, language?: string) {
  return {
    thread: { id: toThreadId(user.user_id) },
    from: toSender(user, language),
    at: new Date(timestamp),
  }
}

/** Groups and channels are not served (D-32), and two bots would answer each other for ever. */
function isBetweenUs({ recipient }: Message, sender: User): boolean {
  return recipient.chat_type === 'dialog' && !sender.is_bot
}

const kindOf = (option: (typeof update.options)[number]) => option.shape.update_type.value

const ignored = (what: string): InboundEvent[] => [{ type: 'ignored', what }]

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
