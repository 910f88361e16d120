import type { Message } from '../../whatsapp-network/model.ts'
import { userIdOf } from '../../whatsapp-network/phones.ts'
import { titleOf } from '../errors.ts'
import type { App, BusinessNumber } from '../model.ts'
import type { Scene } from '../scene.ts'
import { wireContent } from './inbound.ts'

export function aboutNumber(number: BusinessNumber, rest: object): Record<string, unknown> {
  const metadata = { display_phone_number: number.phone, phone_number_id: number.id }
  return { messaging_product: 'whatsapp', metadata, ...rest }
}

export function contactOf({ account, person }: Scene): object {
  return {
    profile: { name: person.name, ...(person.username && { username: person.username }) },
    ...(!person.isPhoneHidden && { wa_id: person.phone }),
    user_id: userIdOf(person, account.portfolio),
  }
}

export const seconds = (ms: number) => String(Math.floor(ms / 1000))

/** A person's message, with whom it is from. */
export function messageValue(scene: Scene, message: Message): Record<string, unknown> {
  const { type, body, errors } = wireContent(scene, message)
  return aboutNumber(scene.number, {
    contacts: [contactOf(scene)],
    messages: [
      {
        ...contextOf(scene, message),
        ...senderOf(scene),
        id: message.id,
        timestamp: seconds(message.at),
        ...body,
        ...(errors && { errors }),
        type,
        ...message.content.extra,
      },
    ],
  })
}

export function senderOf({ account, person }: Scene): object {
  return {
    ...(!person.isPhoneHidden && { from: person.phone }),
    from_user_id: userIdOf(person, account.portfolio),
  }
}

function contextOf({ number, person, chat }: Scene, { replyTo }: Message): object {
  if (replyTo === undefined) return {}
  const isOurs = chat.messages.get(replyTo)?.from !== 'person'
  return { context: { from: isOurs ? number.phone : person.phone, id: replyTo } }
}

/** What became of a message of the company. */
export function statusValue(scene: Scene, message: Message, app?: App): Record<string, unknown> {
  const { account, number, person } = scene
  const { status, note = {} } = message
  const hasFailed = status === 'failed'
  return aboutNumber(number, {
    ...(!hasFailed && { contacts: [contactOf(scene)] }),
    statuses: [
      {
        id: message.id,
        status,
        timestamp: seconds(note.statusAt as number),
        ...(!person.isPhoneHidden && { recipient_id: person.phone }),
        recipient_user_id: userIdOf(person, account.portfolio),
        ...(note.opaque !== undefined && { biz_opaque_callback_data: note.opaque }),
        ...(hasFailed ? { errors: [failureOf(message)] } : priceOf(message, app)),
      },
    ],
  })
}

const DETAILS: Record<number, string> = {
  131026: 'Message Undeliverable.',
  131047:
    'Message failed to send because more than 24 hours have passed since the customer last replied to this number.',
  131053: 'The media could not be downloaded from the link.',
}

function failureOf({ problem }: Message): object {
  const code = Number(problem?.code ?? 131000)
  const details = problem?.details ?? DETAILS[code] ?? titleOf(code)
  const title = titleOf(code)
  return {
    code,
    title,
    message: title,
    error_data: { details },
    href: 'https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/',
  }
}

/** Told with `sent`, and with the first of `delivered` and `read`. */
function priceOf({ status, note = {} }: Message, app?: App): object {
  if (note.isUnpriced) return {}
  if (status === 'read' && note.wasDelivered) return {}
  const category = String(note.category ?? 'service')
  const isFree = category === 'service' || Boolean(note.isFree)
  const type = isFree ? 'free_customer_service' : 'regular'
  return {
    ...(app && tellsConversation(app.version) && { conversation: conversationOf(note, status) }),
    pricing: { billable: !isFree, pricing_model: 'PMP', type, category },
  }
}

/** From v24 on, webhooks say nothing of conversations. */
const tellsConversation = (version: string) => Number(/\d+/.exec(version)?.[0] ?? 25) < 24

function conversationOf(note: Record<string, unknown>, status: Message['status']): object {
  const expiresAt = (note.statusAt as number) + 24 * 3600_000
  return {
    id: note.conversation,
    ...(status === 'sent' && { expiration_timestamp: seconds(expiresAt) }),
    origin: { type: note.category ?? 'service' },
  }
}
