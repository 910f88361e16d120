import type { InboundEvent, Sender } from '../../contract.ts'
import { present } from '../../kit/present.ts'
import { formerNames, readPerson, toAddress, toExternalId, toThreadId } from '../ids.ts'
import { toContent } from './content.ts'
import { isOf } from './identify.ts'
import { failureOf } from './refusals.ts'
import { fromMatcher } from './templates.ts'
import { type Message, message, other, type Status, status } from './types.ts'

/** What comes in and what goes out are numbered apart. */
const inboundId = (id: string) => toExternalId(`in:${id}`)
/** What we send is known by the key we gave it, before and after it has a number. */
export const outboundId = (requestId: string) => toExternalId(`key:${requestId}`)

/** One object, or a list of them. */
export function translate(
  body: Buffer,
  subject: string,
  receivedAt: Date = new Date(0),
): InboundEvent[] {
  const text = body.toString('utf8')
  const json = parse(text)
  const entries = Array.isArray(json) ? json : [json]
  if (json === undefined) return [unreadable('Not JSON', text)]
  if (entries.length === 0) return [{ type: 'ignored', what: 'nothing' }]
  return entries.map((entry) => fromEntry(entry, subject, receivedAt))
}

/** Everything comes to one address, and only its fields tell what it is. */
function fromEntry(entry: unknown, subject: string, receivedAt: Date): InboundEvent {
  const keys = typeof entry === 'object' && entry !== null ? entry : {}
  if ('messageContent' in keys) {
    const { data } = message.safeParse(entry)
    if (!data) return unreadable('Not a message', entry)
    return isOf(data, subject) ? fromMessage(data) : ofAnother(data.subject)
  }
  if ('status' in keys && ('requestId' in keys || 'messageId' in keys)) {
    const { data } = status.safeParse(entry)
    if (!data) return unreadable('Not a status', entry)
    return isOf(data, subject) ? fromStatus(data, receivedAt) : ofAnother(data.subject)
  }
  const template = fromMatcher(entry, receivedAt)
  if (template) return template
  const { data } = other.safeParse(entry)
  return data ? { type: 'ignored', what: data.type } : unreadable('Not a callback of edna', entry)
}

const ofAnother = (subject = ''): InboundEvent => ({
  type: 'ignored',
  what: `subject ${subject}`.trim(),
})

const unreadable = (problem: string, entry: unknown): InboundEvent => ({
  type: 'unreadable',
  problem,
  body: typeof entry === 'string' ? entry : (JSON.stringify(entry) ?? ''),
})

function fromMessage(data: Message): InboundEvent {
  const { id, messageContent: content, receivedAt: at, replyInMessageId } = data
  const from = toSender(data)
  const formerly = formerNames(from.address)
  const where = {
    ...{ id: inboundId(id), thread: { id: toThreadId(from.address) }, from, at },
    ...(formerly.length > 0 && { formerly }),
  }
  const press = pressOf(data)
  if (press) return { type: 'press', ...where, ...press }
  const replyTo = replyInMessageId && { id: inboundId(replyInMessageId) }
  return {
    type: 'message',
    ...where,
    content: { ...toContent(content), ...(replyTo && { replyTo }) },
  }
}

/**
 * Whatever has a payload was pressed. What it is said to answer may be no more than what we said
 * last: good enough to tell what was pressed, and not to quote.
 */
function pressOf({ messageContent: content, replyOutMessageExternalRequestId: key }: Message) {
  const { payload, text, type, items } = content
  const messageId = key ? outboundId(key) : undefined
  // Ordinary texts may carry an empty one.
  if (payload) return { value: payload, ...present({ label: text, messageId }) }
  const [row] = items
  if (type !== 'LIST_PICKER' || row?.identifier === undefined) return undefined
  return { value: row.identifier, ...present({ label: row.title, messageId }) }
}

function toSender({ subscriber, userInfo }: Message): Sender {
  const { id, phone } = readPerson(subscriber.identifier) ?? { id: subscriber.identifier }
  const { userName, firstName, lastName } = userInfo ?? {}
  const name = [firstName, lastName].filter(Boolean).join(' ')
  return { address: toAddress(id), name: name || userName || '', ...present({ phone }) }
}

/** Of what failed early the request is not told: our key is in the comment too. */
function fromStatus(data: Status, receivedAt: Date): InboundEvent {
  const key = data.requestId ?? data.comment
  if (!key) return { type: 'ignored', what: `status ${data.status} of nothing` }
  const what = { id: outboundId(key), at: data.statusAt ?? receivedAt }
  const name = data.status.toLowerCase()
  if (name === 'delivered' || name === 'read') return { type: 'receipt', status: name, ...what }
  const reason = failureOf(name, data.error)
  if (!reason) return { type: 'ignored', what: `status ${name}` }
  return { type: 'failure', reason, ...what, code: data.error || name }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
