import { type Context, type Step, unchanged } from './context.ts'
import type { Conversation } from './conversation.ts'
import type { Trigger } from './trigger.ts'
import { Turn } from './turn.ts'

/** Of one conversation: more than these say nothing any more. */
const MOST_TAGS = 20

/**
 * «Тематика» and «теги» of a conversation, open or over: reports are mended afterwards too. They are
 * kept as names, so that a later renaming leaves history as it was. The first topic and every tag
 * speak for themselves; a topic that takes another's place is told in the transcript.
 */
export function labelled(
  conversation: Conversation,
  {
    operator,
    topic,
    addTags = [],
    removeTags = [],
    lineId,
  }: Extract<Trigger, { type: 'labelled' }>,
  context: Context,
): Step {
  const { topic: from, tags: had = [] } = conversation
  const turn = new Turn(conversation, context, lineId)
  const to = topic === null ? undefined : (topic ?? from)
  if (to !== from) {
    if (to === undefined) turn.forget('topic')
    else turn.change({ topic: to })
    if (from !== undefined) {
      turn.line('topic-changed', { name: operator.name, from, ...(to !== undefined && { to }) })
    }
  }
  const tags = withTags(turn.conversation, addTags).filter((tag) => !removeTags.includes(tag))
  if (tags.length !== had.length || tags.some((tag, k) => tag !== had[k])) turn.change({ tags })
  return turn.conversation === conversation ? unchanged(conversation) : turn.end()
}

/** With these as well, each once. */
export const withTags = ({ tags = [] }: Conversation, more: readonly string[]): string[] =>
  [...new Set([...tags, ...more])].slice(0, MOST_TAGS)

/** By the directory's name of now, whatever a bot was taught to call it; a stranger keeps its own. */
export const named =
  (kind: 'topic' | 'tag', { settings }: Context) =>
  (said: string): string =>
    settings.labels?.nameOf(kind, said) ?? said
