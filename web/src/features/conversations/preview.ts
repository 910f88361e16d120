import type { Conversation } from '@otklik/protocol'
import type { Words } from '@otklik/words'

export interface Preview {
  text: string
  tone: 'plain' | 'danger' | 'warn' | 'typing'
}

type ListWords = Words['web']['list']
type FailureWords = Words['web']['transcript']['shortFailures']

/** The second line of a row: the last word, unless it failed or more is on its way. */
export function previewOf(
  { kind, lastMessage }: Conversation,
  { list, failures, isTyping, me, draft }: PreviewContext,
): Preview {
  if (isTyping) return { text: list.typing, tone: 'typing' }
  if (draft) return { text: `${list.draft}: ${draft}`, tone: 'plain' }
  if (!lastMessage) return { text: list.nothingSaid, tone: 'plain' }
  if (lastMessage.status === 'failed') {
    const reason = failures[lastMessage.failure ?? 'rejected']
    return { text: list.notDelivered(reason), tone: 'danger' }
  }
  if (lastMessage.status === 'unknown') return { text: list.perhapsDelivered, tone: 'warn' }
  const text = lastMessage.text || contentWords(lastMessage.content, list)
  const isComment = kind === 'comment' && lastMessage.author.type === 'contact'
  const prefix = isComment ? `${list.comment}: ` : prefixOf(lastMessage, list, me)
  return { text: prefix + text, tone: 'plain' }
}

interface PreviewContext {
  list: ListWords
  failures: FailureWords
  isTyping: boolean
  /** The operator who looks. */
  me: string
  /** What they have begun to write there. */
  draft?: string
}

function contentWords(content: string, { content: words, deleted }: ListWords): string {
  if (content === 'deleted') return deleted
  if (content === 'text' || content === 'empty') return ''
  return content in words ? words[content as keyof typeof words] : words.other
}

function prefixOf(
  { author, kind }: NonNullable<Conversation['lastMessage']>,
  list: ListWords,
  me: string,
): string {
  if (kind === 'note') return `${list.note}: `
  if (author.type === 'bot') return `${list.bot}: `
  // What was written past us has the channel's name; nobody wrote the rest.
  if (kind === 'message' && author.type === 'system' && !author.name) return `${list.automatic}: `
  if (author.type !== 'operator') return ''
  return author.id === me ? `${list.you}: ` : `${author.name}: `
}
