import type { Live } from '../live.ts'
import { seededRandom } from '../random.ts'
import type { Shelf } from '../shelf.ts'

/** What goes wrong with a call of the product. */
export const CALL_FAULTS = [
  'too-many-requests', // not executed: the limit of the number, or the one `code` names
  'server-error', // `status` (500) with a page of HTML; not executed
  'refuse', // with `code` and `description`; not executed
  'unanswered', // not executed, and the connection stays silent
  'unauthorized', // as when the token is revoked
  'deregistered', // as when the number is taken off the platform
  'answer-lost', // executed, then the connection drops
  'garbage', // executed, then 200 with something that is not JSON
  'slow', // answered after `ms`
] as const

/** What goes wrong with a message that was accepted. */
export const MESSAGE_FAULTS = [
  'accept-and-drop', // nobody ever hears of it
  'refuse-late', // fails with `code` after it was accepted
  'skip-delivered', // read the moment it comes, so that only that is told
] as const

/** What goes wrong with an event on its way to the product. */
export const EVENT_FAULTS = [
  'lost-update', // never delivered
  'duplicate', // delivered again after it was acknowledged
  'reorder', // held back for `ms`, while later ones pass it
  'delay', // held back for `ms`, with all that follow
  'unsigned', // without a signature
  'bad-signature', // with a wrong one
] as const

export type CallFault = (typeof CALL_FAULTS)[number]
export type MessageFault = (typeof MESSAGE_FAULTS)[number]
export type EventFault = (typeof EVENT_FAULTS)[number]
export type FaultKind = CallFault | MessageFault | EventFault

export interface Fault {
  id: number
  line: string
  kind: FaultKind
  /** The person it concerns; the sandbox page calls a chat by its person. */
  chatId?: string
  /** Calls it concerns: `messages`, `media`, or `*`; not given, those that send. */
  methods?: string[]
  /** How many times more; absent means until it is cleared. */
  remaining?: number
  /** Of being hit, 0 to 1; absent means every time. */
  probability?: number
  seed?: number
  code?: number | string
  status?: number
  description?: string
  ms?: number
  hits: number
}

export interface Scope {
  line: string
  person?: string | undefined
  method?: string
}

/** These concern every call unless told otherwise: a dead token is dead for all of them. */
const CONCERN_ALL: FaultKind[] = ['slow', 'unauthorized', 'deregistered']

export class Faults {
  readonly #shelf: Shelf
  readonly #live: Live
  readonly #platform: string
  readonly #faults = new Map<number, Fault>()
  readonly #dice = new Map<number, () => number>()
  #lastId = 0

  constructor(shelf: Shelf, live: Live, platform: string) {
    this.#shelf = shelf
    this.#live = live
    this.#platform = platform
  }

  load(): void {
    for (const [, fault] of this.#shelf.entries(`${this.#platform}/fault`))
      this.#remember(fault as Fault)
  }

  list(line: string): Fault[] {
    return [...this.#faults.values()].filter((fault) => fault.line === line)
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
    this.#shelf.drop(`${this.#platform}/fault`, fault.id)
    this.#live.touch(`${this.#platform}/faults/${fault.line}`)
  }

  clear(): void {
    for (const fault of this.#faults.values()) this.remove(fault)
  }

  /** The fault that hits, used up by one. */
  strike(kinds: FaultKind[], scope: Scope): Fault | undefined {
    for (const fault of this.#faults.values()) {
      if (!kinds.includes(fault.kind) || !concerns(fault, scope)) continue
      if (!this.#isUnlucky(fault)) continue
      fault.hits++
      if (fault.remaining !== undefined && --fault.remaining <= 0) this.remove(fault)
      else this.#save(fault)
      return fault
    }
    return undefined
  }

  #isUnlucky(fault: Fault): boolean {
    return fault.probability === undefined || this.#dice.get(fault.id)!() < fault.probability
  }

  #remember(fault: Fault): void {
    this.#lastId = Math.max(this.#lastId, fault.id)
    this.#faults.set(fault.id, fault)
    this.#dice.set(fault.id, seededRandom(fault.seed ?? fault.id))
  }

  #save(fault: Fault): void {
    this.#shelf.put(`${this.#platform}/fault`, fault.id, fault)
    this.#live.touch(`${this.#platform}/faults/${fault.line}`)
  }
}

function concerns(fault: Fault, { line, person, method }: Scope): boolean {
  if (fault.line !== line) return false
  if (fault.chatId !== undefined && fault.chatId !== person) return false
  if (method === undefined) return true
  if (fault.methods) return fault.methods.some((name) => name === '*' || name === method)
  return CONCERN_ALL.includes(fault.kind) || method === 'messages'
}
