import type { FastifyInstance, FastifyRequest } from 'fastify'
import { ControlError, Fields } from './fields.ts'
import type { Live } from './live.ts'
import { seededRandom } from './random.ts'
import type { Shelf } from './shelf.ts'

export interface Fault {
  id: number
  companyId: string
  kind: string
  /** The person it concerns; absent means everybody. */
  chatId?: string
  /** Methods it concerns; what is not given means every method that writes to a person. */
  methods?: string[]
  /** How many times more; absent means until it is cleared. */
  remaining?: number
  /** Of a call being hit, 0 to 1; absent means every one. */
  probability?: number
  seed?: number
  retryAfter?: number
  status?: number
  /** The platform's own code, where it has one. */
  code?: number
  /** The same where codes are words. */
  error?: string
  description?: string
  ms?: number
  hits: number
}

/** What a fault is about to hit: a call of the product, or an event on its way to it. */
export interface Target {
  companyId: string
  chatId?: string
  method?: string
}

export interface FaultRules {
  platform: string
  kinds: readonly string[]
  /** These concern every method unless told otherwise. */
  concernAll: readonly string[]
  isWriting(method: string): boolean
}

/** The faults of one platform: switched on, counted down, remembered. */
export class FaultBook {
  readonly rules: FaultRules
  readonly #shelf: Shelf
  readonly #live: Live
  readonly #faults = new Map<number, Fault>()
  readonly #dice = new Map<number, () => number>()
  #lastId = 0

  constructor(rules: FaultRules, { shelf, live }: { shelf: Shelf; live: Live }) {
    this.rules = rules
    this.#shelf = shelf
    this.#live = live
  }

  load(): void {
    for (const [, fault] of this.#shelf.entries(this.#kind())) this.#remember(fault as Fault)
  }

  list(companyId: string): Fault[] {
    return [...this.#faults.values()].filter((fault) => fault.companyId === companyId)
  }

  add(wanted: Omit<Fault, 'id' | 'hits'>): Fault {
    const fault = { ...wanted, id: this.#lastId + 1, hits: 0 }
    this.#remember(fault)
    this.#save(fault)
    return fault
  }

  remove(fault: Fault): void {
    this.#faults.delete(fault.id)
    this.#dice.delete(fault.id)
    this.#shelf.drop(this.#kind(), fault.id)
    this.#live.touch(`${this.rules.platform}/faults/${fault.companyId}`)
  }

  clear(): void {
    for (const fault of this.#faults.values()) this.remove(fault)
  }

  /** The first fault of these kinds that hits, used up by one. */
  strike(kinds: readonly string[], target: Target): Fault | undefined {
    for (const fault of this.#faults.values()) {
      if (!kinds.includes(fault.kind) || !this.#concerns(fault, target)) continue
      if (fault.probability !== undefined && this.#dice.get(fault.id)!() >= fault.probability)
        continue
      fault.hits++
      if (fault.remaining !== undefined && --fault.remaining <= 0) this.remove(fault)
      else this.#save(fault)
      return fault
    }
    return undefined
  }

  #concerns(fault: Fault, { companyId, chatId, method }: Target): boolean {
    if (fault.companyId !== companyId) return false
    if (fault.chatId !== undefined && fault.chatId !== chatId) return false
    if (method === undefined) return true
    if (fault.methods)
      return fault.methods.some((name) => name === '*' || name.toLowerCase() === method)
    return this.rules.concernAll.includes(fault.kind) || this.rules.isWriting(method)
  }

  #remember(fault: Fault): void {
    this.#lastId = Math.max(this.#lastId, fault.id)
    this.#faults.set(fault.id, fault)
    this.#dice.set(fault.id, seededRandom(fault.seed ?? fault.id))
  }

  #save(fault: Fault): void {
    this.#shelf.put(this.#kind(), fault.id, fault)
    this.#live.touch(`${this.rules.platform}/faults/${fault.companyId}`)
  }

  #kind(): string {
    return `${this.rules.platform}-fault`
  }
}

type Request = FastifyRequest<{ Params: { id?: string } }>

/** `GET`, `POST` and `DELETE` below a company's address; `companyOf` answers 404 by throwing. */
export function addFaultRoutes(
  app: FastifyInstance,
  { path, book, companyOf }: { path: string; book: FaultBook; companyOf(request: unknown): string },
): void {
  app.get(path, (request: Request) => book.list(companyOf(request)))
  app.post(path, (request: Request) =>
    book.add(readFault(book.rules, companyOf(request), new Fields(request.body))),
  )
  app.delete(path, (request: Request, reply) => {
    for (const fault of book.list(companyOf(request))) book.remove(fault)
    return reply.code(204).send()
  })
  app.delete(`${path}/:id`, (request: Request, reply) => {
    // One that has worn off meanwhile is as good as removed.
    const fault = book.list(companyOf(request)).find(({ id }) => id === Number(request.params.id))
    if (fault) book.remove(fault)
    return reply.code(204).send()
  })
}

const NUMBERS = ['probability', 'seed', 'retryAfter', 'status', 'code', 'ms'] as const

function readFault(rules: FaultRules, companyId: string, fields: Fields) {
  const kind = rules.kinds.find((known) => known === fields.text('kind'))
  if (!kind) throw new ControlError(400, `"kind" must be one of ${rules.kinds.join(', ')}`)
  const fault: Omit<Fault, 'id' | 'hits'> = { companyId, kind }
  for (const name of NUMBERS) {
    const value = fields.optionalNumber(name)
    if (value !== undefined) fault[name] = value
  }
  if (fields.has('chat')) fault.chatId = String(fields.raw('chat'))
  const count = fields.optionalNumber('count')
  if (count !== undefined) fault.remaining = count
  for (const name of ['description', 'error'] as const) {
    const text = fields.optionalText(name)
    if (text !== undefined) fault[name] = text
  }
  if (fields.has('methods')) fault.methods = fields.list('methods').map(String)
  return fault
}
