import type { Chat, Content, Message, Problem, Status } from './model.ts'
import { type Network, personOf } from './network.ts'

const SENT_AFTER_MS = 200
const DELIVERED_AFTER_MS = 300
const READ_AFTER_MS = 1200
export interface Post {
  id: string
  content: Content
  replyTo?: string | undefined
  note?: Record<string, unknown>
}

/** Takes a message of the company; what becomes of it is told later. */
export function accept(network: Network, chat: Chat, post: Post): Message {
  const message: Message = {
    id: post.id,
    from: 'company',
    at: network.clock.now(),
    content: post.content,
    status: 'accepted',
    reactions: {},
    ...(post.replyTo !== undefined && { replyTo: post.replyTo }),
    ...(post.note && { note: post.note }),
  }
  const scope = { line: chat.line, person: chat.person }
  if (network.faults.strike(['accept-and-drop'], scope)) message.isDropped = true
  const late = network.faults.strike(['refuse-late'], scope)
  if (late) message.problem = network.provider.refuseLate(late.code)
  delete chat.typingUntil
  network.world.saveMessage(chat, message)
  network.touch(chat)
  // A file that has still to be fetched holds its message up.
  if (!message.note?.link) advance(network, chat, message)
  return message
}

/** Sets going whatever comes next for the message: also after a restart. */
export function advance(network: Network, chat: Chat, message: Message): void {
  const { clock } = network
  if (message.from !== 'company' || message.isDropped) return
  if (message.status === 'accepted')
    clock.after(SENT_AFTER_MS, () => {
      if (message.problem) fail(network, chat, message, message.problem)
      else if (turn(network, chat, message, 'sent')) advance(network, chat, message)
    })
  if (message.status === 'sent')
    clock.after(DELIVERED_AFTER_MS, () => {
      if (!reaches(network, chat)) return
      if (network.clock.now() - message.at >= network.provider.keepsMs)
        expire(network, chat, message)
      else if (turn(network, chat, message, firstSight(network, chat)))
        advance(network, chat, message)
    })
  if (message.status === 'delivered' && personOf(network, chat).reads === 'at-once')
    clock.after(READ_AFTER_MS, () => {
      if (reaches(network, chat)) turn(network, chat, message, 'read')
    })
}

function reaches(network: Network, chat: Chat): boolean {
  const person = network.world.people.get(chat.person)
  return person !== undefined && !person.isOffline && !chat.isBlocked && person.isOnWhatsApp
}

/** With the chat open on the phone nobody tells `delivered`. */
function firstSight({ faults }: Network, { line, person }: Chat): Status {
  return faults.strike(['skip-delivered'], { line, person }) ? 'read' : 'delivered'
}

/** Undelivered for too long: some providers say so, the messenger itself does not. */
function expire(network: Network, chat: Chat, message: Message): void {
  const problem = network.provider.expired
  if (problem) fail(network, chat, message, problem)
}

const RANK: Record<Status, number> = { accepted: 0, sent: 1, delivered: 2, read: 3, failed: 4 }

/** Forward only; tells whether anything changed. */
function turn(network: Network, chat: Chat, message: Message, status: Status): boolean {
  if (!network.world.findMessage(message.id)) return false
  if (RANK[message.status!] >= RANK[status]) return false
  message.status = status
  network.world.saveMessage(chat, message)
  network.touch(chat)
  network.provider.statusChanged(chat, message)
  return true
}

export function fail(network: Network, chat: Chat, message: Message, problem: Problem): void {
  message.problem = problem
  turn(network, chat, message, 'failed')
}

/** The phone is back: what has waited for it is delivered. */
export function deliverWaiting(network: Network, chat: Chat): void {
  for (const message of chat.messages.values())
    if (message.status === 'sent') advance(network, chat, message)
}

/** The person looks at the chat. Without receipts the company never learns of it. */
export function readAll(network: Network, chat: Chat): void {
  if (personOf(network, chat).reads === 'never') return
  for (const message of chat.messages.values()) {
    if (message.from !== 'company' || message.isDropped) continue
    if (message.status === 'sent' || message.status === 'delivered')
      turn(network, chat, message, 'read')
  }
}
