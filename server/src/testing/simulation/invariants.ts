import assert from 'node:assert/strict'
import { isDeepStrictEqual } from 'node:util'
import { isAside } from '../../rules/conversation.ts'
import { deadlinesOf } from '../../rules/deadlines.ts'
import type { Conversation, Effect, Holding, MessageState } from '../../rules/index.ts'
import { FALLBACK } from './administrators.ts'
import { ANSWER_WITHIN_MS } from './bots.ts'
import { isRoutable, loadedBy, waitsForOpening } from './holdings.ts'
import * as must from './must.ts'
import type { Happened, World } from './world.ts'

/** What has to be remembered of one conversation to judge its next step. */
interface Story {
  number: number
  /** Automatic texts that were sent. */
  texts: Set<string>
  isAnswered: boolean
  /** The last word of either side, by our own account. */
  lastWordAt: number
  /** It stood still at some time: on hold, put off, or waiting for opening. */
  hasPaused: boolean
  spoken: MessageState | undefined
}

const transitions: Record<Holding['status'] | 'none', Holding['status'][]> = {
  none: ['queued', 'bot'],
  bot: ['bot', 'queued', 'assigned', 'closing', 'closed'],
  queued: ['bot', 'queued', 'offered', 'assigned', 'closing', 'closed'],
  offered: ['bot', 'offered', 'queued', 'assigned', 'closing', 'closed'],
  assigned: ['bot', 'assigned', 'queued', 'closing', 'closed'],
  closing: ['bot', 'closing', 'queued', 'assigned', 'closed'],
  closed: ['closed'],
}

/** Watches every step of a world, and throws where one of the promises is broken. */
export function watchSafety(world: World): void {
  const stories = new Map<string, Story>()
  world.watchers.push((happened) => {
    const { before, result } = happened
    if (result.refusal) {
      must.equal(result.conversation, before, 'a refusal changes nothing')
      must.equal(result.effects.length, 0, 'a refusal has no effects')
      return
    }
    const after = result.conversation
    if (!after) return
    let story = stories.get(after.id)
    if (!story) {
      story = newStory(world)
      stories.set(after.id, story)
    }
    checkLife(happened, after)
    checkPauses(happened, after)
    checkTranscript(happened, after, story)
    checkWords(happened, after, story)
    checkBots(happened, after)
    checkWakeUps(happened, after)
    checkDeadlines(happened, after, story)
    checkStorage(before, after)
    if (after.holding.status === 'closed') stories.delete(after.id)
  })
}

const newStory = (world: World): Story => ({
  number: world.closed,
  texts: new Set(),
  isAnswered: false,
  lastWordAt: world.now,
  hasPaused: false,
  spoken: undefined,
})

/** S7, S8, S11: one holder, closed is final, and only the ways of the life-cycle. */
function checkLife({ before, context, thread }: Happened, after: Conversation): void {
  const { holding } = after
  const isNew = before?.id !== after.id
  const from = isNew ? 'none' : before.holding.status
  must.ok(transitions[from].includes(holding.status), `S11: ${from} → ${holding.status}`)
  if (isNew) {
    must.ok(!before, 'S7: a conversation is open already')
    must.equal(after.id, context.newConversationId)
    must.equal(after.previousId, context.previous?.id, 'D-14: linked to the last')
  }
  if (holding.status === 'offered') {
    must.ok(holding.to.length > 0, 'S8: offered to nobody')
    must.equal(new Set(holding.to.map(({ id }) => id)).size, holding.to.length)
  }
  if (holding.status === 'assigned') {
    const isBoth = holding.heldSince !== undefined && holding.snoozedUntil !== undefined
    must.ok(!isBoth, 'held and put off at once')
  }
  const owesUs = after.owes === 'us'
  must.equal(owesUs, after.waitingSince !== undefined, 'a wait belongs to what we owe')
  if (holding.status !== 'closed') return
  must.equal(after.owes, 'nobody')
  must.equal(after.unread, 0)
  must.equal(thread.kept, undefined)
}

/** D-07, D-09, D-36: what waits on purpose goes on only for its own reasons. */
function checkPauses({ before, trigger, world }: Happened, after: Conversation): void {
  const was = before?.holding
  const { holding } = after
  const { type } = trigger
  if (was?.status === 'closing' && (holding.status === 'queued' || holding.status === 'assigned')) {
    const mayReopen = type === 'close-undone' || type.startsWith('contact-')
    must.ok(mayReopen, `D-36: ${type} ended a close`)
  }
  if (was?.status === 'queued' && was.waitsForOpening) {
    const isGivenOut = type === 'offered' || type === 'assigned'
    const isReleased =
      type === 'reconsidered' && (holding.status === 'queued' || holding.status === 'bot')
    const waits = holding.status === 'queued' && holding.waitsForOpening === true
    if (isGivenOut || (isReleased && !waits)) {
      must.ok(world.schedule.isOpen(world.now), `D-09: ${type} off hours`)
    }
  }
  const isSilence = holding.status === 'closed' && holding.reason === 'timeout'
  const isPaused = was && (waitsForOpening(was) || isOnHold(was))
  const isOver = was?.status === 'assigned' && (was.snoozedUntil ?? world.now + 1) <= world.now
  if (isSilence && was?.status !== 'closed') must.ok(!isPaused || isOver, 'D-07: held, yet closed')
  if (type === 'contact-wrote') must.ok(!isOnHold(holding), 'a word ends a pause')
}

const isOnHold = (holding: Holding): boolean => holding.status === 'assigned' && isAside(holding)

/** S12: places are dense, and the conversation is what its messages say. */
function checkTranscript({ before, result }: Happened, after: Conversation, story: Story): void {
  let seq = before?.id === after.id ? before.seq : 0
  for (const effect of result.effects) {
    if (effect.type !== 'add-message') continue
    const { message } = effect
    must.equal(message.seq, ++seq, 'S12: dense')
    must.equal(message.conversationId, after.id)
    if (message.kind === 'message' && message.author.type !== 'system') story.spoken = message
  }
  must.equal(after.seq, seq, 'S12: the last place')
  must.equal(after.lastMessage?.id, story.spoken?.id, 'S12: the preview shows the last word')
}

const isCloseLine = (effect: Effect) =>
  effect.type === 'add-message' && effect.message.content.system?.code === 'closed'

const isAutomatic = (effect: Effect) =>
  effect.type === 'send' && effect.message.author.type === 'system'

/** S1, S2, S3, S9: what is said by itself. */
function checkWords(
  { before, result, context, trigger, world }: Happened,
  after: Conversation,
  story: Story,
): void {
  const { rules, channel, contact } = context
  const sends = result.effects.filter((effect) => effect.type === 'send')
  const isReachable = channel.isConnected && !contact.isBlocking
  if (!isReachable) must.equal(sends.length, 0, 'S9: nothing is sent to whom cannot be reached')
  const texts = sends.filter(isAutomatic).map(({ message }) => message.text)
  const isClosed = after.holding.status === 'closed'
  const closes = isClosed && before?.holding.status !== 'closed'
  const closing = texts.filter((text) => text === rules.closingText)
  const reason = after.holding.status === 'closed' ? after.holding.reason : undefined
  const isDue = closes && reason !== 'spam' && rules.closingText !== undefined && isReachable
  must.equal(closing.length, isDue ? 1 : 0, `S3: closing text after ${reason}`)
  if (isDue) must.equal(texts.at(-1), rules.closingText, 'S3: after everything else')
  const lines = result.effects.filter(isCloseLine)
  must.equal(lines.length, closes ? 1 : 0, 'H-19: one close')
  // D-12: the one text that follows a bot's failure may come after its answers.
  const replies = texts.filter((text) => text !== rules.closingText && text !== FALLBACK)
  for (const text of replies) {
    must.ok(!story.texts.has(text), `S2: twice: ${text}`)
    must.ok(!story.isAnswered, 'S2: after an answer')
    must.equal(trigger.type, 'time-passed')
    const isOpen = world.schedule.isOpen(world.now)
    const list = isOpen ? rules.autoReplies : rules.offHoursReplies
    must.ok(
      list.some((entry) => entry.text === text),
      'D-03: of the list of these hours',
    )
    if (!isOpen) must.equal(rules.offHours, 'auto-replies', 'S1')
    story.texts.add(text)
  }
  const isWord = trigger.type === 'operator-wrote' && trigger.message.kind === 'message'
  const isBots = sends.some(({ message }) => message.author.type === 'bot')
  if (isWord || isBots || trigger.type === 'answered-elsewhere') story.isAnswered = true
}

/** REQ-07, REQ-19, D-06: a bot speaks while it holds, owes every answer for a time, and holds alone. */
function checkBots({ before, result, trigger, context }: Happened, after: Conversation): void {
  const { holding } = after
  const said = result.effects.filter(
    (effect) => effect.type === 'send' && effect.message.author.type === 'bot',
  )
  if (said.length > 0) {
    must.equal(trigger.type, 'bot-answered')
    must.equal(before?.holding.status, 'bot', 'S-bot: it speaks only of what it holds')
  }
  if (holding.status === 'bot') {
    const texts = result.effects.filter(isAutomatic)
    must.equal(texts.length, 0, 'REQ-07: nothing automatic on top of a bot')
    if (holding.asked) {
      const due = deadlinesOf(after, context).find(({ what }) => what === 'bot-answer')
      must.equal(due?.at, holding.asked.at + ANSWER_WITHIN_MS, 'D-06: it owes an answer by then')
    } else must.equal(holding.pending, undefined, 'what came meanwhile is asked at once')
  }
  const asks = result.effects.filter((effect) => effect.type === 'ask-bot')
  must.ok(asks.length <= 1, 'one question at a time')
  if (trigger.type === 'reconsidered' && !context.settings.bot('bot')?.isAvailable) {
    assert.notEqual(holding.status, 'bot', 'D-06: nobody is left with a bot that is away')
  }
}

/** No lost wake-up: a place that came free and a conversation that waits are always told. */
function checkWakeUps({ before, result, trigger }: Happened, after: Conversation): void {
  const was = before?.id === after.id ? before.holding : undefined
  const isFreed = was && loadedBy(was) !== undefined && loadedBy(was) !== loadedBy(after.holding)
  const waits = isRoutable(after.holding) && !(was && isDeepStrictEqual(was, after.holding))
  if (!isFreed && (!waits || trigger.type === 'nobody-answered')) return
  const isTold = result.effects.some(({ type }) => type === 'wake-routing')
  must.ok(isTold, `a wake-up is missing after ${trigger.type}`)
}

/** L3, L4: nothing that is due is left, and silence ends when it should. */
function checkDeadlines(
  { trigger, context, world, before, result }: Happened,
  after: Conversation,
  story: Story,
): void {
  if (trigger.type === 'time-passed') {
    for (const { at, what } of deadlinesOf(after, context)) {
      if (at <= world.now) assert.fail(`L3: ${what} is still due`)
    }
  }
  const { holding } = after
  if (holding.status === 'closed') {
    must.equal(deadlinesOf(after, context).length, 0, 'closed waits for nothing')
    if (before?.holding.status === 'closed') return
    must.ok(holding.at <= world.now, 'closed in the future')
    if (holding.reason === 'timeout') checkSilence(holding.at, context.rules.inactivityMs, story)
    return
  }
  const isWord =
    (trigger.type === 'operator-wrote' && trigger.message.kind === 'message') ||
    ['contact-wrote', 'contact-started', 'contact-pressed', 'answered-elsewhere'].includes(
      trigger.type,
    )
  if (isWord && !result.refusal) story.lastWordAt = world.now
  const hasBotSpoken = result.effects.some(
    (effect) => effect.type === 'send' && effect.message.author.type === 'bot',
  )
  if (hasBotSpoken) story.lastWordAt = world.now
  const isAway = (of: Holding) =>
    (of.status === 'queued' && of.waitsForOpening) ||
    (of.status === 'assigned' && (of.heldSince ?? of.snoozedUntil) !== undefined)
  if (isAway(holding)) story.hasPaused = true
  must.equal(after.lastActivityAt, story.lastWordAt, 'D-26: only words are activity')
}

function checkSilence(at: number, inactivityMs: number | undefined, story: Story): void {
  must.ok(inactivityMs !== undefined, 'L4: nothing closes by itself')
  const due = story.lastWordAt + inactivityMs
  if (story.hasPaused) must.ok(at >= due, 'L4: closed early')
  else must.equal(at, due, 'L4: closed at its time')
}

/** A state survives storage unchanged: JSON has a word for all of it. What stayed was looked at before. */
function checkStorage(before: Conversation | undefined, after: Conversation): void {
  if (before === after) return
  must.equal(Object.getPrototypeOf(after), Object.prototype)
  for (const key in after) {
    const value = after[key as keyof Conversation]
    if (value !== undefined && before?.[key as keyof Conversation] === value) continue
    must.ok(isPlain(value), `stored and read: ${key}`)
  }
}

function isPlain(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value !== 'object') return typeof value === 'string' || typeof value === 'boolean'
  if (value === null) return true
  if (Array.isArray(value)) return value.every(isPlain)
  if (Object.getPrototypeOf(value) !== Object.prototype) return false
  for (const key in value) if (!isPlain(value[key as keyof typeof value])) return false
  return true
}

export const linesOf = (effects: Effect[]): string[] =>
  effects.flatMap((effect) =>
    effect.type === 'add-message' ? (effect.message.content.system?.code ?? []) : [],
  )
