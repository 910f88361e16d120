import type { DeliveryStatus, FailureReason, Message } from '@otklik/protocol'
import type { TemplateContent, TemplateValues } from '@otklik/protocol/settings'

import type { Moment } from './moment.ts'

/** What is shown of a message beside its text. */
export type MessageContent = Pick<
  Message,
  | 'format'
  | 'files'
  | 'location'
  | 'sharedContact'
  | 'replyTo'
  | 'forwardedFrom'
  | 'buttons'
  | 'unsupported'
  | 'system'
  | 'mentions'
  | 'formerTexts'
> & {
  albumId?: string
  /** The name its author has for customers, as it was then. */
  signedAs?: string
  /** What it was made of: approved beforehand, so that it passes a closed reply window. */
  template?: {
    externalId: string
    name: string
    language: string
    content: TemplateContent
    values: TemplateValues
  }
  /** What an edit put aside, until the platform has agreed to it. */
  beforeEdit?: { text: string; format?: Message['format']; editedAt?: Moment }
  /** A deletion that the platform has not answered yet. */
  isBeingDeleted?: boolean
}

/** What a list shows of a conversation. */
export interface LastMessage {
  id: string
  seq: number
  author: Message['author']
  kind: 'message' | 'note'
  text: string
  content: string
  at: Moment
  status?: DeliveryStatus
  failure?: FailureReason
}

/** How the parts of an outgoing message ended so far. */
export interface Delivery {
  total: number
  sent: number
  unknown: number
}

export interface MessageState {
  readonly id: string
  readonly conversationId: string
  readonly version: number
  readonly seq: number
  readonly kind: Message['kind']
  readonly author: Message['author']
  readonly text: string
  readonly content: MessageContent
  readonly status?: DeliveryStatus
  readonly failure?: Message['failure']
  readonly delivery?: Delivery
  readonly at: Moment
  readonly editedAt?: Moment
  readonly deletedAt?: Moment
  readonly clientId?: string
}

/** A message before it has its place in the transcript. */
export type MessageDraft = Omit<MessageState, 'version' | 'seq' | 'conversationId'>

/** More edits than this are more than anybody reads. */
const MOST_FORMER_TEXTS = 10

/** The texts before this edit; nothing where only something else has changed. */
export function formerTexts(
  { text, content }: MessageState,
  newText: string,
  until: Moment,
): Pick<MessageContent, 'formerTexts'> {
  if (!text || text === newText) return {}
  const former = [...(content.formerTexts ?? []), { text, until: new Date(until).toISOString() }]
  return { formerTexts: former.slice(-MOST_FORMER_TEXTS) }
}

const PREVIEW_LENGTH = 200

/** What a list shows of it; notes and system lines leave the preview alone. */
export function previewOf(message: MessageState): LastMessage {
  return {
    id: message.id,
    seq: message.seq,
    author: message.author,
    kind: 'message',
    text: message.deletedAt === undefined ? firstLineOf(message.text) : '',
    content: contentOf(message),
    at: message.at,
    ...(message.status && { status: message.status }),
    ...(message.failure && message.status === 'failed' && { failure: message.failure.reason }),
  }
}

function contentOf({ content, text, deletedAt }: MessageState): string {
  if (deletedAt !== undefined) return 'deleted'
  if (content.files?.[0]) return content.files[0].kind
  if (content.location) return 'location'
  if (content.sharedContact) return 'contact'
  if (content.unsupported) return 'unsupported'
  return text ? 'text' : 'empty'
}

function firstLineOf(text: string): string {
  const line = text.trimStart().split('\n', 1)[0] ?? ''
  return [...line.slice(0, PREVIEW_LENGTH * 2)].slice(0, PREVIEW_LENGTH).join('')
}
