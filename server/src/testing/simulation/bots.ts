import type { BotDeed, Conversation, Trigger } from '../../rules/index.ts'
import type { Chance } from './chance.ts'
import type { Act } from './customers.ts'
import type { SimulatedBot, Thread, World } from './world.ts'

/** The bot of every simulated company; its conversations may be given to it by colleagues, too. */
export const BOT = { id: 'bot', name: 'Верба' }
export const ANSWER_WITHIN_MS = 30_000

export const someBot = (chance: Chance): SimulatedBot => ({
  ...BOT,
  isAvailable: chance.isTrue(0.8),
  answerWithinMs: ANSWER_WITHIN_MS,
})

/** Answers what it is asked: soon, late, twice, with a failure, or never. */
export function playBots(world: World, chance: Chance): void {
  world.watchers.push(({ thread, result }) => {
    for (const effect of result.effects) {
      if (effect.type !== 'ask-bot') continue
      const { turn } = effect
      if (chance.isTrue(0.08)) continue
      const answer = () => world.tell(thread, answerOf(world, thread, { turn, chance }))
      const at = world.now + chance.wait(chance.pick([200, 2000, 20_000]))
      world.at(at, answer)
      if (chance.isTrue(0.1)) world.at(at + chance.wait(5000), answer)
    }
  })
}

function answerOf(
  world: World,
  thread: Thread,
  { turn, chance }: { turn?: number; chance: Chance },
): Trigger {
  const lineId = world.newId()
  if (turn !== undefined && chance.isTrue(0.06)) {
    const reason = chance.pick(['refused', 'unreachable', 'no-answer'] as const)
    return { type: 'bot-failed', botId: BOT.id, turn, reason, lineId }
  }
  const deeds = Array.from({ length: chance.int(0, 3) }, () => someDeed(world, thread, chance))
  return {
    type: 'bot-answered',
    botId: BOT.id,
    ...(turn !== undefined && { turn }),
    deeds,
    ...(chance.isTrue(0.3) && { wakesAt: world.now + chance.wait(60_000) }),
    ...(chance.isTrue(0.5) && { place: { stepId: 'step', turn: turn ?? 0 } }),
    lineId,
  }
}

function someDeed(world: World, thread: Thread, chance: Chance): BotDeed {
  const draft = (text: string) => {
    const { author: _, ...message } = world.draft(thread, text)
    return { ...message, author: { type: 'bot' as const, ...BOT } }
  }
  return chance.weighted<() => BotDeed>([
    [() => ({ type: 'say', message: { ...draft('вопрос'), content: { buttons } } }), 5],
    [() => ({ type: 'say', message: draft('ответ бота') }), 4],
    [() => ({ type: 'note', message: { ...draft('заметка бота'), kind: 'note' } }), 1],
    [() => ({ type: 'set', attributes: { город: 'Тверь' }, tags: ['важно'] }), 1],
    [() => ({ type: 'hand-over', ...someReceiver(world, chance) }), 2],
    [() => ({ type: 'close' }), 1],
  ])()
}

const buttons = {
  placement: 'keyboard' as const,
  rows: [
    [
      { label: 'слово', value: 'слово' },
      { label: 'другое', value: 'другое' },
    ],
  ],
}

function someReceiver(world: World, chance: Chance): { to?: { kind: 'team'; id: string } } {
  if (chance.isTrue(0.5)) return {}
  return { to: { kind: 'team', id: chance.pick([...world.teams.keys(), 'gone']) } }
}

/** A program that speaks of its own accord, whether or not anything is its own. */
export const speaks: Act = (world, chance) => {
  if (world.threads.length === 0) return
  const thread = chance.pick(world.threads)
  world.tell(thread, answerOf(world, thread, { chance }))
}

/** A colleague gives a conversation to it. */
export const isGiven: Act = (world, chance) => {
  const held = [...world.open.values()].filter(({ conversation }) => isWithPeople(conversation))
  if (held.length === 0) return
  const { thread } = chance.pick(held)
  const { id, name } = chance.pick([...world.colleagues.values()])
  world.tell(thread, {
    type: 'transferred',
    by: { id, name },
    to: { kind: 'bot', ...BOT },
    mayGiveOthers: true,
    lineId: world.newId(),
  })
}

const isWithPeople = ({ holding }: Conversation) =>
  holding.status === 'queued' || holding.status === 'assigned'

/** Its circuit breaker, or whoever switches it. */
export const comesAndGoes: Act = (world, chance) => {
  world.bot.isAvailable = !world.bot.isAvailable
  world.applySettings()
  if (chance.isTrue(0.7)) world.sweep()
  else world.sweepLater(world.now + chance.int(1, 3000))
}
