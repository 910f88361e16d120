import { ask } from './asking.ts'
import * as autoReplies from './auto-replies.ts'
import * as bots from './bots.ts'
import { type Context, refused, type Step, unchanged } from './context.ts'
import {
  type Conversation,
  isAside,
  type Offered,
  type PassedOn,
  type Person,
  type Queued,
  waitingOf,
} from './conversation.ts'
import type { Deadline } from './deadlines.ts'
import {
  botAwaitedBy,
  enqueue,
  isReachable,
  nameOf,
  queueBack,
  receiverQueue,
  release,
  teamOf,
} from './receiving.ts'
import type { Trigger } from './trigger.ts'
import { Turn } from './turn.ts'

type Of<Type extends Trigger['type']> = Extract<Trigger, { type: Type }>

/** Routing's choice. What has changed since it looked is not overruled: it will look again. */
export function offered(
  conversation: Conversation,
  { to, until, decision, lineId }: Of<'offered'>,
  context: Context,
): Step {
  const { holding } = conversation
  if (holding.status !== 'queued' || to.some(({ id }) => isGone(id, context))) {
    return unchanged(conversation)
  }
  const turn = new Turn(conversation, context, lineId)
  if (isBotsAtOpening(turn, holding)) return turn.end()
  const from = givenFrom(turn, holding)
  const isToAll = to.length > 1
  const since = context.now
  turn.hold({ status: 'offered', to, ...(isToAll && { isToAll }), since, until, from })
  const name = to.map((person) => person.name).join(', ')
  const { rule } = decision
  turn.line(isToAll ? 'offered-to-all' : 'offered', { name, rule }, { decision })
  return turn.end()
}

export function assigned(
  conversation: Conversation,
  { operator, answerUntil, decision, lineId }: Of<'assigned'>,
  context: Context,
): Step {
  const { holding } = conversation
  if (holding.status !== 'queued' || isGone(operator.id, context)) return unchanged(conversation)
  const turn = new Turn(conversation, context, lineId)
  if (isBotsAtOpening(turn, holding)) return turn.end()
  give(turn, operator, givenFrom(turn, holding), answerUntil)
  const { id: operatorId, name } = operator
  turn.line(
    'assigned',
    { ...holderInLine(turn), name, operatorId, rule: decision.rule },
    { decision },
  )
  return turn.end()
}

/** Routing looked before the office's alarm was told: it is the bot that it waited for. */
function isBotsAtOpening(turn: Turn, holding: Queued): boolean {
  if (!botAwaitedBy(holding, turn.context)) return false
  release(turn, holding)
  ask(turn, [{ type: 'start' }])
  // The place that was meant for it is somebody else's.
  turn.wakeRouting('bot-took')
  return true
}

/** What it comes back to when nobody takes it. A round that is over is forgotten. */
function givenFrom(turn: Turn, holding: Queued): Queued {
  // Nothing was counted off hours; what is given out at opening counts from then.
  if (holding.waitsForOpening) release(turn, holding)
  const { isRoundOver, refusals, ...fresh } = waitingOf(turn.conversation) ?? holding
  return isRoundOver || !refusals ? fresh : { ...fresh, refusals }
}

/** By whose rules it was given, for a line that tells of it: what reports count by. */
export function holderInLine({ conversation: { holding } }: Turn): { teamId?: string } {
  return holding.status === 'assigned' && holding.teamId ? { teamId: holding.teamId } : {}
}

/** Makes somebody the one who holds it. Who raises a load like this holds the routing lock. */
export function give(
  turn: Turn,
  operator: { id: string; name: string },
  waiting: Queued | undefined,
  answerUntil?: number,
): void {
  const { holding } = turn.conversation
  // Taken over from a colleague, it stays under the rules it was given by.
  const kept = holding.status === 'assigned' ? holding.teamId : undefined
  const teamId = waiting?.queue.kind === 'team' ? waiting.queue.id : kept
  turn.forget('escalatedAt', 'teamToldAt', 'silenceToldAt')
  turn.hold({
    status: 'assigned',
    operatorId: operator.id,
    operatorName: operator.name,
    since: turn.context.now,
    ...(teamId && { teamId }),
    ...(answerUntil !== undefined && { answerUntil, ...(waiting && { from: waiting }) }),
  })
}

export function declined(
  conversation: Conversation,
  { operator, lineId }: Of<'declined'>,
  context: Context,
): Step {
  const { holding } = conversation
  if (holding.status !== 'offered' || !holding.to.some(({ id }) => id === operator.id)) {
    const name = holding.status === 'assigned' ? holding.operatorName : undefined
    return refused(conversation, 'offer-gone', name ? { name } : undefined)
  }
  const turn = new Turn(conversation, context, lineId)
  turn.line('declined', { name: operator.name })
  withoutOffer(turn, holding, [operator.id], { refusedAt: context.now })
  return turn.end()
}

/** Nobody accepted in time: each of them counts as asked in this round. */
export function offerPassed(turn: Turn, holding: Offered): void {
  const name = holding.to.map((person) => person.name).join(', ')
  const seconds = String(Math.round((holding.until - holding.since) / 1000))
  turn.line('not-accepted', { name, seconds }, { at: holding.until })
  const ids = holding.to.map((person) => person.id)
  withoutOffer(turn, holding, ids, { refusedAt: holding.until })
}

/** Takes the offer back from these; from the last of them, it is in the queue again. */
function withoutOffer(
  turn: Turn,
  holding: Offered,
  operatorIds: string[],
  { refusedAt }: { refusedAt?: number },
): void {
  const to = holding.to.filter((person) => !operatorIds.includes(person.id))
  const from =
    refusedAt === undefined ? holding.from : refusedBy(operatorIds, holding.from, refusedAt)
  if (to.length > 0) turn.hold({ ...holding, to, from })
  else {
    turn.hold(from)
    turn.wakeRouting('offer-over')
  }
}

const refusedBy = (operatorIds: string[], waiting: Queued, at: number): Queued => ({
  ...waiting,
  refusals: [...(waiting.refusals ?? []), ...operatorIds.map((operatorId) => ({ operatorId, at }))],
})

/** Everybody who could was asked: by the team's setting the backup has it, or whoever takes it. */
export function nobodyAnswered(
  conversation: Conversation,
  { next, lineId }: Of<'nobody-answered'>,
  context: Context,
): Step {
  const { holding } = conversation
  if (holding.status !== 'queued') return unchanged(conversation)
  const turn = new Turn(conversation, context, lineId)
  if (next === 'backup' && toBackup(turn, holding, context.now)) return turn.end()
  turn.line('nobody-answered')
  turn.hold({ ...holding, isByHand: true })
  return turn.end()
}

/** To the backup of the team that could not, once: a backup's own backup might be that team. */
function toBackup(turn: Turn, waiting: Queued, at: number): boolean {
  const { context } = turn
  const backupId = teamOf(waiting.queue, context)?.backupTeamId
  if (!backupId || waiting.queue.by === 'backup') return false
  const queue = { kind: 'team', id: backupId, by: 'backup' } as const
  if (!isReachable(queue, context)) return false
  turn.line('moved-to-backup', { name: nameOf(queue, context) })
  enqueue(turn, queue, { since: at })
  return true
}

/** Its wait entered another stage, so that others may be asked. */
export function waitedOn(turn: Turn, waiting: Queued, what: Deadline['what']): void {
  const { stickTo: _, ...rest } = waiting
  if (what === 'round') {
    turn.hold({ ...waiting, isRoundOver: true, rounds: (waiting.rounds ?? 0) + 1 })
  }
  if (what === 'relax') turn.hold({ ...waiting, isRelaxed: true })
  if (what === 'stick') turn.hold(rest)
  turn.wakeRouting(what)
}

/** It has waited for as long as it may. */
export function waitedTooLong(turn: Turn, waiting: Queued, at: number): void {
  const team = teamOf(waiting.queue, turn.context)
  turn.change({ escalatedAt: at })
  const minutes = String(Math.max(1, Math.round((at - waiting.since) / 60_000)))
  turn.line('supervisors-told', { minutes }, { at })
  if (team?.afterQueueWait === 'backup') toBackup(turn, waiting, at)
}

export function transferred(
  conversation: Conversation,
  { by, to, mayGiveOthers, lineId }: Of<'transferred'>,
  context: Context,
): Step {
  const { holding } = conversation
  if (holding.status === 'closed' || holding.status === 'closing') {
    return refused(conversation, 'conversation-closed')
  }
  if (holding.status === 'assigned' && holding.operatorId !== by.id && !mayGiveOthers) {
    return refused(conversation, 'not-yours', { name: holding.operatorName })
  }
  if (holding.status === 'assigned' && to.kind === 'operator' && holding.operatorId === to.id) {
    return unchanged(conversation)
  }
  if (to.kind === 'bot') return bots.given(conversation, { by, to, lineId }, context)
  const turn = new Turn(conversation, context, lineId)
  turn.line('transferred', { name: by.name, operatorId: by.id, to: to.name, kind: to.kind })
  turn.forget('escalatedAt', 'teamToldAt', 'silenceToldAt')
  turn.forget('passedOn')
  turn.change(passedOn(conversation, by, context))
  const isOwnTeam = to.kind === 'team'
  const queue = { kind: to.kind, id: to.id, by: 'transfer' } as const
  enqueue(
    turn,
    // Whoever was shut out a moment ago keeps nobody waiting.
    isReachable(queue, context) ? queue : receiverQueue(context).queue,
    {
      // Whoever passes it on is not asked to take it back at once.
      ...(isOwnTeam && { refusals: [{ operatorId: by.id, at: context.now }] }),
    },
  )
  return turn.end()
}

/** What it was before it is passed on. A bot is asked nothing twice: from one there is no way back. */
function passedOn(
  { holding, escalatedAt, teamToldAt, silenceToldAt, sla }: Conversation,
  by: Person,
  { now: at }: Context,
): { passedOn?: PassedOn } {
  const before = holding.status === 'offered' ? holding.from : holding
  if (before.status !== 'assigned' && before.status !== 'queued') return {}
  return {
    passedOn: {
      ...{ by, at, before },
      ...(escalatedAt !== undefined && { escalatedAt }),
      ...(teamToldAt !== undefined && { teamToldAt }),
      ...(silenceToldAt !== undefined && { silenceToldAt }),
      ...(sla && { sla }),
    },
  }
}

/** The team's answer to an operator who stays away: somebody else has it, or whoever is asked. */
export function assigneeAway(
  conversation: Conversation,
  { operatorId, lineId }: Of<'assignee-away'>,
  context: Context,
): Step {
  const { holding } = conversation
  if (holding.status !== 'assigned' || holding.operatorId !== operatorId || isAside(holding)) {
    return unchanged(conversation)
  }
  const team = holding.teamId ? context.settings.team(holding.teamId) : undefined
  if (!team || team.absence.policy === 'keep') return unchanged(conversation)
  const turn = new Turn(conversation, context, lineId)
  turn.line('assignee-away', { name: holding.operatorName })
  const queue = { kind: 'team', id: team.id, by: 'return' } as const
  enqueue(turn, queue, team.absence.policy === 'reassign' ? { isReassigned: true } : {})
  return turn.end()
}

/** What was assigned without asking was not answered in time. */
export function answerMissed(turn: Turn, at: number): void {
  const { holding } = turn.conversation
  if (holding.status !== 'assigned') return
  const { answerUntil: _, from, ...kept } = holding
  if (turn.conversation.owes !== 'us' || !from) {
    turn.hold(kept)
    return
  }
  turn.line('not-answered', { name: holding.operatorName }, { at })
  const waiting = { ...refusedBy([holding.operatorId], from, at), since: at }
  turn.hold(waiting)
  turn.wakeRouting('not-answered')
  // Its team may have changed meanwhile, or may be no more.
  rejoin(turn, waiting)
}

/** After an edit of settings, or at opening time. */
export function reconsidered(conversation: Conversation, lineId: string, context: Context): Step {
  const turn = new Turn(conversation, context, lineId)
  const { holding } = conversation
  // Undone, a close brings back what was before it.
  if (holding.status === 'closing') turn.hold(holding.before)
  withdrawFromGone(turn)
  bots.withdrawn(turn)
  const waiting = waitingOf(turn.conversation)
  if (waiting) rejoin(turn, waiting)
  autoReplies.passOver(turn)
  if (holding.status !== 'closing') {
    return turn.conversation === conversation ? unchanged(conversation) : turn.end()
  }
  const before = turn.conversation.holding
  if (before === holding.before) return unchanged(conversation)
  if (before.status !== 'offered' && before.status !== 'closing' && before.status !== 'closed') {
    turn.hold({ ...holding, before })
  }
  return turn.end()
}

/** Shut out, or with a role that answers no more. */
const isGone = (operatorId: string, { settings }: Context): boolean =>
  settings.operator(operatorId)?.isDisabled !== false

/** Nobody who was shut out holds anything, or is waited for. */
function withdrawFromGone(turn: Turn): void {
  const { context } = turn
  const { holding } = turn.conversation
  if (holding.status === 'assigned' && isGone(holding.operatorId, context)) {
    turn.line('assignee-gone', { name: holding.operatorName })
    enqueue(turn, queueBack(holding, context) ?? receiverQueue(context).queue)
    return
  }
  if (holding.status === 'offered') {
    const gone = holding.to.map(({ id }) => id).filter((id) => isGone(id, context))
    if (gone.length > 0) withoutOffer(turn, holding, gone, {})
  }
}

export function rejoin(turn: Turn, waiting: Queued): void {
  const { context } = turn
  const { queue } = waiting
  const now = receiverQueue(context).queue
  const isMoved = queue.by === 'receiver' && (now.kind !== queue.kind || now.id !== queue.id)
  if (isMoved || !isReachable(queue, context)) {
    turn.line('receiver-changed', { name: nameOf(now, context) })
    enqueue(turn, now, waiting.waitsForOpening ? { waitsForOpening: true } : {})
  }
  const { holding } = turn.conversation
  const isOpen = context.settings.schedule.isOpen(context.now)
  if (holding.status === 'queued' && holding.waitsForOpening && isOpen) {
    release(turn, holding)
    ask(turn, [{ type: 'start' }])
  }
  const rejoined = waitingOf(turn.conversation)
  if (rejoined) followMethod(turn, rejoined)
}

/** The team's method may have changed to taking by hand, or away from it. */
function followMethod(turn: Turn, waiting: Queued): void {
  const { holding } = turn.conversation
  const isManual = teamOf(waiting.queue, turn.context)?.method === 'manual'
  const isByHand = isManual && !waiting.isReassigned
  if (isByHand === (waiting.isByHand ?? false)) return
  const { isByHand: _, ...rest } = waiting
  const from: Queued = isByHand ? { ...rest, isByHand } : rest
  turn.hold(holding.status === 'offered' ? { ...holding, from } : from)
  turn.wakeRouting('method-changed')
}
