import type {
  Address,
  ExternalId,
  InboundContent,
  InboundEvent,
  Sender,
  Thread,
  ThreadId,
} from '../contract.ts'
import { parseExactly } from '../kit/parse-exactly.ts'
import { present } from '../kit/present.ts'
import { type Inbound, inbound } from './types.ts'

/** One body is one event. A person has one chat with us, and its name is theirs. */
export function translate(body: Buffer, receivedAt = new Date(0)): InboundEvent[] {
  const text = body.toString('utf8')
  const read = inbound.safeParse(parseExactly(text))
  if (!read.success) {
    const [issue] = read.error.issues
    const problem = `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'no event'}`
    return [{ type: 'unreadable', problem, body: text }]
  }
  return [toEvent(read.data, receivedAt)]
}

function toEvent(event: Inbound, receivedAt: Date): InboundEvent {
  const happened = {
    thread: toThread(event.user.id),
    from: toSender(event.user),
    at: event.at === undefined ? receivedAt : new Date(event.at),
  }
  const { thread, at } = happened
  switch (event.type) {
    case 'message':
    case 'edit':
      return { type: event.type, id: toId(event.id), content: toContent(event), ...happened }
    case 'deletion':
      return { type: 'deletion', ids: event.ids.map(toId), ...happened }
    case 'press': {
      const { id, value, label, messageId } = event
      const pressed = present({
        label,
        messageId: messageId === undefined ? undefined : toId(messageId),
      })
      return { type: 'press', id: toId(id), value, ...pressed, ...happened }
    }
    case 'started': {
      const payload = present({ payload: event.payload })
      return { type: 'started', id: toId(event.id), ...payload, ...happened }
    }
    case 'receipt':
      return {
        ...{ type: 'receipt', status: event.status, at },
        ...{ thread: thread.id, id: toId(event.messageId), key: event.messageId },
      }
    case 'failure': {
      const { reason, messageId } = event
      return { type: 'failure', id: toId(messageId), key: messageId, reason, at }
    }
  }
}

const toId = (id: string) => id as ExternalId
const toThread = (id: string): Thread => ({ id: id as ThreadId })

function toSender({ id, name, username, phone, language }: Inbound['user']): Sender {
  return { address: id as Address, name, ...present({ username, phone, language }) }
}

function toContent(event: Extract<Inbound, { type: 'message' | 'edit' }>): InboundContent {
  const { text, format, files, replyTo } = event
  return {
    text,
    ...present({ format, replyTo: replyTo && { id: toId(replyTo.id) } }),
    files: files.map(({ url, kind, name, mime, bytes }) => ({
      ...{ reference: url, kind },
      ...present({ name, mime, bytes }),
    })),
  }
}
