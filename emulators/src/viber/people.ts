import { randomBytes } from 'node:crypto'
import type { Fields } from '../fields.ts'
import type { Bot, Person } from './model.ts'
import type { Viber } from './viber.ts'

/** Beyond 2^53: nobody may read it as a number. */
const FIRST_BOT_ID = 75_346_594_275_468_546_724n
const FIRST_PERSON_ID = 1_000_001
const SETTINGS = ['allowsLocalWebhooks', 'limitsRate', 'confirmsIncoming'] as const

/** Makes a bot, or answers the one that has this token already. */
export function ensureBot({ world, live }: Viber, fields: Fields): Bot {
  const token = fields.optionalText('token')
  const known = world.bots.list().find((bot) => bot.token === token)
  const id = known?.id ?? String(FIRST_BOT_ID + BigInt(world.bots.list().length))
  const bot: Bot = known ?? {
    id,
    token: token ?? newToken(),
    name: fields.optionalText('name') ?? 'Bot',
    uri: fields.optionalText('username') ?? `sandbox${id.slice(-6)}`,
    isRevoked: false,
    ...{ allowsLocalWebhooks: true, limitsRate: true, confirmsIncoming: false },
  }
  bot.isRevoked = false
  applySettings(bot, fields)
  live.touch('viber/people')
  return world.bots.save(bot)
}

export function applySettings(bot: Bot, fields: Fields): void {
  for (const name of SETTINGS) if (fields.has(name)) bot[name] = fields.flag(name)
  bot.name = fields.optionalText('name') ?? bot.name
}

/** The token stops working; issued anew, another one does, and signs from then on. */
export function revokeToken({ world }: Viber, bot: Bot, isReplaced: boolean): Bot {
  if (isReplaced) bot.token = newToken()
  else bot.isRevoked = true
  return world.bots.save(bot)
}

export function createPerson({ world, live }: Viber, fields: Fields): Person {
  const id = fields.optionalNumber('id') ?? FIRST_PERSON_ID + world.people.list().length
  const known = world.people.find(String(id))
  if (known) return known
  const botId = fields.optionalText('bot')
  const person: Person = {
    id,
    name: fields.optionalText('firstName') ?? fields.text('name'),
    language: fields.optionalText('languageCode') ?? 'ru',
    country: fields.optionalText('country') ?? 'RU',
    phone: fields.optionalText('phone') ?? `+7916${String(id).slice(-7).padStart(7, '0')}`,
    ...{ apiVersion: 10, devices: 1, isHidden: false, isOffline: false },
    hasPhone: fields.has('hasPhone') ? fields.flag('hasPhone') : true,
    ...(botId !== undefined && { botId }),
  }
  applyTraits(person, fields)
  live.touch('viber/people')
  return world.people.save(person)
}

export function applyTraits(person: Person, fields: Fields): void {
  person.name = fields.optionalText('firstName') ?? fields.optionalText('name') ?? person.name
  for (const name of ['apiVersion', 'devices'] as const)
    person[name] = fields.optionalNumber(name) ?? person[name]
  for (const name of ['isHidden', 'hasPhone'] as const)
    if (fields.has(name)) person[name] = fields.flag(name)
}

const newToken = () => [0, 0, 0].map(() => randomBytes(8).toString('hex')).join('-')
