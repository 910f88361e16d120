import { v7 as newId } from 'uuid'
import type {
  Amending,
  Connection,
  ExternalId,
  LocalFile,
  PartContent,
  ThreadId,
} from '../channels/index.ts'
import type { OpenChannel } from '../connections/index.ts'
import type { Effect, MessageState } from '../rules/index.ts'
import { signed } from './signature.ts'
import type { PartRow } from './writes.ts'

interface Place {
  channelId: string
  thread: string
}

interface Around {
  now: Date
  channel: OpenChannel
}

/** Sends are tried for this long, while they are surely not delivered (D-31). */
const EXPIRES_AFTER_MS = 24 * 3_600_000
/** Between the end of a call and the moment its outcome counts as unknown. */
const GRACE_MS = 5000

const priorities = { acknowledgement: 0, message: 1, edit: 1, deletion: 1 }
/** After operators and bots. */
const AUTOMATIC = 3

/** One message as the calls of the platform it takes, in their order. */
export function messageParts(
  message: MessageState,
  place: Place,
  around: Around,
  { replyTo, replyUntil }: { replyTo: string | undefined; replyUntil: number | undefined },
): PartRow[] {
  const { connection } = around.channel
  const contents = connection.render({
    thread: place.thread as ThreadId,
    ...signed(message, around.channel),
    files: (message.content.files ?? []).map(toLocalFile),
    ...(message.content.buttons && { buttons: message.content.buttons }),
    ...(replyTo && { replyTo: replyTo as ExternalId }),
    ...(message.content.replyTo?.text && { quote: message.content.replyTo.text }),
    ...(message.content.template && { template: message.content.template }),
  })
  const target = { ...place, conversationId: message.conversationId, messageId: message.id }
  const isAutomatic = message.author.type === 'system'
  // After the platform's window it would be refused, and nobody waits for it (D-31).
  const windowEndsAt = message.content.template ? undefined : replyUntil
  const expiresAfterMs = Math.min(
    EXPIRES_AFTER_MS,
    (windowEndsAt ?? Number.POSITIVE_INFINITY) - around.now.getTime(),
  )
  return contents.map((content) => ({
    ...toPart(content, target, around, expiresAfterMs),
    ...(isAutomatic && { priority: AUTOMATIC }),
  }))
}

/** The calls that change or take back what was sent. */
export function amendmentParts(
  { message, as }: Extract<Effect, { type: 'amend' }>,
  ids: string[],
  place: Place,
  around: Around,
): PartRow[] {
  const connection: Connection & Partial<Amending> = around.channel.connection
  const amendment = {
    thread: place.thread as ThreadId,
    ids: ids as ExternalId[],
    ...signed(message, around.channel),
    files: (message.content.files ?? []).map(toLocalFile),
    ...(message.content.buttons && { buttons: message.content.buttons }),
  }
  const contents =
    as === 'edit' ? connection.renderEdit?.(amendment) : connection.renderDeletion?.(amendment)
  const target = { ...place, conversationId: message.conversationId, messageId: message.id }
  return (contents ?? []).map((content) => toPart(content, target, around))
}

/** A press is acknowledged while the customer still looks at the button, or not at all. */
export function acknowledgementParts(
  { token, withinMs }: { token: string; withinMs: number },
  target: Place & { conversationId: string; messageId: null },
  around: Around,
): PartRow[] {
  const connection: Connection & Partial<Amending> = around.channel.connection
  const contents = connection.renderAcknowledgement?.(token) ?? []
  return contents.map((content) => toPart(content, target, around, withinMs))
}

function toPart(
  content: PartContent,
  target: Place & { conversationId: string; messageId: string | null },
  { now, channel }: Around,
  expiresAfterMs = EXPIRES_AFTER_MS,
): PartRow {
  const timeouts = channel.callTimeoutMs
  const isAside = content.kind === 'acknowledgement'
  // Where it may have to be looked for first, two calls are made of one attempt.
  const calls = channel.kind.capabilities.sendsOnce === 'by-check' ? 2 : 1
  return {
    id: newId(),
    channelId: target.channelId,
    // Presses have a lane of their own: they must not wait behind messages, nor those behind them.
    lane: isAside ? `press:${target.thread}` : target.thread,
    thread: target.thread,
    priority: priorities[content.kind],
    conversationId: target.conversationId,
    messageId: target.messageId,
    kind: content.kind,
    content,
    expiresAt: new Date(now.getTime() + expiresAfterMs).toISOString(),
    timeoutMs: calls * (content.fileIds.length > 0 ? timeouts.file : timeouts.text) + GRACE_MS,
  }
}

function toLocalFile(file: NonNullable<MessageState['content']['files']>[number]): LocalFile {
  return {
    id: file.id,
    kind: file.kind,
    name: file.name,
    mime: file.mime ?? 'application/octet-stream',
    bytes: file.bytes ?? 0,
    ...(file.width !== undefined && { width: file.width }),
    ...(file.height !== undefined && { height: file.height }),
    ...(file.durationS !== undefined && { durationS: file.durationS }),
  }
}
