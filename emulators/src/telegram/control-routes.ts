import type { FastifyInstance, FastifyRequest } from 'fastify'
import { ControlError, Fields, getOr404 } from '../fields.ts'
import { applySettings, ensureBot, revokeToken } from './bots.ts'
import { CALL_FAULTS, type Fault, type FaultKind, UPDATE_FAULTS } from './faults.ts'
import type { Bot, Person } from './model.ts'
import { applyNames, createGroup, createPerson } from './people.ts'
import { migrate, setOffline, sit, writeText } from './person.ts'
import type { Telegram } from './telegram.ts'
import { listSent, viewChat } from './view.ts'

type Params = { bot: string; person: string; group: string; chat: string; id: string; file: string }
type Request = FastifyRequest<{ Params: Params; Querystring: Record<string, string> }>

/** Bots, people, faults and ledgers; see the README of this package for all of it. */
export function addControlRoutes(app: FastifyInstance, telegram: Telegram): void {
  addBots(app, telegram)
  addPeople(app, telegram)
  addFaults(app, telegram)
  addLedgers(app, telegram)
}

function addBots(app: FastifyInstance, telegram: Telegram): void {
  app.get('/bots', () => [...telegram.world.bots.values()].map((bot) => viewBot(telegram, bot)))
  app.post('/bots', (request: Request) => viewBot(telegram, ensureBot(telegram, fieldsOf(request))))
  app.get('/bots/:bot', (request: Request) => viewBot(telegram, botOf(telegram, request)))
  app.patch('/bots/:bot', (request: Request) => {
    const bot = botOf(telegram, request)
    applySettings(bot, fieldsOf(request))
    telegram.world.saveBot(bot)
    return viewBot(telegram, bot)
  })
  app.post('/bots/:bot/revoke', (request: Request) => {
    const isReplaced = fieldsOf(request).flag('replace')
    return viewBot(telegram, revokeToken(telegram, botOf(telegram, request), isReplaced))
  })
  app.post('/bots/:bot/updates', (request: Request) => pushRaw(telegram, request))
  app.post('/bots/:bot/texts', (request: Request) => {
    const bot = botOf(telegram, request)
    if (!Array.isArray(request.body)) throw new ControlError(400, 'the body must be a list')
    return request.body.map((item: unknown) => {
      const fields = new Fields(item)
      const person = getPerson(telegram, fields.number('person'))
      return writeText(sit(telegram, bot, person), fields.text('text'))?.id ?? null
    })
  })
  app.get('/bots/:bot/files/:file', async (request: Request, reply) => {
    const bot = botOf(telegram, request)
    const file = getOr404(telegram.files.find(bot.id, request.params.file), 'file')
    reply.header('cache-control', 'private, max-age=3600')
    // Files come from anybody: the page may show pictures and play sounds, nothing else of them.
    const isSafe = /^(image\/(jpeg|png|webp|gif)|audio\/|video\/)/.test(file.mimeType ?? '')
    const isPhoto = /^(photos|thumbnails)\//.test(file.path)
    reply.type(isPhoto ? 'image/jpeg' : isSafe ? file.mimeType! : 'application/octet-stream')
    return telegram.files.read(file)
  })
}

function viewBot(telegram: Telegram, bot: Bot) {
  const { id, token, name, username, status, webhook } = bot
  const pendingUpdates = telegram.updates.pending(bot).length
  return {
    ...{ id, token, name, username, status, pendingUpdates },
    ...{ allowsLocalWebhooks: bot.allowsLocalWebhooks, limitsRate: bot.limitsRate },
    readsWholeGroups: bot.readsWholeGroups,
    ...(webhook && { webhookUrl: webhook.url }),
  }
}

/** Whatever the caller wants, or a kind that nobody has heard of yet. */
function pushRaw(telegram: Telegram, request: Request) {
  const fields = fieldsOf(request)
  const kind = fields.optionalText('kind') ?? 'brand_new_kind'
  const chatId = fields.optionalNumber('chat')
  const update = telegram.updates.push(botOf(telegram, request), {
    kind,
    body: fields.raw('body') ?? { note: 'nobody knows this kind of update' },
    lane: fields.optionalText('lane') ?? `raw:${kind}:${chatId ?? ''}`,
    ...(chatId !== undefined && { chatId }),
  })
  return { updateId: update?.id ?? null }
}

function addPeople(app: FastifyInstance, telegram: Telegram): void {
  app.get('/people', () => [...telegram.world.people.values()])
  app.post('/people', (request: Request) => createPerson(telegram, fieldsOf(request)))
  app.patch('/people/:person', (request: Request) => {
    const person = personOf(telegram, request)
    const fields = fieldsOf(request)
    applyNames(person, fields)
    if (fields.has('isDeactivated')) person.isDeactivated = fields.flag('isDeactivated')
    if (fields.has('hasPhone')) person.hasPhone = fields.flag('hasPhone')
    telegram.world.savePerson(person)
    if (fields.has('isOffline')) setOffline(telegram, person, fields.flag('isOffline'))
    telegram.live.touch('telegram/people')
    return person
  })
  app.post('/groups', (request: Request) => createGroup(telegram, fieldsOf(request)))
  app.post('/groups/:group/migrate', (request: Request) => {
    const group = telegram.world.groups.get(Number(request.params.group))
    return migrate(telegram, getOr404(group, 'group'))
  })
}

function addFaults(app: FastifyInstance, { faults, ...rest }: Telegram): void {
  const telegram = { ...rest, faults }
  app.get('/bots/:bot/faults', (request: Request) => faults.list(botOf(telegram, request).id))
  app.post('/bots/:bot/faults', (request: Request) =>
    faults.add(readFault(botOf(telegram, request), fieldsOf(request))),
  )
  app.delete('/bots/:bot/faults', (request: Request, reply) => {
    for (const fault of faults.list(botOf(telegram, request).id)) faults.remove(fault)
    return reply.code(204).send()
  })
  app.delete('/bots/:bot/faults/:id', (request: Request, reply) => {
    const id = Number(request.params.id)
    // One that has worn off meanwhile is as good as removed.
    const fault = faults.list(botOf(telegram, request).id).find((known) => known.id === id)
    if (fault) faults.remove(fault)
    return reply.code(204).send()
  })
}

const KINDS: FaultKind[] = [...CALL_FAULTS, ...UPDATE_FAULTS]
const NUMBERS = ['probability', 'seed', 'retryAfter', 'status', 'ms'] as const

function readFault(bot: Bot, fields: Fields): Omit<Fault, 'id' | 'hits'> {
  const kind = KINDS.find((known) => known === fields.text('kind'))
  if (!kind) throw new ControlError(400, `"kind" must be one of ${KINDS.join(', ')}`)
  const fault: Omit<Fault, 'id' | 'hits'> = { botId: bot.id, kind }
  for (const name of NUMBERS) {
    const value = fields.optionalNumber(name)
    if (value !== undefined) fault[name] = value
  }
  const chatId = fields.optionalNumber('chat')
  if (chatId !== undefined) fault.chatId = chatId
  const count = fields.optionalNumber('count')
  if (count !== undefined) fault.remaining = count
  const description = fields.optionalText('description')
  if (description !== undefined) fault.description = description
  if (fields.has('methods')) fault.methods = fields.list('methods').map(String)
  return fault
}

function addLedgers(app: FastifyInstance, telegram: Telegram): void {
  app.get('/bots/:bot/chats/:chat', (request: Request) => {
    const bot = botOf(telegram, request)
    const id = Number(request.params.chat)
    const chat = telegram.world.findChat(bot.id, id)
    // A phone that has not been used yet shows an empty chat, without starting one.
    const empty = { botId: bot.id, id, isBlocked: false, outbox: [], nextMessageId: 1 }
    const limit = Number(request.query.limit ?? 200)
    return viewChat(telegram, bot, chat ?? { ...empty, messages: new Map() }, limit)
  })
  app.get('/bots/:bot/sent', (request: Request) => {
    const chat = request.query.chat
    return listSent(telegram, botOf(telegram, request), chat === undefined ? chat : Number(chat))
  })
  app.get('/bots/:bot/deliveries', (request: Request) => {
    const since = Number(request.query.since ?? 0)
    return telegram.updates.ledger.list(botOf(telegram, request).id, since)
  })
}

export const fieldsOf = (request: Request) => new Fields(request.body)

export function botOf(telegram: Telegram, request: Request): Bot {
  return getOr404(telegram.world.bots.get(Number(request.params.bot)), 'bot')
}

export function personOf(telegram: Telegram, request: Request): Person {
  return getPerson(telegram, Number(request.params.person))
}

function getPerson(telegram: Telegram, id: number): Person {
  return getOr404(telegram.world.people.get(id), 'person')
}
