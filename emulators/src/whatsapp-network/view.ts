import type { Phone } from '../emulator.ts'
import type { Chat, Content, Draft, Message } from './model.ts'
import { type Line, type Network, personOf } from './network.ts'

/** `waiting`: on the phone; `sent`: the messenger has it; `taken`: the product has it too. */
export type Progress = 'waiting' | 'sent' | 'taken'

export interface MessageView {
  id?: string
  from: 'bot' | 'person'
  at: number
  editedAt?: number
  deletedAt?: number
  progress?: Progress
  status?: string
  /** The phone has no network, or the person has blocked the number: it has not come. */
  isUnseen?: true
  content: Content
  replyTo?: { id: string; author: string; text: string }
  pressed?: { row: number; column: number }
  reactions: { by: 'bot' | 'person'; emoji: string }[]
}

/** A chat as the person sees it on the phone. */
export function viewChat(network: Network, line: Line, chat: Chat, limit = 200) {
  const now = network.clock.now()
  const messages = [...chat.messages.values()]
    .slice(-limit)
    .map((message) => viewMessage(network, line, chat, message))
  return {
    company: line.id,
    person: chat.person,
    title: line.name,
    isBlocked: chat.isBlocked,
    isOffline: personOf(network, chat).isOffline,
    ...(chat.typingUntil !== undefined && chat.typingUntil > now && { typing: 'typing' }),
    messages: [...messages, ...chat.outbox.map((draft) => viewDraft(draft, now))],
  }
}

function viewMessage(network: Network, line: Line, chat: Chat, message: Message): MessageView {
  const isCompany = message.from === 'company'
  const quoted = message.replyTo === undefined ? undefined : chat.messages.get(message.replyTo)
  const person = personOf(network, chat).name
  const hasCome = message.status === 'delivered' || message.status === 'read'
  return {
    id: message.id,
    from: isCompany ? 'bot' : 'person',
    at: message.at,
    ...(message.editedAt !== undefined && { editedAt: message.editedAt }),
    ...(message.deletedAt !== undefined && { deletedAt: message.deletedAt }),
    ...(!isCompany && { progress: message.takenAt === undefined ? 'sent' : 'taken' }),
    ...(message.status && { status: message.status }),
    ...(isCompany && !hasCome && { isUnseen: true }),
    content: message.content,
    ...(quoted && {
      replyTo: {
        id: quoted.id,
        author: quoted.from === 'company' ? line.name : person,
        text: quoted.content.text ?? '',
      },
    }),
    ...(message.pressed && { pressed: { row: message.pressed.index, column: 0 } }),
    reactions: [
      ...(message.reactions.company
        ? [{ by: 'bot' as const, emoji: message.reactions.company }]
        : []),
      ...(message.reactions.person
        ? [{ by: 'person' as const, emoji: message.reactions.person }]
        : []),
    ],
  }
}

const viewDraft = ({ content }: Draft, at: number): MessageView => ({
  ...{ from: 'person', at, progress: 'waiting', content, reactions: [] },
})

/** Every message of the company that was accepted, in order: where a doubled answer shows. */
export function listSent(network: Network, line: Line, person?: string) {
  const sent = []
  for (const chat of network.world.chats()) {
    if (chat.line !== line.id || (person !== undefined && chat.person !== person)) continue
    for (const { id, from, at, status, problem, content } of chat.messages.values())
      if (from === 'company')
        sent.push({ person: chat.person, id, at, status, content, ...(problem && { problem }) })
  }
  return sent.sort((a, b) => a.at - b.at)
}

/** A phone shows one number: the one the person was made for, and each they have written with. */
export function listPhones({ platform, world, provider }: Network): Phone[] {
  const lines = [...provider.lines()]
  return [...world.people.values()]
    .filter((person) => person.hasPhone)
    .flatMap((person) => {
      const own = lines.filter(({ id }) => id === person.line || world.findChat(id, person.id))
      const { id, name, isOffline } = person
      return (own.length > 0 ? own : lines.slice(0, 1)).map((line) => ({
        platform,
        person: { id, name, fullName: name, isOffline },
        company: { id: line.id, name: line.name },
      }))
    })
}
