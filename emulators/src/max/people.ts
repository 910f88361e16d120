import { createHmac, randomBytes } from 'node:crypto'
import type { Fields } from '../fields.ts'
import type { Max } from './max.ts'
import type { Attachment, Bot, Person } from './model.ts'
import { writeCard } from './new-message.ts'

const FIRST_BOT_ID = 210_045_678
/** Above 2^31: whoever keeps ids in 32 bits is to find out here. */
const FIRST_PERSON_ID = 3_098_765_432
const SETTINGS = ['allowsLocalWebhooks', 'keepsSeveralWebhooks', 'limitsRate'] as const

/** Makes a bot, or answers the one that has this token already. */
export function ensureBot({ world, live }: Max, fields: Fields): Bot {
  const token = fields.optionalText('token')
  const known = world.bots.list().find((bot) => bot.token === token)
  const id = known?.id ?? freeId(world.bots.list(), FIRST_BOT_ID)
  const bot: Bot = known ?? {
    id,
    token: token ?? newToken(),
    name: fields.optionalText('name') ?? 'Bot',
    username: fields.optionalText('username') ?? `id77${String(id).slice(-8)}_bot`,
    description: fields.optionalText('description') ?? '',
    commands: [],
    subscriptions: [],
    committedId: 0,
    ...{ allowsLocalWebhooks: true, keepsSeveralWebhooks: true, limitsRate: false },
    isRevoked: false,
  }
  bot.isRevoked = false
  applySettings(bot, fields)
  live.touch('max/people')
  return world.bots.save(bot)
}

export function applySettings(bot: Bot, fields: Fields): void {
  for (const name of SETTINGS) if (fields.has(name)) bot[name] = fields.flag(name)
  bot.name = fields.optionalText('name') ?? bot.name
}

/** The token stops working; issued anew, another one does. Subscriptions stay as they are. */
export function revokeToken({ world }: Max, bot: Bot, isReplaced: boolean): Bot {
  if (isReplaced) bot.token = newToken()
  else bot.isRevoked = true
  return world.bots.save(bot)
}

export function createPerson({ world, live }: Max, fields: Fields): Person {
  const id = fields.optionalNumber('id') ?? freeId(world.people.list(), FIRST_PERSON_ID)
  const known = world.people.find(String(id))
  if (known) return known
  const botId = fields.optionalNumber('bot')
  const person: Person = {
    id,
    firstName: fields.text('firstName'),
    locale: fields.optionalText('languageCode') ?? 'ru',
    phone: fields.optionalText('phone') ?? `7916${String(id).slice(-7)}`,
    isOffline: false,
    hasPhone: fields.has('hasPhone') ? fields.flag('hasPhone') : true,
    ...(botId !== undefined && { botId }),
  }
  applyNames(person, fields)
  live.touch('max/people')
  return world.people.save(person)
}

export function applyNames(person: Person, fields: Fields): void {
  person.firstName = fields.optionalText('firstName') ?? person.firstName
  for (const name of ['lastName', 'username'] as const) {
    const value = fields.optionalText(name)
    if (value !== undefined) person[name] = value
  }
}

/** The card of somebody who shares themselves: signed with the bot's own token. */
export function ownCard(bot: Bot, person: Person): Attachment {
  const name = `${person.firstName} ${person.lastName ?? ''}`.trim()
  const vcf = writeCard(name, person.phone)
  const hash = createHmac('sha256', bot.token).update(vcf).digest('hex')
  return { type: 'contact', vcf, hash, user: { id: person.id, name, isBot: false } }
}

const newToken = () => `f9LHodD0cO${randomBytes(27).toString('base64url')}`

/** Ids are never given twice, so the next is beside the last of those we gave. */
function freeId(taken: { id: number }[], first: number): number {
  const ids = new Set(taken.map(({ id }) => id))
  let id = first + ids.size
  while (ids.has(id)) id++
  return id
}
