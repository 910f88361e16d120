import type { Context } from './context.ts'
import { type Conversation, isOpen } from './conversation.ts'
import type { Trigger } from './trigger.ts'
import type { Turn } from './turn.ts'

/** What the conversation is about, or the one that this word will open. */
export function questionOf(
  conversation: Conversation | undefined,
  trigger: Trigger,
): string | undefined {
  if (conversation && isOpen(conversation)) return conversation.question
  return trigger.type === 'contact-wrote' ? trigger.before?.question : undefined
}

/**
 * «По вопросу клиента»: for everything that follows, the question's receiver is the channel's. A
 * question that was struck off the list meanwhile leaves the channel's own.
 */
export function forQuestion(question: string | undefined, context: Context): Context {
  const { rules } = context
  const chosen = rules.questions?.find(({ label }) => label === question)
  return chosen ? { ...context, rules: { ...rules, receiver: chosen.receiver } } : context
}

/** Said once, in the transcript; a topic of the same name is the conversation's topic. */
export function asked(turn: Turn, question: string): void {
  const { rules, settings } = turn.context
  if (!rules.questions?.some(({ label }) => label === question)) return
  const topic = settings.labels?.nameOf('topic', question)
  turn.change({ question, ...(topic && { topic }) })
  turn.line('question-chosen', { question })
}
