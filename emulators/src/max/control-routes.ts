import type { FastifyInstance, FastifyRequest } from 'fastify'
import { addFaultRoutes } from '../fault-book.ts'
import { ControlError, Fields, getOr404 } from '../fields.ts'
import { headersOf } from '../file-store.ts'
import type { Max } from './max.ts'
import type { Bot, Dialog, Person } from './model.ts'
import { applyNames, applySettings, createPerson, ensureBot, revokeToken } from './people.ts'
import { setOffline, sit, writeText } from './person.ts'
import type { Update } from './update.ts'
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
export function addControlRoutes(app: FastifyInstance, max: Max): void {
  addBots(app, max)
  addSubscriptions(app, max)
  addPeople(app, max)
  addLedgers(app, max)
  addFaultRoutes(app, {
    path: '/bots/:bot/faults',
    book: max.faults,
    companyOf: (request) => String(botOf(max, request as Request).id),
  })
}

const fieldsOf = (request: Request) => new Fields(request.body)

const botOf = ({ world }: Max, { params }: Request): Bot =>
  getOr404(world.bots.find(params.bot), 'bot')

const personOf = ({ world }: Max, id: unknown): Person =>
  getOr404(world.people.find(String(id)), 'person')

function addBots(app: FastifyInstance, max: Max): void {
  const view = ({ subscriptions, ...bot }: Bot) => ({
    ...bot,
    pendingUpdates: max.updates.pending(bot.id).length,
    subscriptions,
    ...(subscriptions[0] && { webhookUrl: subscriptions[0].url }),
  })
  app.get('/bots', () => max.world.bots.list().map(view))
  app.post('/bots', (request: Request) => view(ensureBot(max, fieldsOf(request))))
  app.get('/bots/:bot', (request: Request) => view(botOf(max, request)))
  app.patch('/bots/:bot', (request: Request) => {
    const bot = botOf(max, request)
    applySettings(bot, fieldsOf(request))
    return view(max.world.bots.save(bot))
  })
  app.post('/bots/:bot/revoke', (request: Request) =>
    view(revokeToken(max, botOf(max, request), fieldsOf(request).flag('replace'))),
  )
  app.post('/bots/:bot/updates', (request: Request) => {
    const fields = fieldsOf(request)
    const type = fields.optionalText('kind') ?? 'brand_new_kind'
    const body = fields.raw('body') ?? { note: 'nobody knows this kind of update' }
    const personId = fields.optionalNumber('chat')
    const update = max.updates.emit(botOf(max, request), {
      ...{ type, fields: body as Record<string, unknown> },
      ...(personId !== undefined && { personId }),
    })
    return { updateId: update.id }
  })
}

/** Behind the bot's back: what vanishes by itself, and what others put in its place. */
function addSubscriptions(app: FastifyInstance, max: Max): void {
  app.delete('/bots/:bot/subscriptions', (request: Request, reply) => {
    max.updates.dropSubscriptions(botOf(max, request))
    return reply.code(204).send()
  })
  app.post('/bots/:bot/subscriptions', (request: Request) => {
    const bot = botOf(max, request)
    bot.subscriptions = [{ url: fieldsOf(request).text('url'), at: max.clock.now() }]
    return max.world.bots.save(bot).subscriptions
  })
}

function addPeople(app: FastifyInstance, max: Max): void {
  app.get('/people', () => max.world.people.list())
  app.post('/people', (request: Request) => createPerson(max, fieldsOf(request)))
  app.patch('/people/:person', (request: Request) => {
    const person = personOf(max, request.params.person)
    const fields = fieldsOf(request)
    applyNames(person, fields)
    if (fields.has('hasPhone')) person.hasPhone = fields.flag('hasPhone')
    max.world.people.save(person)
    if (fields.has('isOffline')) setOffline(max, person, fields.flag('isOffline'))
    max.live.touch('max/people')
    return person
  })
  app.post('/bots/:bot/texts', (request: Request) => {
    const bot = botOf(max, request)
    if (!Array.isArray(request.body)) throw new ControlError(400, 'the body must be a list')
    return request.body.map((item: unknown) => {
      const fields = new Fields(item)
      const seat = sit(max, bot, personOf(max, fields.number('person')))
      return writeText(seat, fields.text('text'))?.mid ?? null
    })
  })
}

function addLedgers(app: FastifyInstance, max: Max): void {
  app.get('/bots/:bot/chats/:chat', (request: Request) => {
    const bot = botOf(max, request)
    const dialog = findDialog(max, bot, Number(request.params.chat))
    return viewDialog(max, bot, dialog, Number(request.query.limit ?? 200))
  })
  app.get('/bots/:bot/sent', (request: Request) => {
    const { chat } = request.query
    return listSent(max, botOf(max, request), chat === undefined ? undefined : Number(chat))
  })
  app.get('/bots/:bot/deliveries', (request: Request) => {
    const since = Number(request.query.since ?? 0)
    return max.updates.list(botOf(max, request).id, since).map(viewUpdate)
  })
  app.get('/bots/:bot/files/:file', async (request: Request, reply) => {
    const file = getOr404(max.files.find(request.params.file), 'file')
    return reply.headers(headersOf(file)).send(await max.files.read(file))
  })
}

const viewUpdate = ({ body, urls: _, ...update }: Update) => ({
  updateId: update.id,
  ...update,
  body: JSON.parse(body) as unknown,
})

/** By the person's id, or by that of the dialog; an unused phone shows an empty chat. */
function findDialog({ world, clock }: Max, bot: Bot, id: number): Dialog {
  const known = world.findDialog(bot.id, id) ?? world.findDialogById(bot.id, id)
  return known ?? emptyDialog(bot.id, id, clock.now())
}
