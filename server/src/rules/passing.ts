import { ask } from './asking.ts'
import * as autoReplies from './auto-replies.ts'
import * as bots from './bots.ts'
import { close, inactive } from './closing.ts'
import type { Context, Step } from './context.ts'
import { type Conversation, waitingOf } from './conversation.ts'
import { type Deadline, nextDeadline } from './deadlines.ts'
import { snoozeOver } from './holding.ts'
import { plannedDue } from './planned.ts'
import { broke, clockedThen } from './sla.ts'
import * as telling from './telling.ts'
import { Turn } from './turn.ts'
import * as waiting from './waiting.ts'

/** More than this at one moment is a mistake in the rules: each deadline ends the one it was. */
const MOST_AT_ONCE = 200

/** Whatever is due by now takes effect, the earliest first, each at the time it was due. */
export function timePassed(conversation: Conversation, lineId: string, context: Context): Step {
  const turn = new Turn(conversation, context, lineId)
  for (let k = 0; k < MOST_AT_ONCE; k++) {
    const due = nextDeadline(turn.conversation, context)
    if (!due || due.at > context.now) return turn.end()
    const before = turn.conversation
    pass(turn, due)
    clockedThen(turn, before, due.at)
  }
  throw new Error(`conversation ${conversation.id} has a deadline that does not end`)
}

function pass(turn: Turn, { what, at }: Deadline): void {
  const { holding } = turn.conversation
  const queued = waitingOf(turn.conversation)
  if (what === 'close') close(turn)
  else if (what === 'bot-answer') bots.unanswered(turn, at)
  else if (what === 'bot-wake') ask(turn, [{ type: 'time' }])
  else if (what === 'inactivity') inactive(turn, at)
  else if (what === 'auto-reply') autoReplies.fire(turn)
  else if (what === 'sla') broke(turn, at)
  else if (what === 'planned') plannedDue(turn)
  else if (what === 'answer') waiting.answerMissed(turn, at)
  else if (what === 'snooze') snoozeOver(turn, at)
  else if (what === 'queue-wait' && queued) waiting.waitedTooLong(turn, queued, at)
  else if (what === 'team-told' && queued) telling.tellTeam(turn, queued, at)
  else if (what === 'silence') telling.tellOfSilence(turn, at)
  else if (what === 'offer' && holding.status === 'offered') waiting.offerPassed(turn, holding)
  else if (holding.status === 'queued') waiting.waitedOn(turn, holding, what)
}
