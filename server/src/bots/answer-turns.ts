import type { BotAction } from '@otklik/protocol/settings'
import { v7 as newId } from 'uuid'
import type { Database } from '../database/index.ts'
import { InvalidFieldsError, NotFoundError, Refusal } from '../http/index.ts'
import type { Hints } from '../lib/hints.ts'
import { createLoop, type Loop } from '../lib/loop.ts'
import type { Duties } from '../processes/index.ts'
import type { BotFailure } from '../rules/index.ts'
import type { RuleSettings } from '../settings/index.ts'
import { chooseTemplate } from '../templates/index.ts'
import { type AnswerWorld, answerForBot } from './answer.ts'
import { forgetFailures } from './availability.ts'
import type { BotFetch } from './bot-fetch.ts'
import { type Played, type PlayWorld, playScenario } from './play-scenario.ts'
import { type DueTurn, listDueTurns, nameOf, readTurn } from './read-turn.ts'
import { BotFailureError, type BotTurn } from './turn.ts'

export interface TurnsWorld extends AnswerWorld {
  database: Database
  duties: Duties
  hints: Hints
  botFetch: BotFetch
  ruleSettings: RuleSettings
  /** Asks a program; `later` when it will answer by itself. */
  askProgram(turn: BotTurn): Promise<{ actions: BotAction[] } | 'later'>
  onProblem(problem: string, facts: object): void
}

const MOST_AT_ONCE = 256
/** Programs may take their time: other companies' bots must not wait behind them. */
const MOST_PER_BOT = 32
const LOOK_EVERY_MS = 1000
const AGAIN_AFTER_MS = 2000

/**
 * Asks bots what they are asked. A question stays in its row until its answer is written: after a
 * crash it is asked again, and of two answers the rules take one.
 */
export function answerTurns(world: TurnsWorld): Loop {
  const { database, clock, hints, onProblem } = world
  /** By bot: the questions that it is asked now. */
  const inFlight = new Map<string, Set<string>>()

  async function round(): Promise<boolean> {
    const all = [...inFlight.values()].flatMap((names) => [...names])
    const room = MOST_AT_ONCE - all.length
    if (room <= 0) return false
    const due = await listDueTurns(database, {
      now: clock.now(),
      most: room,
      mostPerBot: MOST_PER_BOT,
      except: all,
      duties: world.duties,
      fullBots: [...inFlight.keys()].filter(isFull),
    })
    const begun = due.filter(begin)
    return begun.length > 0
  }

  const isFull = (botId: string) => (inFlight.get(botId)?.size ?? 0) >= MOST_PER_BOT

  function begin(due: DueTurn): boolean {
    const { botId } = due
    if (isFull(botId)) return false
    const name = nameOf(due)
    const names = inFlight.get(botId) ?? new Set()
    inFlight.set(botId, names.add(name))
    void answer(world, due)
      .catch((error: unknown) => postpone(due, error))
      .finally(() => {
        names.delete(name)
        if (names.size === 0) inFlight.delete(botId)
        loop.wake()
      })
    return true
  }

  /** Never throws: the database may be what is away. */
  async function postpone({ accountId, conversationId }: DueTurn, error: unknown): Promise<void> {
    onProblem('a bot was not asked', { conversationId, error: String(error) })
    const nextAt = new Date(clock.now().getTime() + AGAIN_AFTER_MS)
    await database
      .query('update bot_turns set next_at = $3 where account_id = $1 and conversation_id = $2', [
        accountId,
        conversationId,
        nextAt,
      ])
      .catch(() => {})
  }

  const loop = createLoop('bots', round, { everyMs: LOOK_EVERY_MS, onProblem })
  hints.listen('bot-turns', loop.wake)
  return {
    ...loop,
    /** What is not answered yet is asked again at the next start. */
    async stop() {
      await loop.stop()
    },
  }
}

async function answer(world: TurnsWorld, due: DueTurn): Promise<void> {
  const turn = await readTurn(world.database, due)
  if (turn) {
    try {
      await settle(world, turn)
    } catch (error) {
      const reason = reasonOf(error)
      if (!reason) throw error
      await fail(world, turn, { reason, error })
    }
  }
  await forget(world.database, due)
}

async function settle(world: TurnsWorld, turn: BotTurn): Promise<void> {
  const { accountId, conversation } = turn
  const played = await play(world, turn)
  if (played === 'later') return
  const { bot } = turn
  const outcome = await answerForBot(world, {
    accountId,
    conversationId: conversation.id,
    channelId: conversation.channelId,
    bot: { id: bot.id, name: bot.name },
    turn: turn.turn,
    ...played,
  })
  const isHeard = outcome.result === 'done'
  if (isHeard && bot.failures > 0)
    await forgetFailures(world.database, { accountId, botId: bot.id })
}

async function play(world: TurnsWorld, turn: BotTurn): Promise<Played | 'later'> {
  if (turn.bot.kind === 'webhook') return world.askProgram(turn)
  const now = world.clock.now().getTime()
  const { settings } = await world.ruleSettings.get(turn.accountId, {})
  const playing: PlayWorld = { ...world, isSendable: (...asked) => isSendable(world, ...asked) }
  return playScenario(playing, turn, { now, isOpen: settings.schedule.isOpen(now) })
}

async function isSendable(
  { database, channels }: TurnsWorld,
  { accountId, conversation: { channelId } }: BotTurn,
  { id, values }: { id: string; values: Record<string, string> },
): Promise<boolean> {
  try {
    const { kind } = await channels.get(accountId, channelId)
    await chooseTemplate(database, accountId, { channelId, kind, id, values })
    return true
  } catch (error) {
    if (isOurs(error)) return false
    throw error
  }
}

/** What the bot wanted cannot be done: that is the bot's failure. Anything else is tried again. */
function reasonOf(error: unknown): BotFailure | undefined {
  if (error instanceof BotFailureError) return error.reason
  return isOurs(error) ? 'refused' : undefined
}

const isOurs = (error: unknown): boolean =>
  error instanceof Refusal || error instanceof InvalidFieldsError || error instanceof NotFoundError

async function fail(
  { advance, onProblem }: TurnsWorld,
  { accountId, turn, bot, conversation }: BotTurn,
  { reason, error }: { reason: BotFailure; error: unknown },
): Promise<void> {
  onProblem('a bot failed', {
    botId: bot.id,
    conversationId: conversation.id,
    error: String(error),
  })
  await advance(accountId, {
    target: { conversationId: conversation.id },
    what: { trigger: { type: 'bot-failed', botId: bot.id, turn, reason, lineId: newId() } },
  })
}

/** Unless a later question has taken its place meanwhile. */
async function forget(
  database: Database,
  { accountId, conversationId, turn }: DueTurn,
): Promise<void> {
  await database.query(
    'delete from bot_turns where account_id = $1 and conversation_id = $2 and turn = $3',
    [accountId, conversationId, turn],
  )
}
