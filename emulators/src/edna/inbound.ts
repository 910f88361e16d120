import type { Chat, Content, Message } from '../whatsapp-network/model.ts'
import { personOf } from '../whatsapp-network/network.ts'
import { userIdOf } from '../whatsapp-network/phones.ts'
import { callBack, toIso } from './callbacks.ts'
import type { Edna } from './edna.ts'
import type { Subject } from './model.ts'

const EMPTY = {
  ...{ attachment: null, location: null, caption: null, text: null },
  ...{ payload: null, story: null, items: null },
}

/** Kinds of files are fewer here: a sticker is a picture, a voice message is a sound. */
const TYPES: Partial<Record<Content['kind'], string>> = {
  image: 'IMAGE',
  sticker: 'IMAGE',
  document: 'DOCUMENT',
  video: 'VIDEO',
  audio: 'AUDIO',
  voice: 'AUDIO',
}

export function tellReceived(edna: Edna, chat: Chat, message: Message): void {
  const subject = edna.registry.subjects.find(chat.line)
  if (!subject || message.content.kind === 'system') return
  const body = subject.isLegacy
    ? legacyBody(edna, subject, chat, message)
    : pulseBody(edna, subject, chat, message)
  callBack(edna.courier, subject, {
    ...{ to: 'inMessageCallbackUrl', kind: `in-message ${message.content.kind}`, body },
    ...{ person: chat.person, messages: [message.id] },
  })
}

/** A phone, or the id of one who shows none. */
function identifierOf(edna: Edna, subject: Subject, chat: Chat): string {
  const person = personOf(edna.network, chat)
  return person.isPhoneHidden ? userIdOf(person, subject.account) : person.phone
}

function pulseBody(edna: Edna, subject: Subject, chat: Chat, message: Message): object {
  const person = personOf(edna.network, chat)
  return {
    id: Number(message.id),
    ...{ subject: subject.subject, subjectId: Number(subject.id) },
    subscriber: {
      id: Number(person.id.slice(-8)),
      identifier: identifierOf(edna, subject, chat),
    },
    userInfo: {
      userName: person.username ?? person.name,
      ...{ firstName: null, lastName: null, avatarUrl: null },
    },
    messageContent: { ...EMPTY, ...contentOf(edna, message.content), ...message.content.extra },
    receivedAt: toIso(message.at),
    ...quoteOf(edna, chat, message),
  }
}

/** What is answered; without a quote, the last message the company sent. */
function quoteOf({ registry }: Edna, chat: Chat, { replyTo }: Message): object {
  const quoted = replyTo === undefined ? undefined : chat.messages.get(replyTo)
  if (quoted?.from === 'person')
    return {
      ...{ replyOutMessageId: null, replyOutMessageExternalRequestId: null },
      replyInMessageId: Number(quoted.id),
    }
  const last = [...chat.messages.values()].filter(({ from }) => from === 'company').at(-1)
  const id = quoted?.id ?? last?.id
  const request = registry.requests.list().findLast(({ messageId }) => messageId === id)
  return {
    replyOutMessageId: id === undefined ? null : Number(id),
    replyOutMessageExternalRequestId: request?.id ?? null,
    replyInMessageId: null,
  }
}

function contentOf(edna: Edna, content: Content): object {
  const { kind, text = null, file, location, choice } = content
  if (kind === 'text') return { type: 'TEXT', text }
  if (kind === 'location') return { type: 'LOCATION', location: { address: null, ...location } }
  if (choice?.via === 'list')
    return {
      type: 'LIST_PICKER',
      items: [{ identifier: choice.id, title: choice.title, subtitle: choice.description ?? null }],
    }
  if (choice) return { type: 'TEXT', text: choice.title, payload: choice.id }
  if (!file) return { type: 'UNKNOWN' }
  const { name, mimeType, size } = file
  return {
    type: TYPES[kind],
    attachment: { url: fileUrl(edna, file.id, name), name, mimeType, size },
    caption: text,
  }
}

/** Whoever has the address has the file. */
export function fileUrl({ network, origin }: Edna, id: string, name = 'file'): string {
  const secret = network.files.findForPhone(id)?.sha256.slice(0, 24)
  return `${origin()}/edna/api/files/${id}/${secret}/${encodeURIComponent(name)}`
}

function legacyBody(edna: Edna, subject: Subject, chat: Chat, { id, content }: Message): object {
  const person = personOf(edna.network, chat)
  const { type, attachment, payload, caption, text } = {
    ...EMPTY,
    ...contentOf(edna, content),
  } as Record<string, unknown> & { attachment: { url: string; name: string } | null }
  return {
    ...{ id, imSubject: subject.subject, imType: 'whatsapp' },
    address: identifierOf(edna, subject, chat),
    userName: person.username ?? person.name,
    ...{ firstName: null, lastName: null, avatarUrl: null },
    contentType: String(type).toLowerCase(),
    ...{ text, caption, payload },
    attachmentUrl: attachment?.url ?? null,
    attachmentName: attachment?.name ?? null,
  }
}
