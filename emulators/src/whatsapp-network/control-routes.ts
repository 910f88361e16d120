import type { FastifyInstance, FastifyRequest } from 'fastify'
import { ControlError, Fields, getOr404 } from '../fields.ts'
import type { Courier } from './courier.ts'
import { CALL_FAULTS, EVENT_FAULTS, type Fault, type FaultKind, MESSAGE_FAULTS } from './faults.ts'
import type { Network } from './network.ts'
import { changePerson, createPerson } from './person.ts'
import { addPersonRoutes } from './person-routes.ts'
import { listSent, viewChat } from './view.ts'

type Params = { line: string; person: string; id: string; file: string }
type Request = FastifyRequest<{ Params: Params; Querystring: Record<string, string> }>

export interface Control {
  network: Network
  courier: Courier
  /** What those whom people write to are called in addresses. */
  companies: string
}

/** People, faults and ledgers: the same for every provider of this messenger. */
export function addNetworkControl(app: FastifyInstance, control: Control): void {
  const { network, companies } = control
  addPersonRoutes(app, network, companies)
  addPeople(app, network)
  addFaults(app, control)
  addLedgers(app, control)
}

function addPeople(app: FastifyInstance, network: Network): void {
  app.get('/people', () => [...network.world.people.values()])
  app.post('/people', (request) => createPerson(network, new Fields(request.body)))
  app.patch('/people/:person', (request: Request) => {
    const person = getOr404(network.world.people.get(request.params.person), 'person')
    return changePerson(network, person, new Fields(request.body))
  })
}

function addFaults(app: FastifyInstance, { network, companies }: Control): void {
  const { faults } = network
  const path = `/${companies}/:line/faults`
  const lineOf = (request: Request) =>
    getOr404(network.provider.findLine(request.params.line), 'number').id
  app.get(path, (request: Request) => faults.list(lineOf(request)))
  app.post(path, (request: Request) =>
    faults.add(readFault(lineOf(request), new Fields(request.body))),
  )
  app.delete(path, (request: Request, reply) => {
    for (const fault of faults.list(lineOf(request))) faults.remove(fault)
    return reply.code(204).send()
  })
  app.delete(`${path}/:id`, (request: Request, reply) => {
    const id = Number(request.params.id)
    // One that has worn off meanwhile is as good as removed.
    const fault = faults.list(lineOf(request)).find((known) => known.id === id)
    if (fault) faults.remove(fault)
    return reply.code(204).send()
  })
}

const KINDS: FaultKind[] = [...CALL_FAULTS, ...MESSAGE_FAULTS, ...EVENT_FAULTS]
const NUMBERS = ['probability', 'seed', 'status', 'ms'] as const

function readFault(line: string, fields: Fields): Omit<Fault, 'id' | 'hits'> {
  const kind = KINDS.find((known) => known === fields.text('kind'))
  if (!kind) throw new ControlError(400, `"kind" must be one of ${KINDS.join(', ')}`)
  const fault: Omit<Fault, 'id' | 'hits'> = { line, kind }
  for (const name of NUMBERS) {
    const value = fields.optionalNumber(name)
    if (value !== undefined) fault[name] = value
  }
  const code = fields.raw('code')
  if (typeof code === 'number' || typeof code === 'string') fault.code = code
  const chatId = fields.optionalText('chat')
  if (chatId !== undefined) fault.chatId = chatId
  const count = fields.optionalNumber('count')
  if (count !== undefined) fault.remaining = count
  const description = fields.optionalText('description')
  if (description !== undefined) fault.description = description
  if (fields.has('methods')) fault.methods = fields.list('methods').map(String)
  return fault
}

function addLedgers(app: FastifyInstance, { network, courier, companies }: Control): void {
  const { world, files, provider } = network
  const lineOf = (request: Request) => getOr404(provider.findLine(request.params.line), 'number')
  app.get(`/${companies}/:line/chats/:person`, (request: Request) => {
    const line = lineOf(request)
    const person = getOr404(world.people.get(request.params.person), 'person')
    const limit = Number(request.query.limit ?? 200)
    // A phone that has not been used yet shows an empty chat, without starting one.
    const empty = { isBlocked: false, isShut: false, outbox: [], messages: new Map() }
    const chat = world.findChat(line.id, person.id)
    return viewChat(network, line, chat ?? { ...empty, line: line.id, person: person.id }, limit)
  })
  app.get(`/${companies}/:line/sent`, (request: Request) =>
    listSent(network, lineOf(request), request.query.person),
  )
  app.get(`/${companies}/:line/deliveries`, (request: Request) => courier.list(lineOf(request).id))
  app.get(`/${companies}/:line/files/:file`, async (request: Request, reply) => {
    const file = getOr404(files.findForPhone(request.params.file), 'file')
    // Files come from anybody: the page may show pictures and play sounds, nothing else of them.
    const isSafe = /^(image\/(jpeg|png|webp|gif)|audio\/|video\/)/.test(file.mimeType)
    reply.header('cache-control', 'private, max-age=3600')
    reply.type(isSafe ? file.mimeType : 'application/octet-stream')
    return files.read(file)
  })
}
