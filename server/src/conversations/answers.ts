import type { Conversation, Message } from '@otklik/protocol'

import { NotFoundError, Refusal } from '../http/index.ts'
import type { Outcome } from './request.ts'

/** What does not make sense now becomes the refusal that the API knows a sentence for. */
export function refuse(outcome: Outcome): void {
  if (outcome.result !== 'refused') return
  const { code, facts } = outcome.refusal
  // Of what customers do, nobody is answered.
  if (code === 'not-a-rating') throw new NotFoundError()
  if (code === 'needs-taking') throw new Refusal('already-taken')
  if (code === 'not-found') throw new NotFoundError()
  throw new Refusal(code, facts)
}

/** The message that was written, now or when the same was asked before. */
export function answerOf(outcome: Outcome): Message {
  refuse(outcome)
  const message = outcome.result === 'duplicate' ? outcome.message : firstMessage(outcome)
  if (!message) throw new Error('nothing was written')
  return message
}

/** A request that changed nothing answers with what is there. */
export async function messageOf(outcome: Outcome, find: () => Promise<Message>): Promise<Message> {
  refuse(outcome)
  return firstMessage(outcome) ?? find()
}

export async function conversationOf(
  outcome: Outcome,
  find: () => Promise<Conversation>,
): Promise<Conversation> {
  refuse(outcome)
  return (outcome.result === 'done' ? outcome.conversation : undefined) ?? find()
}

const firstMessage = (outcome: Outcome) =>
  outcome.result === 'done' ? outcome.messages[0] : undefined
