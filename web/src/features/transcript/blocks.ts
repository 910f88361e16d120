import type { Message } from '@otklik/protocol'

/** What the transcript draws, from top to bottom. */
export type Block =
  | { type: 'day'; key: string; at: string }
  | { type: 'unread'; key: string }
  | { type: 'system'; key: string; messages: readonly Message[] }
  /** One message, or the messages of one album. */
  | { type: 'speech'; key: string; messages: readonly Message[]; startsRun: boolean }

/** Webhooks may overtake each other by this much; more than that is taken for a real order. */
const overtakingMs = 10_000

/**
 * As accepted, except that neighbours from one customer stand by the platform's time when they are
 * close enough to have overtaken each other (D-34).
 */
export function inShownOrder(messages: readonly Message[]): Message[] {
  const shown: Message[] = []
  for (const message of messages) {
    let place = shown.length
    while (place > 0 && overtook(shown[place - 1]!, message)) place -= 1
    shown.splice(place, 0, message)
  }
  return shown
}

function overtook(earlier: Message, later: Message): boolean {
  const isSameSender =
    earlier.author.type === 'contact' &&
    later.author.type === 'contact' &&
    earlier.author.id === later.author.id
  const ahead = Date.parse(earlier.at) - Date.parse(later.at)
  return isSameSender && ahead > 0 && ahead <= overtakingMs
}

/** `firstUnread` is the `seq` of the first message that was unread when the reader came. */
export function blocksOf(messages: readonly Message[], firstUnread?: number): Block[] {
  const blocks: Block[] = []
  let day = ''
  let isMarked = isAnswered(messages, firstUnread)
  for (const message of inShownOrder(messages)) {
    const messageDay = new Date(message.at).toDateString()
    if (messageDay !== day) {
      day = messageDay
      blocks.push({ type: 'day', key: `day ${messageDay} ${message.seq}`, at: message.at })
    }
    if (!isMarked && firstUnread !== undefined && message.seq >= firstUnread) {
      isMarked = true
      blocks.push({ type: 'unread', key: 'unread' })
    }
    addMessage(blocks, message)
  }
  return blocks
}

/** What was answered is not new any more. */
function isAnswered(messages: readonly Message[], firstUnread = Number.POSITIVE_INFINITY) {
  return messages.some(
    ({ seq, kind, author: { type } }) =>
      kind === 'message' && (type === 'operator' || type === 'bot') && seq > firstUnread,
  )
}

function addMessage(blocks: Block[], message: Message): void {
  const last = blocks.at(-1)
  if (message.kind === 'system') {
    if (last?.type === 'system') {
      blocks[blocks.length - 1] = { ...last, messages: [...last.messages, message] }
    } else {
      blocks.push({ type: 'system', key: message.id, messages: [message] })
    }
    return
  }
  const before = last?.type === 'speech' ? last.messages.at(-1)! : undefined
  if (last?.type === 'speech' && before && isSameAlbum(before, message)) {
    blocks[blocks.length - 1] = { ...last, messages: [...last.messages, message] }
    return
  }
  const startsRun = !before || speakerOf(before) !== speakerOf(message)
  blocks.push({ type: 'speech', key: keyOf(message), messages: [message], startsRun })
}

/** The same for a message before and after the server has it, so that its bubble stays. */
export function keyOf({ clientId, id }: Pick<Message, 'clientId' | 'id'>): string {
  return clientId ?? id
}

/** A run of bubbles has one speaker and one kind: notes never join replies. */
export function speakerOf({ author, kind }: Pick<Message, 'author' | 'kind'>): string {
  return `${kind} ${author.type} ${author.id ?? author.name}`
}

function isSameAlbum(before: Message, message: Message): boolean {
  return (
    before.albumId !== undefined &&
    before.albumId === message.albumId &&
    !before.deletedAt &&
    !message.deletedAt
  )
}
