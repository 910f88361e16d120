import type { FileView } from '@otklik/protocol'
import { v7 as newId } from 'uuid'

import type {
  ExternalId,
  InboundContent,
  InboundEvent,
  RemoteFile,
  Sender,
  ThreadId,
} from '../channels/index.ts'
import type { OpenChannel } from '../connections/index.ts'
import type { Happening, Loaded, Request } from '../conversations/index.ts'
import {
  type MessageContent,
  type MessageDraft,
  readRatingValue,
  readVisitPayload,
} from '../rules/index.ts'
import { foundVisit, mayBeVisit } from './find-visit.ts'

type Of<Type extends InboundEvent['type']> = Extract<InboundEvent, { type: Type }>

/**
 * What an event of a platform means to one of our conversations; nothing, for some. Receipts may
 * concern several: `receive-receipt.ts` has them.
 */
export function toRequest(event: InboundEvent, channel: OpenChannel): Request | undefined {
  switch (event.type) {
    case 'message':
      return fromMessage(event, channel)
    case 'edit':
      return fromEdit(event, channel)
    case 'deletion':
      return fromDeletion(event, channel)
    case 'press':
      return fromPress(event, channel)
    case 'started':
      return fromStart(event, channel)
    case 'blocked':
    case 'unblocked':
      return {
        target: whereOf(event, channel),
        what: {
          trigger: { type: `contact-${event.type}`, lineId: newId() },
          sender: senderOf(event.from),
        },
      }
    case 'echo':
      return fromEcho(event, channel)
    case 'renamed':
    case 'receipt':
    case 'failure':
    case 'template':
    case 'ignored':
    case 'unreadable':
      return undefined
  }
}

function whereOf(event: { thread: { id: ThreadId }; from: Sender }, channel: OpenChannel) {
  return { channelId: channel.id, thread: event.thread.id, address: event.from.address }
}

function senderOf({ name, username, phone, language }: Sender) {
  return {
    name,
    profile: {
      ...(username && { username }),
      ...(phone && { phone }),
      ...(language && { language }),
    },
  }
}

function fromMessage(event: Of<'message'>, channel: OpenChannel): Request {
  const id = newId()
  const quoted = event.content.replyTo?.id
  return {
    target: {
      ...whereOf(event, channel),
      externalIds: [event.id],
      ...(quoted && { quoted }),
      ...mayBeVisit(event, channel),
    },
    what: (loaded) => newMessage(event, id, loaded, channel),
  }
}

function newMessage(
  event: Of<'message'> | Of<'edit'>,
  id: string,
  loaded: Loaded,
  channel: OpenChannel,
): Happening {
  const remoteFiles = event.content.files.map((file) => remoteFile(file, id, channel))
  const { publicPage: page } = event.thread
  const draft: MessageDraft = {
    id,
    kind: 'message',
    author: { type: 'contact', name: event.from.name },
    text: event.content.text,
    content: contentOf(event.content, remoteFiles, loaded, event.from.name),
    at: event.at.getTime(),
    ...(event.type === 'edit' && !event.isRestored && { editedAt: event.at.getTime() }),
  }
  return {
    trigger: {
      ...{ type: 'contact-wrote', message: draft },
      ...(page && { page }),
      ...(event.type === 'message' && event.before && { before: event.before }),
      visit: foundVisit(loaded, channel),
      ...(event.type === 'message' && event.ad && { ad: event.ad }),
    },
    sender: senderOf(event.from),
    externals: [{ externalId: event.id, messageId: id, position: 0 }],
    remoteFiles,
  }
}

/** An edit that comes before its message brings the message; the original is then known. */
function fromEdit(event: Of<'edit'>, channel: OpenChannel): Request {
  const id = newId()
  const quoted = event.content.replyTo?.id
  return {
    target: { ...whereOf(event, channel), target: event.id, ...(quoted && { quoted }) },
    what: (loaded) => {
      const messageId = loaded.targetMessageId
      if (!messageId) return newMessage(event, id, loaded, channel)
      const remoteFiles = event.content.files.map((file) => remoteFile(file, messageId, channel))
      return {
        trigger: {
          type: 'contact-edited',
          messageId,
          text: event.content.text,
          content: contentOf(event.content, remoteFiles, loaded, event.from.name),
          at: event.at.getTime(),
          ...(event.isRestored && { isRestored: true }),
        },
        // What the message has already is neither shown nor fetched twice.
        remoteFiles,
      }
    },
  }
}

function fromDeletion(event: Of<'deletion'>, channel: OpenChannel): Request {
  const [target] = event.ids
  return {
    target: { ...whereOf(event, channel), ...(target && { target }), lookup: event.ids },
    what: (loaded) => ({
      trigger: { type: 'contact-deleted', messageIds: Object.values(loaded.known) },
    }),
  }
}

function fromPress(event: Of<'press'>, channel: OpenChannel): Request {
  const rating = readRatingValue(event.value)
  if (rating) return fromRating(event, rating, channel)
  const lineId = newId()
  const { acknowledgeToken: token, acknowledgeWithinMs: withinMs = 60_000 } = event
  return {
    target: {
      ...whereOf(event, channel),
      externalIds: [event.id],
      ...(event.messageId && { quoted: event.messageId }),
    },
    what: (loaded) => ({
      trigger: {
        type: 'contact-pressed',
        lineId,
        at: event.at.getTime(),
        value: event.value,
        ...(event.label && { label: event.label }),
        ...(loaded.quotedMessageId && { messageId: loaded.quotedMessageId }),
      },
      sender: senderOf(event.from),
      externals: [{ externalId: event.id, messageId: lineId, position: 0 }],
      ...(token && { acknowledge: { token, withinMs } }),
    }),
  }
}

/** A mark is of the conversation that the button names, if that is this customer's. */
function fromRating(
  event: Of<'press'>,
  { conversationId, score }: { conversationId: string; score: number },
  channel: OpenChannel,
): Request {
  const { acknowledgeToken: token, acknowledgeWithinMs: withinMs = 60_000 } = event
  const lineId = newId()
  return {
    target: { ...whereOf(event, channel), conversationId, externalIds: [event.id] },
    what: ({ conversation, channelId, thread }) => {
      const isTheirs = channelId === channel.id && thread === event.thread.id
      if (!conversation || !isTheirs) return undefined
      return {
        trigger: { type: 'contact-rated', lineId, score, at: event.at.getTime() },
        externals: [{ externalId: event.id, messageId: lineId, position: 0 }],
        ...(token && { acknowledge: { token, withinMs } }),
      }
    },
  }
}

/**
 * Where no conversation is open and the last one has asked for a mark, a text may be the mark or
 * words about it (D-28). The rules refuse what is neither, and it is an ordinary message then.
 */
export function asRating(event: InboundEvent, channel: OpenChannel): Request | undefined {
  if (event.type !== 'message' || !event.content.text || event.content.files.length > 0) return
  const ordinary = fromMessage(event, channel)
  return {
    target: { ...ordinary.target, mayRate: true },
    what: (loaded) => {
      const { rating, holding } = loaded.conversation ?? {}
      const happening = (ordinary.what as (loaded: Loaded) => Happening)(loaded)
      const { trigger } = happening
      if (!rating || holding?.status !== 'closed' || trigger?.type !== 'contact-wrote') {
        return happening
      }
      const { message } = trigger
      return {
        ...happening,
        trigger: { type: 'contact-rated', lineId: newId(), message, at: message.at },
      }
    },
  }
}

function fromStart(event: Of<'started'>, channel: OpenChannel): Request {
  const lineId = newId()
  const number = event.payload === undefined ? undefined : readVisitPayload(event.payload)
  return {
    target: {
      ...whereOf(event, channel),
      externalIds: [event.id],
      ...(number && { visitNumbers: [number] }),
    },
    what: (loaded) => ({
      trigger: {
        type: 'contact-started',
        lineId,
        at: event.at.getTime(),
        // Ours says nothing to people, and nothing to bots.
        ...(event.payload && !number && { payload: event.payload }),
        visit: foundVisit(loaded, channel),
      },
      sender: senderOf(event.from),
      externals: [{ externalId: event.id, messageId: lineId, position: 0 }],
    }),
  }
}

function fromEcho(event: Of<'echo'>, channel: OpenChannel): Request {
  const id = newId()
  return {
    target: { ...whereOf(event, channel), externalIds: [event.id] },
    what: (loaded) => {
      const remoteFiles = event.content.files.map((file) => remoteFile(file, id, channel))
      return {
        trigger: {
          type: 'answered-elsewhere',
          message: {
            id,
            kind: 'message',
            author: { type: 'system', name: channel.name },
            text: event.content.text,
            content: contentOf(event.content, remoteFiles, loaded, event.from.name),
            at: event.at.getTime(),
          },
        },
        externals: [{ externalId: event.id, messageId: id, position: 0 }],
        remoteFiles,
      }
    },
  }
}

function remoteFile(file: RemoteFile, messageId: string, { kind }: OpenChannel) {
  const isTooLarge = (file.bytes ?? 0) > kind.capabilities.maxFetchBytes
  return { id: newId(), messageId, state: isTooLarge ? 'too-large' : 'loading', file } as const
}

function contentOf(
  content: InboundContent,
  remoteFiles: ReturnType<typeof remoteFile>[],
  loaded: Loaded,
  senderName: string,
): MessageContent {
  const { text: _, files: __, replyTo, ...rest } = content
  return {
    ...rest,
    ...(remoteFiles.length > 0 && { files: remoteFiles.map(viewOf) }),
    ...(replyTo && { replyTo: quoteOf(replyTo, loaded, senderName) }),
  }
}

const QUOTE_LENGTH = 200

function quoteOf(
  replyTo: { id: ExternalId; text?: string; isOurs?: boolean },
  loaded: Loaded,
  senderName: string,
): NonNullable<MessageContent['replyTo']> {
  const message = loaded.quotedMessageId ? loaded.messages.get(loaded.quotedMessageId) : undefined
  return {
    ...(message && { messageId: message.id }),
    author: message?.author.name ?? (replyTo.isOurs ? '' : senderName),
    text: (message?.text || replyTo.text || '').slice(0, QUOTE_LENGTH),
  }
}

function viewOf({ id, state, file }: ReturnType<typeof remoteFile>): FileView {
  const { reference: _, name = '', ...facts } = file
  return { id, state, name, hasPreview: false, ...facts }
}
