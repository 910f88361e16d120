import { autoReplyDue } from './auto-replies.ts'
import type { Rules } from './context.ts'
import { type Conversation, isAside, type Moment, type Queued, waitingOf } from './conversation.ts'
import { nextPlanned } from './planned-list.ts'
import { teamOf } from './receiving.ts'
import { slaDue } from './sla.ts'
import { silence, teamTold } from './telling.ts'

/** Between two rounds of offers that nobody took; doubled with each, so that it calls and not nags. */
const FIRST_PAUSE_MS = 15_000
const LONGEST_PAUSE_MS = 8 * 60_000

/** What happens when nothing happens. */
export interface Deadline {
  at: Moment
  what:
    | 'close'
    | 'bot-answer'
    | 'bot-wake'
    | 'offer'
    | 'answer'
    | 'snooze'
    | 'queue-wait'
    | 'team-told'
    | 'silence'
    | 'round'
    | 'relax'
    | 'stick'
    | 'planned'
    | 'sla'
    | 'auto-reply'
    | 'inactivity'
}

/**
 * All deadlines of a conversation. They are facts that follow from its state and the settings:
 * none is set or cancelled, so none can fire after it has lost its point, or twice.
 */
export function deadlinesOf(conversation: Conversation, rules: Rules): Deadline[] {
  const found: Deadline[] = []
  nameAll(conversation, rules, (what, at) => {
    if (at !== undefined) found.push({ what, at })
  })
  return found
}

/** The earliest of them, and of those at one moment the first. */
export function nextDeadline(conversation: Conversation, rules: Rules): Deadline | undefined {
  let first: Deadline | undefined
  nameAll(conversation, rules, (what, at) => {
    if (at !== undefined && (!first || at < first.at)) first = { what, at }
  })
  return first
}

/** When somebody has to look at it though nothing happened. */
export function wakeAt(conversation: Conversation, rules: Rules): Moment | undefined {
  return nextDeadline(conversation, rules)?.at
}

type Add = (what: Deadline['what'], at: Moment | undefined) => void

function nameAll(conversation: Conversation, rules: Rules, add: Add): void {
  const { holding } = conversation
  if (holding.status === 'closed') return
  if (holding.status === 'closing') {
    add('close', holding.until)
    return
  }
  if (holding.status === 'bot') {
    const { asked, botId, wakesAt } = holding
    if (asked) add('bot-answer', asked.at + (rules.settings.bot(botId)?.answerWithinMs ?? 0))
    else add('bot-wake', wakesAt)
  }
  if (holding.status === 'offered') add('offer', holding.until)
  if (holding.status === 'assigned') {
    add('answer', isAside(holding) ? undefined : holding.answerUntil)
    add('snooze', holding.snoozedUntil)
    add('silence', silence(conversation, holding, rules))
  }
  const waiting = waitingOf(conversation)
  if (waiting && !waiting.waitsForOpening) {
    add('queue-wait', queueWait(conversation, waiting, rules))
    add('team-told', teamTold(conversation, waiting, rules))
    if (holding.status === 'queued') addWaits(waiting, rules, add)
  }
  add('sla', slaDue(conversation))
  add('planned', nextPlanned(conversation)?.sendAt)
  add('auto-reply', autoReplyDue(conversation, rules)?.at)
  add('inactivity', inactivity(conversation, rules))
}

/** D-24: an operator's own queue has the channel's patience, a team's queue has the team's. */
function queueWait(
  conversation: Conversation,
  { queue, since }: Queued,
  { rules, settings }: Rules,
): Moment | undefined {
  // Told once per wait: another queue begins another.
  if ((conversation.escalatedAt ?? 0) > since) return undefined
  if (queue.kind === 'operator') return since + rules.operatorWaitMs
  const waitS = (settings.team(queue.id) ?? settings.everyone).queueWaitS
  return waitS === null ? undefined : since + waitS * 1000
}

function addWaits(waiting: Queued, rules: Rules, add: Add): void {
  const { stickTo, refusals, isRoundOver, rounds = 0, isByHand, isRelaxed, queue, since } = waiting
  add('stick', stickTo?.until)
  const last = refusals?.at(-1)
  if (last && !isRoundOver && !isByHand) {
    add('round', last.at + Math.min(FIRST_PAUSE_MS * 2 ** rounds, LONGEST_PAUSE_MS))
  }
  const team = teamOf(queue, rules)
  if (team?.method === 'skills' && !isRelaxed) add('relax', since + team.relaxAfterS * 1000)
}

/** COM-72, D-07, D-26: silence of both sides, unless it waits on purpose. */
function inactivity(conversation: Conversation, { rules }: Rules): Moment | undefined {
  const { inactivityMs, keepsUnanswered } = rules
  if (inactivityMs === undefined) return undefined
  const { holding } = conversation
  if (holding.status === 'assigned' && isAside(holding)) return undefined
  if (waitingOf(conversation)?.waitsForOpening) return undefined
  // Something of ours is still to come.
  if (nextPlanned(conversation)) return undefined
  if (keepsUnanswered && conversation.owes === 'us') return undefined
  return Math.max(conversation.lastActivityAt, conversation.idleFrom ?? 0) + inactivityMs
}
