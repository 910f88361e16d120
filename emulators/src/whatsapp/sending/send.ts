import type { Chat } from '../../whatsapp-network/model.ts'
import { accept } from '../../whatsapp-network/progress.ts'
import { badParameter, refuse } from '../errors.ts'
import type { Account, Template } from '../model.ts'
import { newMessageId } from '../scene.ts'
import { type Body, isObject, list, longText, object } from './fields.ts'
import { readInteractive } from './interactive.ts'
import { resumeLink } from './links.ts'
import { type Draft, type Place, readMediaMessage } from './media.ts'
import { isWindowOpen, type Recipient, readRecipient, wireRecipient } from './recipient.ts'
import { readTemplate } from './template.ts'

type Reader = (place: Place, body: Body) => Draft & { template?: Template }

const READERS: Record<string, Reader> = {
  text: (_place, body) => {
    const text = longText(object(body, 'text'), 'body', 'text', 4096)
    if (text === undefined || text.trim() === '')
      throw badParameter("The parameter text['body'] is required.")
    return { content: { kind: 'text', text } }
  },
  image: (place, body) => readMediaMessage(place, 'image', body),
  video: (place, body) => readMediaMessage(place, 'video', body),
  audio: (place, body) => readMediaMessage(place, 'audio', body),
  document: (place, body) => readMediaMessage(place, 'document', body),
  sticker: (place, body) => readMediaMessage(place, 'sticker', body),
  location: (_place, body) => readLocation(object(body, 'location')),
  contacts: (_place, body) => readContacts(list(body, 'contacts')),
  interactive: readInteractive,
  template: readTemplate,
}

export interface SendPlace extends Place {
  account: Account
}

/** `POST /<number>/messages` with something for a person. */
export function sendMessage(place: SendPlace, body: Body): object {
  const { whatsapp, account, number } = place
  const recipient = readRecipient(whatsapp, place, body)
  const type = body.type === undefined ? 'text' : String(body.type)
  const { biz_opaque_callback_data: opaque } = body
  if (typeof opaque === 'string' && opaque.length > 512)
    throw badParameter('Param biz_opaque_callback_data must be at most 512 characters long.')
  const answer = {
    messaging_product: 'whatsapp',
    contacts: [wireRecipient(recipient, account.portfolio)],
  }
  if (type === 'reaction') {
    const id = react(place, recipient, object(body, 'reaction'))
    return { ...answer, messages: [{ id }] }
  }
  const read = READERS[type]
  if (!read)
    throw badParameter(
      `Param type must be one of {${Object.keys(READERS).join(', ').toUpperCase()}, REACTION} - got "${type}".`,
    )
  const draft = read(place, body)
  whatsapp.limits.check(number, recipient.input)
  const id = deliver(place, recipient, draft, body)
  const message = { id, ...(draft.template && { message_status: 'accepted' }) }
  return { ...answer, messages: [message] }
}

function deliver(
  place: SendPlace,
  { person }: Recipient,
  draft: Draft & { template?: Template },
  body: Body,
): string {
  const { whatsapp, number } = place
  const { network } = whatsapp
  const id = newMessageId()
  if (!person) {
    failForNobody(place, id, body)
    return id
  }
  const known = network.world.findChat(number.id, person.id)
  const isOpen = isWindowOpen(whatsapp, known)
  const isLate = !isOpen && !draft.template
  if (isLate && !number.refusesLate) throw refuse(131047, LATE)
  const chat = network.world.openChat(number.id, person.id)
  const replyTo = contextOf(body, chat)
  const message = accept(network, chat, {
    id,
    content: draft.content,
    replyTo,
    note: {
      conversation: id.slice(6, 38),
      category: draft.template?.category.toLowerCase() ?? 'service',
      ...(draft.template?.category === 'UTILITY' && isOpen && { isFree: true }),
      ...(body.biz_opaque_callback_data !== undefined && { opaque: body.biz_opaque_callback_data }),
      ...(draft.link && { link: draft.link }),
    },
  })
  const problem = problemOf(chat, isLate, draft.template)
  if (problem) message.problem = problem
  if (draft.link) void resumeLink(whatsapp, chat, message)
  return id
}

const LATE =
  'Message failed to send because more than 24 hours have passed since the customer last replied to this number.'

function problemOf(chat: Chat, isLate: boolean, template: Template | undefined) {
  if (isLate) return { code: 131047 }
  if (template?.category === 'MARKETING' && chat.stopsMarketing) return { code: 131050 }
  return undefined
}

/** Nobody with such a phone is on WhatsApp: which is told later, by a status. */
function failForNobody({ whatsapp, account, number }: SendPlace, id: string, body: Body): void {
  const { network, publisher } = whatsapp
  const details = 'Message Undeliverable.'
  const title = 'Message undeliverable'
  network.clock.after(300, () =>
    publisher.publish({
      account: account.id,
      field: 'messages',
      line: number.id,
      kind: 'statuses failed',
      value: {
        messaging_product: 'whatsapp',
        metadata: { display_phone_number: number.phone, phone_number_id: number.id },
        statuses: [
          {
            id,
            status: 'failed',
            timestamp: String(Math.floor(network.clock.now() / 1000)),
            recipient_id: String(body.to).replace(/\D/g, ''),
            ...(body.biz_opaque_callback_data !== undefined && {
              biz_opaque_callback_data: body.biz_opaque_callback_data,
            }),
            errors: [{ code: 131026, title, message: title, error_data: { details } }],
          },
        ],
      },
    }),
  )
}

/** A quote of something unknown is dropped without a word: the message goes without it. */
function contextOf({ context }: Body, chat: Chat): string | undefined {
  if (!isObject(context)) return undefined
  const id = String(context.message_id ?? '')
  return chat.messages.has(id) ? id : undefined
}

const REACTABLE_MS = 30 * 24 * 3600_000

function react({ whatsapp, number }: SendPlace, { person }: Recipient, body: Body): string {
  const { world, clock, provider } = whatsapp.network
  const chat = person && world.findChat(number.id, person.id)
  const message = chat?.messages.get(String(body.message_id ?? ''))
  const isGone = !message || message.deletedAt !== undefined
  if (isGone || clock.now() - message.at > REACTABLE_MS)
    throw refuse(131009, 'reaction.message_id is not a message that can be reacted to')
  if (typeof body.emoji !== 'string') throw refuse(131008, 'reaction.emoji is required')
  if (!isWindowOpen(whatsapp, chat)) throw refuse(131047, LATE)
  if (body.emoji === '') delete message.reactions.company
  else message.reactions.company = body.emoji
  world.saveMessage(chat!, message)
  whatsapp.network.touch(chat!)
  const id = newMessageId()
  // Of a reaction one learns only that it was sent.
  clock.after(200, () =>
    provider.statusChanged(chat!, {
      ...{ id, from: 'company', at: clock.now(), status: 'sent', reactions: {} },
      content: { kind: 'text' },
      note: { isUnpriced: true, isPassing: true },
    }),
  )
  return id
}

function readLocation(location: Body): Draft {
  const [latitude, longitude] = [Number(location.latitude), Number(location.longitude)]
  if (location.latitude === undefined) throw refuse(131008, 'location.latitude is required')
  if (location.longitude === undefined) throw refuse(131008, 'location.longitude is required')
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180))
    throw refuse(131009, 'location is not on the Earth')
  const place = { latitude, longitude }
  for (const name of ['name', 'address'] as const)
    if (typeof location[name] === 'string') Object.assign(place, { [name]: location[name] })
  return { content: { kind: 'location', location: place } }
}

function readContacts(raw: unknown[]): Draft {
  if (raw.length === 0 || raw.length > 257) throw refuse(131009, 'contacts: 1 to 257 are allowed')
  const contacts = raw.map((item) => {
    const contact = isObject(item) ? item : {}
    const { formatted_name, ...rest } = object(contact, 'name')
    if (typeof formatted_name !== 'string' || formatted_name === '')
      throw refuse(131008, "contacts['name']['formatted_name'] is required")
    if (Object.values(rest).filter(Boolean).length === 0)
      throw refuse(131009, 'contacts: one more part of the name is required')
    return contact
  })
  return { content: { kind: 'contacts', contacts } }
}
