import { randomBytes, randomInt } from 'node:crypto'
import { ControlError, type Fields } from '../fields.ts'
import type { Bot } from './model.ts'
import type { Telegram } from './telegram.ts'

const FIRST_BOT_ID = 7_100_000_001

/** Makes a bot, or answers the one that has this token already. */
export function ensureBot({ world, updates }: Telegram, fields: Fields): Bot {
  const token = fields.optionalText('token')
  const known = token === undefined ? undefined : world.findBot(token)
  if (known) return known
  const id = token === undefined ? freeId(world.bots) : readId(token)
  const before = world.bots.get(id)
  const bot: Bot = {
    allowsLocalWebhooks: true,
    readsWholeGroups: false,
    limitsRate: false,
    commands: [],
    // A random start, as on the platform: nobody may rely on where the numbers begin.
    nextUpdateId: randomInt(2_000_001, 1_000_000_000),
    ...before,
    id,
    token: token ?? newToken(id),
    name: fields.optionalText('name') ?? before?.name ?? 'Bot',
    username: fields.optionalText('username') ?? before?.username ?? `sandbox_${id}_bot`,
    status: 'active',
  }
  applySettings(bot, fields)
  world.saveBot(bot)
  updates.applyWebhook(bot)
  return bot
}

export function applySettings(bot: Bot, fields: Fields): void {
  if (fields.has('allowsLocalWebhooks'))
    bot.allowsLocalWebhooks = fields.flag('allowsLocalWebhooks')
  if (fields.has('limitsRate')) bot.limitsRate = fields.flag('limitsRate')
  if (fields.has('readsWholeGroups')) bot.readsWholeGroups = fields.flag('readsWholeGroups')
}

/** The token stops working; a new one can be had at once, as from BotFather. */
export function revokeToken({ world, updates }: Telegram, bot: Bot, isReplaced: boolean): Bot {
  const revoked: Bot = isReplaced
    ? { ...bot, token: newToken(bot.id) }
    : { ...bot, status: 'revoked' }
  world.saveBot(revoked)
  updates.applyWebhook(revoked)
  return revoked
}

function freeId(bots: Map<number, Bot>): number {
  let id = FIRST_BOT_ID
  while (bots.has(id)) id++
  return id
}

function readId(token: string): number {
  const match = /^([1-9]\d{0,15}):[^/]{1,64}$/.exec(token)
  if (!match) throw new ControlError(400, '"token" must look like 7100000001:AAE…')
  return Number(match[1])
}

const newToken = (id: number) => `${id}:AA${randomBytes(24).toString('base64url')}x`
