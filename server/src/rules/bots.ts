import { ask } from './asking.ts'
import * as autoReplies from './auto-replies.ts'
import { end } from './closing.ts'
import { type Context, refused, type Step, unchanged } from './context.ts'
import type { BotInput, Conversation, Moment, Queue, WithBot } from './conversation.ts'
import type { BotFailure } from './effect.ts'
import { named, withTags } from './labels.ts'
import type { MessageDraft } from './message.ts'
import { enqueue, holdByBot, isReachable, nameOf, receiverQueue } from './receiving.ts'
import { isWindowClosed } from './reply-window.ts'
import { add } from './say.ts'
import type { BotDeed, Trigger } from './trigger.ts'
import { Turn } from './turn.ts'

type Of<Type extends Trigger['type']> = Extract<Trigger, { type: Type }>

/** Of one conversation, so that its state stays small. */
const MOST_ATTRIBUTES = 50

/**
 * The bot's answer. It counts only while the bot holds the conversation and owes this very answer:
 * it never speaks after a person took over, and never twice.
 */
export function answered(
  conversation: Conversation,
  { botId, turn: number, deeds, place, wakesAt, becomes, lineId }: Of<'bot-answered'>,
  context: Context,
): Step {
  const { holding } = conversation
  if (holding.status !== 'bot' || holding.botId !== botId) {
    return refused(conversation, 'turn-over')
  }
  const isLate = number !== undefined && (holding.turn !== number || !holding.asked)
  if (isLate) return refused(conversation, 'turn-over')
  const turn = new Turn(conversation, context, lineId)
  const { asked: _, pending = [], ...rest } = holding
  // What it says of its own accord answers nothing: the question stays open, and its time runs.
  const isAnswer = number !== undefined
  turn.hold({
    ...(isAnswer ? rest : holding),
    ...(becomes && { botId: becomes.id, botName: becomes.name }),
    ...(place && { place }),
    ...(wakesAt !== undefined && { wakesAt }),
  })
  for (const deed of deeds) {
    if (turn.conversation.holding.status !== 'bot') break
    carryOut(turn, deed)
  }
  const { holding: after } = turn.conversation
  if (!isAnswer || after.status !== 'bot' || pending.length === 0) return turn.end()
  const { pending: __, ...idle } = after
  turn.hold(idle)
  const hasSpoken = deeds.some(({ type }) => type === 'say')
  ask(turn, hasSpoken ? pending.map(tooEarly) : pending)
  return turn.end()
}

const tooEarly = (input: BotInput): BotInput =>
  input.type === 'said' || input.type === 'pressed' ? { ...input, isEarly: true } : input

function carryOut(turn: Turn, deed: BotDeed): void {
  switch (deed.type) {
    case 'say':
      say(turn, deed.message)
      break
    case 'note':
      write(turn, deed.message)
      break
    case 'set':
      set(turn, deed)
      break
    case 'hand-over':
      if (deed.summary) write(turn, deed.summary)
      handOver(turn, deed.to)
      break
    case 'close':
      if (deed.message) say(turn, deed.message)
      close(turn)
      break
  }
}

/** Like a colleague's word: it answers the customer, and nothing automatic follows (S2). */
function say(turn: Turn, message: MessageDraft): void {
  const { contact, channel, now } = turn.context
  if (contact.isBlocking || !channel.isConnected) return
  if (!message.content.template && isWindowClosed(turn.conversation, turn.context)) {
    turn.line('window-closed', {
      hours: String(Math.round((channel.replyWindowMs ?? 0) / 3_600_000)),
    })
    return
  }
  turn.send(message)
  turn.forget('waitingSince')
  turn.conversation = autoReplies.ended(turn.conversation)
  turn.change({ owes: 'customer', unread: 0, lastActivityAt: now })
}

function write(turn: Turn, message: MessageDraft): void {
  const said = add(turn.conversation, message)
  turn.conversation = said.conversation
  turn.effects.push({ type: 'add-message', message: said.message })
}

function set(turn: Turn, { attributes, tags, topic }: Extract<BotDeed, { type: 'set' }>): void {
  const { conversation } = turn
  const entries = Object.entries({ ...conversation.attributes, ...attributes })
  turn.change({
    ...(attributes && { attributes: Object.fromEntries(entries.slice(-MOST_ATTRIBUTES)) }),
    ...(tags && { tags: withTags(conversation, tags.map(named('tag', turn.context))) }),
    ...(topic !== undefined && { topic: named('topic', turn.context)(topic) }),
  })
}

/** «Передать сотруднику»: the customer waits for a person from here on. */
function handOver(turn: Turn, to: Extract<BotDeed, { type: 'hand-over' }>['to']): void {
  const { context, conversation } = turn
  const { holding } = conversation
  if (holding.status !== 'bot') return
  const wanted = to && ({ ...to, by: 'transfer' } as const)
  const queue = wanted && isReachable(wanted, context) ? wanted : behind(context)
  turn.line('bot-handed-over', { bot: holding.botName, name: nameOf(queue, context) })
  giveUp(turn, queue)
}

/** Who takes over from a bot: never a bot. */
const behind = (context: Context): Queue => receiverQueue(context).queue

/** Off hours it waits like anything else that comes then (D-12). */
function giveUp(turn: Turn, queue: Queue, at = turn.context.now): void {
  const { now, settings } = turn.context
  const { conversation } = turn
  const isOpen = settings.schedule.isOpen(now)
  enqueue(turn, queue, { since: at, ...(!isOpen && { waitsForOpening: true as const }) })
  if (!isOpen) turn.line('waits-for-opening')
  turn.change({
    owes: 'us',
    waitingSince: conversation.waitingSince ?? at,
    unread: Math.max(1, conversation.unread),
  })
}

function close(turn: Turn): void {
  const { holding } = turn.conversation
  if (holding.status !== 'bot') return
  const bot = { id: holding.botId, name: holding.botName }
  end(
    turn,
    { status: 'closed', at: turn.context.now, reason: 'bot', bot },
    { reason: 'bot', name: bot.name },
  )
}

/** It said that it cannot, or said nonsense: the customer is somebody else's at once (COM-14). */
export function failed(
  conversation: Conversation,
  { botId, turn: number, reason, lineId }: Of<'bot-failed'>,
  context: Context,
): Step {
  const { holding } = conversation
  if (holding.status !== 'bot' || holding.botId !== botId || holding.turn !== number) {
    return refused(conversation, 'turn-over')
  }
  const turn = new Turn(conversation, context, lineId)
  fail(turn, holding, { reason })
  return turn.end()
}

/** It was asked and has not answered in its time. */
export function unanswered(turn: Turn, at: Moment): void {
  const { holding } = turn.conversation
  if (holding.status === 'bot') fail(turn, holding, { reason: 'no-answer', at })
}

/** Whatever it holds is somebody else's as soon as it cannot be relied upon. */
export function withdrawn(turn: Turn): void {
  const { holding } = turn.conversation
  if (holding.status !== 'bot') return
  if (turn.context.settings.bot(holding.botId)?.isAvailable) return
  fail(turn, holding)
}

function fail(
  turn: Turn,
  { botId, botName }: WithBot,
  { reason, at }: { reason?: BotFailure; at?: Moment } = {},
): void {
  const { context } = turn
  const queue = behind(context)
  turn.line('bot-unavailable', { name: nameOf(queue, context), bot: botName })
  if (reason) turn.effects.push({ type: 'count-bot-failure', botId, reason })
  const isWaiting = turn.conversation.owes === 'us'
  giveUp(turn, queue, at)
  if (isWaiting) autoReplies.begun(turn, at)
  const { offHoursFallback } = context.rules
  if (offHoursFallback && !context.settings.schedule.isOpen(context.now)) {
    turn.say(offHoursFallback)
  }
}

/** Somebody of ours answered past it, in the platform's own application. */
export function passedOver(turn: Turn): void {
  const { context } = turn
  const { holding } = turn.conversation
  if (holding.status !== 'bot') return
  const queue = behind(context)
  turn.line('bot-handed-over', { bot: holding.botName, name: nameOf(queue, context) })
  enqueue(
    turn,
    queue,
    context.settings.schedule.isOpen(context.now) ? {} : { waitsForOpening: true },
  )
}

/** A colleague's choice; the bot begins from the beginning. */
export function given(
  conversation: Conversation,
  { by, to, lineId }: Pick<Of<'transferred'>, 'by' | 'to' | 'lineId'>,
  context: Context,
): Step {
  const bot = context.settings.bot(to.id)
  if (!bot?.isAvailable) return refused(conversation, 'bot-unavailable', { name: to.name })
  const { holding } = conversation
  if (holding.status === 'bot' && holding.botId === bot.id) return unchanged(conversation)
  const turn = new Turn(conversation, context, lineId)
  turn.forget('escalatedAt', 'teamToldAt', 'silenceToldAt', 'passedOn')
  turn.line('given-to-bot', { name: by.name, operatorId: by.id, to: bot.name, botId: bot.id })
  holdByBot(turn, bot, 'transfer')
  ask(turn, [{ type: 'start' }])
  turn.wakeRouting('given-to-bot')
  return turn.end()
}
