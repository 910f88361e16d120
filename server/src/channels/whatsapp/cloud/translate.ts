import type { InboundEvent, Sender } from '../../contract.ts'
import { parseExactly } from '../../kit/parse-exactly.ts'
import { present } from '../../kit/present.ts'
import { formerNames, readPerson, toAddress, toExternalId, toThreadId } from '../ids.ts'
import type { CloudSettings } from '../settings.ts'
import { toContent } from './content.ts'
import { meaningOf } from './refusals.ts'
import { fromTemplateChange, isAboutTemplate } from './template-events.ts'
import {
  type Contact,
  type Message,
  message,
  type Problem,
  type Status,
  status,
  update,
  userIdUpdate,
  type Value,
  value,
} from './types.ts'

type Ours = Pick<CloudSettings, 'phoneNumberId' | 'accountId'>

/** One body may bring a thousand updates, of several numbers and accounts. */
export function translate(body: Buffer, ours: Ours, receivedAt = new Date(0)): InboundEvent[] {
  const text = body.toString('utf8')
  const { data } = update.safeParse(parseExactly(text))
  if (!data) return [{ type: 'unreadable', problem: 'Not an update of WhatsApp', body: text }]
  const events = data.entry.flatMap(({ id, time, changes }) => {
    const at = time === undefined ? receivedAt : new Date(time * 1000)
    return changes.flatMap((change) =>
      isAboutTemplate(change.field) && id === ours.accountId
        ? fromTemplateChange(change, at)
        : fromChange(change, ours.phoneNumberId),
    )
  })
  return events.length > 0 ? events : [{ type: 'ignored', what: 'nothing' }]
}

const fields = new Set(['messages', 'smb_message_echoes', 'user_id_update'])

function fromChange(
  { field, value: raw }: { field: string; value: unknown },
  phoneNumberId: string,
): InboundEvent[] {
  const { data } = value.safeParse(raw)
  if (!fields.has(field)) return [{ type: 'ignored', what: field }]
  if (!data) return [unreadable('A change without a value', raw)]
  // One subscription may serve several numbers, each of which is a channel of its own.
  if (data.metadata?.phone_number_id !== phoneNumberId) {
    return [{ type: 'ignored', what: `${field} of another number` }]
  }
  const events = [
    ...data.messages.map((each) => fromMessage(each, data)),
    ...data.message_echoes.map((each) => fromEcho(each, data)),
    ...data.statuses.map(fromStatus),
    ...data.user_id_update.map(fromUserIdUpdate),
  ]
  if (events.length > 0) return events
  return [{ type: 'ignored', what: data.errors.map(problemName).join(', ') || field }]
}

const problemName = ({ code, title }: Problem): string => `problem ${code} ${title ?? ''}`.trim()

const unreadable = (problem: string, raw: unknown): InboundEvent => ({
  type: 'unreadable',
  problem,
  body: JSON.stringify(raw) ?? '',
})

function fromMessage(raw: unknown, { contacts, metadata }: Value): InboundEvent {
  const { data } = message.safeParse(raw)
  if (!data) return unreadable('Not a message', raw)
  const { type, id } = data
  if (type === 'system') return fromSystem(data)
  // It opens no window and asks for no answer.
  if (type === 'reaction' || type === 'request_welcome') return { type: 'ignored', what: type }
  const contact = contactOf(data, contacts)
  const from = toSender(data, contact)
  if (!from) return unreadable('A message of nobody', raw)
  const where = {
    ...whereOf(from, [data.from, contact?.wa_id, data.from_user_id, contact?.user_id]),
    at: data.timestamp,
  }
  if (type === 'edit' && data.edit) {
    const { original_message_id, message: edited } = data.edit
    const content = toContent(edited, metadata?.display_phone_number)
    return { type: 'edit', id: toExternalId(original_message_id), ...where, content }
  }
  if (type === 'revoke' && data.revoke) {
    return { type: 'deletion', ids: [toExternalId(data.revoke.original_message_id)], ...where }
  }
  const named = { id: toExternalId(id), ...where }
  const press = pressOf(data)
  if (press) return { type: 'press', ...named, ...press }
  return {
    type: 'message',
    ...named,
    content: toContent(data, metadata?.display_phone_number),
    ...adOf(data),
  }
}

/** What they pressed before they wrote: words of whoever advertises, as text. */
function adOf({ referral }: Message) {
  const { headline, body, source_url: url = '' } = referral ?? {}
  const title = headline || body || ''
  return title || url ? { ad: { title: title.slice(0, 200), url: url.slice(0, 1000) } } : {}
}

/** A button, a row of a list, or a button of a template, which may forget what it was under. */
function pressOf({ type, interactive, button, context }: Message) {
  const chosen = interactive?.button_reply ?? interactive?.list_reply
  const messageId = context?.id === undefined ? undefined : toExternalId(context.id)
  if (type === 'interactive' && chosen) {
    return { value: chosen.id, ...present({ label: chosen.title, messageId }) }
  }
  const value = button?.payload ?? button?.text
  if (type !== 'button' || value === undefined) return undefined
  return { value, ...present({ label: button?.text, messageId }) }
}

/** Written to by phone, people may answer under an id of the business, and are the same. */
function whereOf(from: Sender, ids: (string | undefined)[]) {
  const formerly = formerNames(from.address, ...ids)
  return {
    thread: { id: toThreadId(from.address) },
    from,
    ...(formerly.length > 0 && { formerly }),
  }
}

/** Somebody has another phone, and with it another id of the business. */
function fromSystem({ system, from, from_user_id, timestamp: at }: Message): InboundEvent {
  const { type = '', user_id, wa_id, new_wa_id } = system ?? {}
  const person = readPerson(user_id, wa_id, new_wa_id)
  const renamed = person && toRenamed(person, [from, from_user_id], at)
  return renamed ?? { type: 'ignored', what: `system ${type}`.trim() }
}

/** The only word with both ids in it. */
function fromUserIdUpdate(raw: unknown): InboundEvent {
  const { data } = userIdUpdate.safeParse(raw)
  const person = data && readPerson(data.user_id.current, data.wa_id)
  if (!person) return unreadable('Not a change of an id', raw)
  const renamed = toRenamed(person, [data.user_id.previous], data.timestamp)
  return renamed ?? { type: 'ignored', what: 'user_id_update' }
}

function toRenamed(
  { id, phone }: { id: string; phone?: string },
  before: (string | undefined)[],
  at: Date,
): InboundEvent | undefined {
  const where = whereOf({ address: toAddress(id), name: '', ...present({ phone }) }, before)
  return where.formerly && { type: 'renamed', ...where, at }
}

/** People stand beside their messages, in an order of their own. */
function contactOf({ from, from_user_id }: Message, contacts: Contact[]): Contact | undefined {
  return contacts.find(({ wa_id, user_id }) =>
    [wa_id, user_id].some((id) => id !== undefined && (id === from || id === from_user_id)),
  )
}

function toSender({ from, from_user_id }: Message, contact: Contact | undefined) {
  const person = readPerson(contact?.user_id, from_user_id, from, contact?.wa_id)
  if (!person) return undefined
  const { phone } = person
  return {
    address: toAddress(person.id),
    name: contact?.profile?.name?.trim() ?? '',
    ...present({ phone, username: contact?.profile?.username || undefined }),
  } satisfies Sender
}

/** Somebody of the company answered with the phone in hand. */
function fromEcho(raw: unknown, { metadata }: Value): InboundEvent {
  const { data } = message.safeParse(raw)
  const person = data && readPerson(data.to_user_id, data.to)
  if (!data || !person) return unreadable('Not an echo', raw)
  const from = { address: toAddress(person.id), name: '', ...present({ phone: person.phone }) }
  return {
    type: 'echo',
    id: toExternalId(data.id),
    ...whereOf(from, [data.to, data.to_user_id]),
    at: data.timestamp,
    content: toContent(data, metadata?.display_phone_number),
  }
}

const receipts = { sent: 'sent', delivered: 'delivered', read: 'read', played: 'read' } as const

function fromStatus(raw: unknown): InboundEvent {
  const { data } = status.safeParse(raw)
  if (!data) return unreadable('Not a status', raw)
  const { id, timestamp: at, biz_opaque_callback_data: key } = data
  if (data.status === 'failed') return fromFailure(data)
  if (Object.hasOwn(receipts, data.status)) {
    const reached = receipts[data.status as keyof typeof receipts]
    return { type: 'receipt', status: reached, id: toExternalId(id), at, ...present({ key }) }
  }
  return { type: 'ignored', what: `status ${data.status}` }
}

/** Taken first and refused later: it means the same as at once. */
function fromFailure(data: Status): InboundEvent {
  const { id, timestamp: at, errors, biz_opaque_callback_data: key } = data
  const [problem] = errors
  const { reason } = problem ? meaningOf(problem.code) : { reason: 'rejected' as const }
  return {
    type: 'failure',
    id: toExternalId(id),
    reason,
    at,
    ...present({ key, code: problem && String(problem.code) }),
  }
}
