import type { FastifyInstance, FastifyRequest } from 'fastify'
import { addFaultRoutes } from '../fault-book.ts'
import { ControlError, Fields, getOr404 } from '../fields.ts'
import { headersOf } from '../file-store.ts'
import { type Callback, EVENTS } from './callback.ts'
import type { Bot, Person } from './model.ts'
import { applySettings, applyTraits, createPerson, ensureBot, revokeToken } from './people.ts'
import { setOffline, sit, writeText } from './person.ts'
import type { Viber } from './viber.ts'
import { listSent, viewDialog } from './view.ts'
import { emptyDialog } from './world.ts'

interface Params {
  bot: string
  person: string
  chat: string
  file: string
}
type Request = FastifyRequest<{ Params: Params; Querystring: Record<string, string> }>

/** Bots, people, faults and ledgers; see the README of this package for all of it. */
export function addControlRoutes(app: FastifyInstance, viber: Viber): void {
  addBots(app, viber)
  addWebhook(app, viber)
  addPeople(app, viber)
  addLedgers(app, viber)
  addFaultRoutes(app, {
    path: '/bots/:bot/faults',
    book: viber.faults,
    companyOf: (request) => botOf(viber, request as Request).id,
  })
}

const fieldsOf = (request: Request) => new Fields(request.body)

const botOf = ({ world }: Viber, { params }: Request): Bot =>
  getOr404(world.bots.find(params.bot), 'bot')

const personOf = ({ world }: Viber, id: unknown): Person =>
  getOr404(world.people.find(String(id)), 'person')

function addBots(app: FastifyInstance, viber: Viber): void {
  const view = (bot: Bot) => ({
    ...bot,
    username: bot.uri,
    pendingUpdates: viber.callbacks.pending(bot.id).length,
    ...(bot.webhook && { webhookUrl: bot.webhook.url }),
  })
  app.get('/bots', () => viber.world.bots.list().map(view))
  app.post('/bots', (request: Request) => view(ensureBot(viber, fieldsOf(request))))
  app.get('/bots/:bot', (request: Request) => view(botOf(viber, request)))
  app.patch('/bots/:bot', (request: Request) => {
    const bot = botOf(viber, request)
    applySettings(bot, fieldsOf(request))
    return view(viber.world.bots.save(bot))
  })
  app.post('/bots/:bot/revoke', (request: Request) =>
    view(revokeToken(viber, botOf(viber, request), fieldsOf(request).flag('replace'))),
  )
}

/** Behind the bot's back: callbacks nobody knows, and other software with the same token. */
function addWebhook(app: FastifyInstance, viber: Viber): void {
  app.post('/bots/:bot/updates', (request: Request) => {
    const bot = botOf(viber, request)
    const fields = fieldsOf(request)
    const event = fields.optionalText('kind') ?? 'brand_new_event'
    const body = fields.raw('body') ?? { note: 'nobody knows this event' }
    const isKnown = EVENTS.includes(event)
    // One that cannot be asked for comes to everybody.
    if (!isKnown && bot.webhook && !bot.webhook.events.includes(event))
      bot.webhook.events = [...bot.webhook.events, event]
    const personId = fields.optionalNumber('chat')
    const callback = viber.callbacks.emit(bot, {
      ...{ event, fields: body as Record<string, unknown> },
      ...(personId !== undefined && { personId }),
    })
    return { updateId: callback.id }
  })
  app.post('/bots/:bot/webhook', (request: Request) => {
    const bot = botOf(viber, request)
    const url = fieldsOf(request).text('url')
    bot.webhook = { url, events: EVENTS, sendsName: false, sendsPhoto: false }
    return viber.world.bots.save(bot).webhook
  })
  app.delete('/bots/:bot/webhook', (request: Request, reply) => {
    const bot = botOf(viber, request)
    delete bot.webhook
    viber.world.bots.save(bot)
    return reply.code(204).send()
  })
}

function addPeople(app: FastifyInstance, viber: Viber): void {
  app.get('/people', () => viber.world.people.list())
  app.post('/people', (request: Request) => createPerson(viber, fieldsOf(request)))
  app.patch('/people/:person', (request: Request) => {
    const person = personOf(viber, request.params.person)
    const fields = fieldsOf(request)
    applyTraits(person, fields)
    viber.world.people.save(person)
    if (fields.has('isOffline')) setOffline(viber, person, fields.flag('isOffline'))
    viber.live.touch('viber/people')
    return person
  })
  app.post('/bots/:bot/texts', (request: Request) => {
    const bot = botOf(viber, request)
    if (!Array.isArray(request.body)) throw new ControlError(400, 'the body must be a list')
    return request.body.map((item: unknown) => {
      const fields = new Fields(item)
      const seat = sit(viber, bot, personOf(viber, fields.number('person')))
      return writeText(seat, fields.text('text'))?.token ?? null
    })
  })
}

function addLedgers(app: FastifyInstance, viber: Viber): void {
  app.get('/bots/:bot/chats/:chat', (request: Request) => {
    const bot = botOf(viber, request)
    const id = Number(request.params.chat)
    // A phone that has not been used yet shows an empty chat, without starting one.
    const dialog = viber.world.findDialog(bot.id, id) ?? emptyDialog(bot.id, id)
    return viewDialog(viber, bot, dialog, Number(request.query.limit ?? 200))
  })
  app.get('/bots/:bot/sent', (request: Request) => {
    const { chat } = request.query
    return listSent(viber, botOf(viber, request), chat === undefined ? undefined : Number(chat))
  })
  app.get('/bots/:bot/deliveries', (request: Request) => {
    const since = Number(request.query.since ?? 0)
    return viber.callbacks.list(botOf(viber, request).id, since).map(viewCallback)
  })
  app.get('/bots/:bot/files/:file', async (request: Request, reply) => {
    const file = getOr404(viber.files.find(request.params.file), 'file')
    return reply.headers(headersOf(file)).send(await viber.files.read(file))
  })
}

/** The body as text: its tokens are too long for whoever reads JSON carelessly. */
const viewCallback = (callback: Callback) => ({ updateId: callback.id, ...callback })
