import { toIso } from './callbacks.ts'
import { type Body, isObject, readContent } from './content.ts'
import type { Edna } from './edna.ts'
import { EdnaError, refuse } from './errors.ts'
import { createMatcher, listMatchers, wireMatcher } from './matchers.ts'
import { substitute } from './matching.ts'
import type { Account, Subject } from './model.ts'
import { probe } from './probe.ts'
import { send } from './send.ts'

/** A call of the API by the owner of a key. */
export interface Call {
  edna: Edna
  account: Account
  /** Those of the account. */
  mine: Subject[]
  body: Body
  query: Record<string, string | string[] | undefined>
}

export type Method = (call: Call) => unknown

export const PULSE: Record<string, Method> = {
  'GET channel-profile': listChannels,
  'POST cascade/get-all': listCascades,
  'POST cascade/schedule': schedule,
  'POST v1/out-messages/whatsapp/template': sendTemplate,
  'POST messages/history': listHistory,
  'POST message-matchers': (call) => wireMatcher(createMatcher(call.edna, call.mine, call.body)),
  'POST message-matchers/get-by-request': ({ edna, mine, body }) => listMatchers(edna, mine, body),
  'POST callback/set': setCallbacks,
}

function listChannels({ mine, query }: Call): object[] {
  const wanted = [query.types ?? 'WHATSAPP'].flat().flatMap((types) => types.split(','))
  if (!wanted.includes('WHATSAPP')) return []
  return mine.map((subject) => ({
    ...{ id: subject.cascadeId + 14, name: subject.name },
    subjectId: subject.isActive ? Number(subject.id) : null,
    ...{ channelAttribute: subject.phone, subject: subject.subject, active: subject.isActive },
    registrationStatus: subject.isActive ? 'DONE_FINISH_REGISTER' : 'NEED_VERIFY_BUSINESS',
    ...{ type: 'WHATSAPP', limit: 'TIER_1K', qualityScore: 'GREEN' },
    ...{ qualityStatus: subject.isActive ? 'CONNECTED' : 'DISCONNECTED', instruction: null },
  }))
}

/** Every channel has a cascade of its own, of one stage. */
function listCascades({ mine, body }: Call): object[] {
  const cascades = mine.map(({ id, subject, cascadeId, isActive }) => ({
    ...{ id: cascadeId, name: `WhatsApp ${id}`, status: isActive ? 'ACTIVE' : 'INACTIVE' },
    stagesCount: 1,
    stages: [{ order: 1, subject: { id: Number(id), subject, locked: false } }],
  }))
  const offset = Number(body.offset ?? 0)
  const limit = Number(body.limit ?? 0)
  return cascades.slice(offset, limit > 0 ? offset + limit : undefined)
}

function schedule({ edna, account, mine, body }: Call): object {
  const { requestId, subscriberFilter, content, comment, startTime } = body
  if (typeof requestId !== 'string' || requestId === '')
    throw refuse('cascade-scheduling-request-is-not-valid')
  if (edna.registry.requests.find(requestId)) throw refuse('requestId-is-not-unique')
  const subject = mine.find(({ cascadeId, isActive }) => isActive && cascadeId === body.cascadeId)
  if (!subject) throw refuse('cascade-not-found')
  const address = isObject(subscriberFilter) ? subscriberFilter.address : undefined
  if (typeof address !== 'string' || !/^(\+?\d{5,16}|[A-Z]{2}\.\w+)$/.test(address))
    throw refuse('cascade-scheduling-request-is-not-valid')
  if (!isObject(content)) throw refuse('content-not-specified')
  if (content.whatsappContent === undefined)
    throw refuse("request-doesn't-contain-content-for-all-cascade-stages")
  const draft = readContent(content.whatsappContent)
  const startAt = startTime === undefined ? 0 : Date.parse(String(startTime))
  if (Number.isNaN(startAt)) throw refuse('cascade-scheduling-request-is-not-valid')
  pay(edna, account)
  send(edna, subject, {
    ...{ requestId, address, draft, startAt },
    comment: typeof comment === 'string' ? comment : null,
  })
  return { requestId }
}

function pay({ registry }: Edna, account: Account): void {
  if (account.balance <= 0) throw refuse('insufficient funds')
  account.balance -= 1
  registry.accounts.save(account)
}

/** By the template's id and its variables, without repeating its text. */
function sendTemplate({ edna, account, mine, body }: Call): object {
  const { messageId, sender, phone, templateId } = body
  const problem = (message: string) => new EdnaError(400, message)
  if (typeof messageId !== 'string' || messageId === '') throw problem('messageId is required')
  if (edna.registry.requests.find(messageId)) throw problem('Duplicate messageId')
  const subject = mine.find((one) => one.isActive && one.subject === sender)
  if (!subject) throw problem('Sender not found')
  const matcher = edna.registry.matchersOf(subject).find(({ id }) => id === templateId)
  if (matcher?.status !== 'APPROVED' || matcher.isLocked) throw problem('Template not found')
  const words = (name: string) => (Array.isArray(body[name]) ? body[name].map(String) : [])
  const text = substitute(matcher.content.text ?? '', words('textVariables'))
  const title = substitute(matcher.content.header?.text ?? '', words('headerVariables'))
  if (text === undefined || title === undefined) throw problem('Wrong number of variables')
  const raw = {
    ...matcher.content,
    ...{ contentType: 'TEXT', text },
    ...(title !== '' && { header: { ...matcher.content.header, text: title } }),
  }
  pay(edna, account)
  const options = isObject(body.options) ? body.options : {}
  send(edna, subject, {
    ...{ requestId: messageId, address: String(phone), draft: readContent(raw), matcher },
    comment: typeof options.comment === 'string' ? options.comment : null,
  })
  return { messageId }
}

/** What was sent; of what people wrote the documentation shows no example, and so does this. */
function listHistory({ edna, mine, body }: Call): object {
  const ids = mine.map(({ id }) => id)
  const [from, to] = [body.dateFrom, body.dateTo].map((date) =>
    date === undefined ? undefined : Date.parse(String(date)),
  )
  if (Number.isNaN(from) || Number.isNaN(to)) throw refuse('date-format')
  const [sort] = Array.isArray(body.sort) ? body.sort : []
  const isAscending = isObject(sort) && sort.direction === 'ASC'
  const found = edna.registry.requests
    .list()
    .filter(
      ({ line, address, comment, messageId, id, at }) =>
        ids.includes(line) &&
        (body.direction === undefined || body.direction === 'OUT') &&
        at >= (from ?? 0) &&
        at <= (to ?? at) &&
        (body.subjectId === undefined || Number(line) === Number(body.subjectId)) &&
        (body.address === undefined || address === body.address) &&
        (body.comment === undefined || comment === body.comment) &&
        (body.requestId === undefined || id === body.requestId) &&
        (body.messageId === undefined || Number(messageId) === Number(body.messageId)),
    )
    .sort((a, b) => (isAscending ? a.at - b.at : b.at - a.at))
  const offset = Number(body.offset ?? 0)
  const limit = Number(body.limit ?? 0) || 100
  const content = found.slice(offset, offset + limit).map((request) => ({
    ...{ messageId: Number(request.messageId), requestId: request.id, comment: request.comment },
    ...{ direction: 'OUT', channelType: 'WHATSAPP', subjectId: Number(request.line) },
    cascadeId: mine.find(({ id }) => id === request.line)!.cascadeId,
    address: request.address,
    content: JSON.stringify(request.content),
    ...{ deliveryStatus: request.status, createdAt: toIso(request.at) },
  }))
  return { content, hasNext: offset + limit < found.length }
}

const URLS = ['statusCallbackUrl', 'inMessageCallbackUrl', 'messageMatcherCallbackUrl'] as const

/** Every address is looked at before any is taken. */
async function setCallbacks({ edna, mine, body }: Call): Promise<object> {
  const wanted =
    body.subjectId === undefined
      ? mine
      : mine.filter(({ id, isActive }) => isActive && Number(id) === body.subjectId)
  if (wanted.length === 0) throw refuse('subject-not-found')
  const isLocal = wanted.every(({ allowsLocalCallbacks }) => allowsLocalCallbacks)
  const urls = URLS.filter((name) => body[name] !== undefined && body[name] !== null)
  for (const name of urls) await probe(body[name], isLocal)
  for (const subject of wanted) {
    for (const name of urls) subject.callbacks[name] = String(body[name])
    edna.registry.subjects.save(subject)
  }
  return { code: 'ok' }
}
