import { fetchLink } from '../whatsapp-network/fetch-link.ts'
import type { Chat, Message, Person } from '../whatsapp-network/model.ts'
import { accept, advance } from '../whatsapp-network/progress.ts'
import { fileRef } from '../whatsapp-network/uploads.ts'
import { type Draft, findExcess } from './content.ts'
import type { Edna } from './edna.ts'
import { refuse } from './errors.ts'
import { findMatch } from './matching.ts'
import type { Matcher, Request, Subject } from './model.ts'
import { tellFailure, tellStatus } from './statuses.ts'

const WINDOW_MS = 24 * 3600_000
const SAME_MS = 20 * 60_000
const FILE_LIVES_MS = 30 * 24 * 3600_000
const MAX_FILE_BYTES = 100 * (1 << 20)
const CANCELLED_AFTER_MS = 200

export interface Order {
  requestId: string
  address: string
  draft: Draft
  comment: string | null
  /** Known to be a template: it needs no comparing. */
  matcher?: Matcher
  startAt?: number
}

/** Takes a message that was found in order; what becomes of it is told by callbacks. */
export function send(edna: Edna, subject: Subject, order: Order): Request {
  const { network, registry } = edna
  const person = findPerson(edna, subject, order.address)
  const chat = person && network.world.findChat(subject.id, person.id)
  const isOpen = chat?.wroteAt !== undefined && network.clock.now() - chat.wroteAt < WINDOW_MS
  const matcher = order.matcher ?? findMatch(registry.matchersOf(subject), order.draft.raw)
  const isLate = !isOpen && !matcher
  if (isLate && !subject.refusesLate) throw refuse('matched-template-not-found')
  const request = remember(edna, subject, order)
  const problem = isLate ? 'no-match-template' : findExcess(order.draft.content)
  const delayMs = (order.startAt ?? 0) - network.clock.now()
  if (delayMs > 0) {
    tellStatus(edna, request, 'DELAYED')
    network.clock.after(delayMs, () =>
      dispatch(edna, request, { ...order, person, matcher, problem }),
    )
  } else dispatch(edna, request, { ...order, person, matcher, problem })
  return request
}

export function findPerson({ network }: Edna, subject: Subject, address: string) {
  return /^[A-Z]{2}\./.test(address)
    ? network.world.findByUserId(address, subject.account)
    : findByExactPhone(network.world, address.replace(/^\+/, ''))
}

/** No spelling but the right one is understood here: a leading 8 leads nowhere. */
function findByExactPhone(world: Edna['network']['world'], phone: string): Person | undefined {
  const person = world.findByPhone(phone)
  return person?.phone === phone ? person : undefined
}

function remember(edna: Edna, subject: Subject, order: Order): Request {
  const { network, registry } = edna
  const now = network.clock.now()
  const print = JSON.stringify(order.draft.raw)
  const isRepeated = registry.requests
    .list()
    .some(
      (other) =>
        other.line === subject.id &&
        other.address === order.address &&
        other.print === print &&
        !other.isCancelled &&
        now - other.at < SAME_MS,
    )
  return registry.requests.save({
    id: order.requestId,
    line: subject.id,
    ...{ at: now, address: order.address, print, messageId: network.provider.newMessageId() },
    ...{ comment: order.comment, status: 'ENQUEUED', error: null, content: order.draft.raw },
    isCancelled: isRepeated && !subject.takesRepeats,
  })
}

interface Dispatch extends Omit<Order, 'matcher'> {
  person: Person | undefined
  matcher: Matcher | undefined
  problem: string | undefined
}

function dispatch(
  edna: Edna,
  request: Request,
  { draft, person, matcher, problem }: Dispatch,
): void {
  const { network } = edna
  // Forgotten while it was delayed: the sandbox was reset.
  if (!edna.registry.requests.find(request.id)) return
  tellStatus(edna, request, 'ENQUEUED')
  const later = (error: string) =>
    network.clock.after(CANCELLED_AFTER_MS, () => tellFailure(edna, request, error))
  if (request.isCancelled) return void later('cancelled')
  if (!person) return void later('not-whatsapp-user')
  if (problem) return void later(problem)
  const chat = network.world.openChat(request.line, person.id)
  const template = matcher && { name: matcher.name, language: matcher.language }
  const message = accept(network, chat, {
    id: request.messageId,
    content: { ...draft.content, ...(template && { template }) },
    note: {
      requestId: request.id,
      ...(matcher && { matcherId: matcher.id }),
      ...(draft.link && { link: draft.link }),
    },
  })
  if (draft.link) void resumeLink(edna, chat, message)
}

/** Fetches what the message links to and only then lets it go. */
export async function resumeLink({ network }: Edna, chat: Chat, message: Message): Promise<void> {
  const { url, name } = message.note!.link as { url: string; name: string }
  const upload = await fetchLink(url, MAX_FILE_BYTES)
  // Forgotten meanwhile: the sandbox was reset.
  if (!network.world.findMessage(message.id)) return
  if (typeof upload === 'string')
    message.problem = { code: 'error-attachment-url-not-specified', details: upload }
  else
    message.content.file = fileRef(
      await network.files.store(chat.line, { ...upload, name }, FILE_LIVES_MS),
    )
  delete message.note!.link
  network.world.saveMessage(chat, message)
  advance(network, chat, message)
}
