import type { ButtonRows } from '@otklik/protocol'

import { type Context, refused, type Step, unchanged } from './context.ts'
import type { Closed, Conversation, Moment } from './conversation.ts'
import type { MessageDraft } from './message.ts'
import { replyUntil } from './reply-window.ts'
import { change } from './say.ts'
import type { RatingRules } from './settings.ts'
import type { Trigger } from './trigger.ts'
import { Turn } from './turn.ts'

type Of<Type extends Trigger['type']> = Extract<Trigger, { type: Type }>

/** A word about a mark is waited for this long: a later one is a new question. */
const COMMENT_MS = 15 * 60_000

/** A mark of 👍/👎 counts as the ends of the scale of five, so that both can be compared. */
const thumbs = [
  { label: '👍', score: 5 },
  { label: '👎', score: 1 },
]
const stars = [1, 2, 3, 4, 5].map((score) => ({ label: String(score), score }))
const optionsOf = (scale: RatingRules['scale']) => (scale === 'thumbs' ? thumbs : stars)

/** The customer's mark, and which conversation it is of: a button says both, wherever it is pressed. */
const VALUE = /^rate:([0-9a-f-]{36}):([1-5])$/

/**
 * What a button of a rating question says when it is pressed.
 *
 * @returns nothing for every other button
 */
export function readRatingValue(
  value: string,
): { conversationId: string; score: number } | undefined {
  const [, conversationId, score] = VALUE.exec(value) ?? []
  return conversationId ? { conversationId, score: Number(score) } : undefined
}

/** Asks after the closing text, where somebody of ours has talked to the customer (D-11). */
export function ask(turn: Turn, holding: Closed): void {
  const { rules, now, contact } = turn.context
  const { rating: asking } = rules
  if (!asking || !isRatable(turn.conversation, holding, asking)) return
  if (contact.ratingAskedAt !== undefined && now < contact.ratingAskedAt + asking.everyMs) return
  const messageId = turn.say(asking.question, { buttons: buttonsOf(turn.conversation, asking) })
  // What stands under the question is answered by its own rules, in this conversation alone.
  turn.forget('choices')
  if (messageId === undefined) return
  const until = now + asking.awaitMs
  turn.change({ rating: { messageId, scale: asking.scale, askedAt: now, until } })
  turn.effects.push({ type: 'keep-rating' })
}

function isRatable(
  { isAnswered, kind }: Conversation,
  { reason }: Closed,
  { asksAfterTimeout }: RatingRules,
): boolean {
  // Under a product everybody would read the question.
  if (!isAnswered || kind === 'comment') return false
  return reason === 'operator' || reason === 'bot' || (reason === 'timeout' && asksAfterTimeout)
}

function buttonsOf({ id }: Conversation, { scale }: RatingRules): ButtonRows {
  const row = optionsOf(scale).map(({ label, score }) => ({ label, value: `rate:${id}:${score}` }))
  return { placement: 'inline', rows: [row] }
}

/** The customer's mark by a button, or typed; then, where we asked, a word about it. */
export function rated(
  conversation: Conversation,
  trigger: Of<'contact-rated'>,
  context: Context,
): Step {
  const { rating, holding } = conversation
  if (!rating || holding.status !== 'closed' || context.contact.isBarred) {
    return refused(conversation, 'not-a-rating')
  }
  const said = 'message' in trigger ? trigger.message : undefined
  const isAwaited = rating.score === undefined && context.now <= rating.until
  const score =
    'message' in trigger ? typedScore(trigger.message.text, rating.scale) : trigger.score
  if (isAwaited && score !== undefined) return marked(conversation, { trigger, score }, context)
  // A second press, or one that comes too late, changes nothing; a second word is a new question.
  if (!said) return unchanged(conversation)
  const mayComment = rating.comment === undefined && context.now <= (rating.commentUntil ?? 0)
  if (!mayComment || !said.text.trim()) return refused(conversation, 'not-a-rating')
  return commented(conversation, said, context)
}

function marked(
  found: Conversation,
  { trigger, score }: { trigger: Of<'contact-rated'>; score: number },
  context: Context,
): Step {
  const { rating, replyUntil: window } = found
  const turn = new Turn(found, context, trigger.lineId)
  if ('message' in trigger) turn.hear(trigger.message)
  turn.change(replyUntil(trigger.at ?? context.now, window, context))
  markButton(turn, rating!.messageId, score)
  const { rating: asking } = context.rules
  const isLow = score <= (asking?.lowScore ?? 0)
  turn.line('rated', {
    ...{ score: String(score), scale: rating!.scale },
    ...(isLow && { low: 'yes' }),
  })
  const asksComment = Boolean(asking?.commentQuestion)
  turn.change({
    rating: {
      ...rating!,
      score,
      ...(isLow && { isLow }),
      ratedAt: context.now,
      ...(asksComment && { commentUntil: context.now + COMMENT_MS }),
    },
  })
  if (asking?.commentQuestion) turn.say(asking.commentQuestion)
  else if (asking?.thanks) turn.say(asking.thanks)
  turn.effects.push({ type: 'keep-rating' })
  return turn.end()
}

function commented(found: Conversation, said: MessageDraft, context: Context): Step {
  const turn = new Turn(found, context, said.id)
  turn.hear(said)
  turn.change(replyUntil(said.at, found.replyUntil, context))
  turn.change({ rating: { ...found.rating!, comment: said.text.trim() } })
  if (context.rules.rating?.thanks) turn.say(context.rules.rating.thanks)
  turn.effects.push({ type: 'keep-rating' })
  return turn.end()
}

/** D-28: a lone digit of the scale, or the button's own label. */
function typedScore(text: string, scale: RatingRules['scale']): number | undefined {
  const typed = text.trim().replace(/\uFE0F/g, '')
  const options = optionsOf(scale)
  const named = options.find(({ label }) => label === typed)
  if (named) return named.score
  // Where a platform shows a list with numbers, the number is what is typed.
  return /^[1-9]$/.test(typed) ? options[Number(typed) - 1]?.score : undefined
}

function markButton(turn: Turn, messageId: string, score: number): void {
  const message = turn.context.messages.get(messageId)
  if (!message?.content.buttons) return
  const pressedAt = new Date(turn.context.now as Moment).toISOString()
  const rows = message.content.buttons.rows.map((row) =>
    row.map((button) => (button.value?.endsWith(`:${score}`) ? { ...button, pressedAt } : button)),
  )
  const content = { ...message.content, buttons: { ...message.content.buttons, rows } }
  const changed = change(turn.conversation, message, { content })
  turn.conversation = changed.conversation
  turn.effects.push(changed.effect)
}
