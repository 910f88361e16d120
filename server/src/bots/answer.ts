import type { BotAction } from '@otklik/protocol/settings'
import { v7 as newId } from 'uuid'

import type { Advance, Outcome } from '../conversations/index.ts'
import type { Clock } from '../lib/clock.ts'
import type { Person } from '../rules/index.ts'
import { type DeedsWorld, toDeeds } from './to-deeds.ts'

export interface AnswerWorld extends DeedsWorld {
  advance: Advance
  clock: Clock
}

export interface BotAnswer {
  accountId: string
  conversationId: string
  channelId: string
  bot: Person
  /** The question it answers; without it, the bot speaks of its own accord. */
  turn?: number
  actions: readonly BotAction[]
  place?: object
  wakesAt?: number
  becomes?: Person
}

/**
 * Carries out what a bot wants. Refused as `turn-over` when the conversation is not the bot's any
 * more, or the question was answered already: nothing of it happens then.
 */
export async function answerForBot(world: AnswerWorld, answer: BotAnswer): Promise<Outcome> {
  const { accountId, conversationId, bot, becomes, turn, place, wakesAt } = answer
  const now = world.clock.now()
  const doing = { accountId, bot: becomes ?? bot, channelId: answer.channelId, now }
  const deeds = await toDeeds(world, doing, answer.actions)
  return world.advance(accountId, {
    target: { conversationId },
    what: {
      trigger: {
        type: 'bot-answered',
        botId: bot.id,
        ...(turn !== undefined && { turn }),
        deeds,
        ...(place && { place }),
        ...(wakesAt !== undefined && { wakesAt }),
        ...(becomes && { becomes }),
        lineId: newId(),
      },
    },
  })
}
