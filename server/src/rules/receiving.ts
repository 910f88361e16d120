import type { Context } from './context.ts'
import type { Assigned, Person, Queue, Queued, WithBot } from './conversation.ts'
import type { BotRules, TeamRules } from './settings.ts'
import type { Turn } from './turn.ts'

/** The channel's receiver as people: behind a bot stands its backup (COM-14). */
export function receiverQueue(context: Context): { queue: Queue } {
  const { receiver } = context.rules
  if (receiver.kind !== 'bot') return { queue: reachable(receiver, context) }
  return { queue: { ...reachable(receiver.backup, context), by: 'backup' } }
}

/** Whose turn it is to talk to a new customer: a bot's, if one is chosen for these hours. */
function botOfHours({ rules, settings }: Context, isOpen: boolean) {
  const { receiver, offHours, offHoursBotId } = rules
  if (!isOpen) {
    const id = offHours === 'bot' ? offHoursBotId : undefined
    return id === undefined ? undefined : { bot: settings.bot(id), by: 'off-hours' as const }
  }
  if (receiver.kind !== 'bot') return undefined
  return { bot: settings.bot(receiver.id), by: 'receiver' as const }
}

/** Whoever left or was shut out keeps nobody waiting: everybody's queue takes over. */
function reachable(to: Pick<Queue, 'kind' | 'id'>, context: Context): Queue {
  const { kind, id } = isReachable(to, context) ? to : everyones(context)
  return { kind, id, by: 'receiver' }
}

const everyones = ({ settings }: Context) => ({ kind: 'team', id: settings.everyone.id }) as const

/** Everybody's queue: for what an operator's own would give back at once. */
export const everyonesQueue = (context: Context, by: Queue['by']): Queue => ({
  ...everyones(context),
  by,
})

/** By whose rules a queue is worked off; an operator's own queue has none. */
export const teamOf = (
  queue: Queue,
  { settings }: Pick<Context, 'settings'>,
): TeamRules | undefined =>
  queue.kind === 'team' ? (settings.team(queue.id) ?? settings.everyone) : undefined

/** Whether a queue leads to somebody at all; everybody's is the last resort. */
export function isReachable(
  { kind, id }: Pick<Queue, 'kind' | 'id'>,
  { settings }: Context,
): boolean {
  if (kind === 'operator') return settings.operator(id)?.isDisabled === false
  const team = settings.team(id)
  return team !== undefined && (team.isStaffed || team.isEveryone)
}

/** The queue of the team it was given by, where somebody is left in it. */
export function queueBack({ teamId }: Assigned, context: Context): Queue | undefined {
  const queue = teamId && ({ kind: 'team', id: teamId, by: 'return' } as const)
  return queue && isReachable(queue, context) ? queue : undefined
}

/** What a queue is called in a line. */
export const nameOf = (queue: Queue, { settings }: Pick<Context, 'settings'>): string =>
  (queue.kind === 'team' ? settings.team(queue.id)?.name : settings.operator(queue.id)?.name) ?? ''

/** A conversation that nobody has talked to yet: it is given to a bot or given out, or it waits. */
export function receive(turn: Turn): void {
  const { context } = turn
  const isOpen = context.settings.schedule.isOpen(context.now)
  const chosen = botOfHours(context, isOpen)
  if (chosen?.bot?.isAvailable) {
    holdByBot(turn, chosen.bot, chosen.by)
    return
  }
  const { queue } = receiverQueue(context)
  if (chosen) {
    turn.line('bot-unavailable', {
      name: nameOf(queue, context),
      ...(chosen.bot && { bot: chosen.bot.name }),
    })
  }
  const isForBot = !isOpen && context.rules.receiver.kind === 'bot'
  enqueue(
    turn,
    queue,
    isOpen ? {} : { waitsForOpening: true, ...(isForBot && { waitsForBot: true }) },
  )
  if (!isOpen) turn.line('waits-for-opening')
}

/** A bot holds it from here on; it is asked once there is something to tell it. */
export function holdByBot(turn: Turn, { id, name }: Person, by: WithBot['by']): void {
  // Whoever gave it to the bot has a line of their own.
  if (by !== 'transfer') turn.line('bot-took', { name, botId: id })
  turn.hold({
    status: 'bot',
    botId: id,
    botName: name,
    since: turn.context.now,
    by,
    turn: 0,
  })
}

/** Puts a conversation into a queue, in the way that queue is worked off. */
export function enqueue(turn: Turn, queue: Queue, how: Partial<Queued> = {}): void {
  const { context } = turn
  const team = teamOf(queue, context)
  turn.hold({
    status: 'queued',
    queue,
    since: context.now,
    ...(team?.method === 'manual' && !how.isReassigned && { isByHand: true }),
    ...sticking(queue, team, how, context),
    ...how,
  })
  turn.wakeRouting('queued')
}

/** REQ-03: the contact's last operator comes first, for a while, when they are of this team. */
function sticking(
  queue: Queue,
  team: TeamRules | undefined,
  how: Partial<Queued>,
  { previous, settings, now }: Context,
): Partial<Queued> {
  const waitS = team?.stickyWaitS ?? null
  const operatorId = previous?.operatorId
  if (waitS === null || !operatorId || queue.by === 'return') return {}
  if (settings.operator(operatorId)?.isDisabled !== false) return {}
  return {
    stickTo: { operatorId, ...(!how.waitsForOpening && { until: now + waitS * 1000 }) },
  }
}

/** The bot that it waits for, if that is the channel's receiver still and answers. */
export function botAwaitedBy(
  { waitsForBot, waitsForOpening }: Queued,
  { rules: { receiver }, settings }: Context,
): BotRules | undefined {
  if (!waitsForBot || !waitsForOpening || receiver.kind !== 'bot') return undefined
  const bot = settings.bot(receiver.id)
  return bot?.isAvailable ? bot : undefined
}

/** The office opened: from here on it waits like any other, and what is counted starts to count. */
export function release(turn: Turn, waiting: Queued): void {
  const { context } = turn
  const { waitsForOpening: _, waitsForBot: __, stickTo, ...rest } = waiting
  const bot = botAwaitedBy(waiting, context)
  if (bot) {
    turn.change({ idleFrom: context.now })
    holdByBot(turn, bot, 'receiver')
    return
  }
  const waitS = teamOf(waiting.queue, context)?.stickyWaitS ?? 0
  turn.hold({
    ...rest,
    since: context.now,
    ...(stickTo && { stickTo: { ...stickTo, until: context.now + waitS * 1000 } }),
  })
  turn.change({ idleFrom: context.now })
  turn.line('released')
  turn.wakeRouting('released')
}
