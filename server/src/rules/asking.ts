import type { BotInput } from './conversation.ts'
import type { Turn } from './turn.ts'

/** More than a customer could type while a bot thinks; what is older is in the transcript. */
const MOST_PENDING = 50

/**
 * The bot that holds it is told of something. One question at a time: what comes while it thinks is
 * asked together, afterwards.
 */
export function ask(turn: Turn, inputs: readonly BotInput[]): void {
  const { holding } = turn.conversation
  if (holding.status !== 'bot') return
  if (holding.asked) {
    const pending = [...(holding.pending ?? []), ...inputs].slice(-MOST_PENDING)
    turn.hold({ ...holding, pending })
    return
  }
  const { wakesAt: _, ...rest } = holding
  const number = (turn.conversation.botTurns ?? 0) + 1
  turn.change({ botTurns: number })
  turn.hold({ ...rest, turn: number, asked: { at: turn.context.now, inputs } })
  turn.effects.push({ type: 'ask-bot', botId: holding.botId, turn: number, inputs })
}

/** The customer's word, to a bot that has just got the conversation or to one that waited for it. */
export function heard(turn: Turn, input: BotInput): void {
  const { holding } = turn.conversation
  if (holding.status !== 'bot') return
  const isNew = holding.turn === 0 && !holding.asked
  ask(turn, isNew && input.type !== 'start' ? [{ type: 'start' }, input] : [input])
}

/** Asked again with the same words: what it answered while the conversation was closing was lost. */
export function askedAnew(turn: Turn): void {
  const { holding } = turn.conversation
  if (holding.status !== 'bot' || !holding.asked) return
  const { asked, ...rest } = holding
  turn.hold(rest)
  ask(turn, asked.inputs)
}
