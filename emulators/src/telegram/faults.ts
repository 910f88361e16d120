import type { Live } from '../live.ts'
import { seededRandom } from '../random.ts'
import type { Shelf } from '../shelf.ts'

/** What goes wrong with a call of the bot. */
export const CALL_FAULTS = [
  'too-many-requests', // 429 with `retryAfter` seconds
  'server-error', // `status` (502) with a page of HTML; not executed
  'refuse', // `status` (400) with `description`; not executed
  'unanswered', // not executed, and the connection stays silent
  'answer-lost', // executed, then the connection drops
  'garbage', // executed, then 200 with something that is not JSON
  'slow', // answered after `ms`
  'unauthorized', // 401, as when the token is revoked
] as const

/** What goes wrong with an update on its way to the bot. */
export const UPDATE_FAULTS = [
  'lost-update', // never delivered
  'duplicate', // delivered again after it was acknowledged
  'reorder', // held back for `ms`, while later ones of the same chat pass it
] as const

export type CallFault = (typeof CALL_FAULTS)[number]
export type UpdateFault = (typeof UPDATE_FAULTS)[number]
export type FaultKind = CallFault | UpdateFault

export interface Fault {
  id: number
  botId: number
  kind: FaultKind
  chatId?: number
  /** Methods it concerns; what is not given means every method that writes to a chat. */
  methods?: string[]
  /** How many times more; absent means until it is cleared. */
  remaining?: number
  /** Of a call being hit, 0 to 1; absent means every one. */
  probability?: number
  seed?: number
  retryAfter?: number
  status?: number
  description?: string
  ms?: number
  hits: number
}

/** These concern every method unless told otherwise: a dead token is dead for all of them. */
const CONCERN_ALL: FaultKind[] = ['slow', 'unauthorized']
const WRITING = /^(send(?!chataction)|edit|copy|forward)/

export class Faults {
  readonly #shelf: Shelf
  readonly #live: Live
  readonly #faults = new Map<number, Fault>()
  readonly #dice = new Map<number, () => number>()
  #lastId = 0

  constructor(shelf: Shelf, live: Live) {
    this.#shelf = shelf
    this.#live = live
  }

  load(): void {
    for (const [, fault] of this.#shelf.entries('fault')) this.#remember(fault as Fault)
  }

  list(botId: number): Fault[] {
    return [...this.#faults.values()].filter((fault) => fault.botId === botId)
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
    this.#shelf.drop('fault', fault.id)
    this.#live.touch(`telegram/faults/${fault.botId}`)
  }

  clear(): void {
    for (const fault of this.#faults.values()) this.remove(fault)
  }

  /** The fault that hits this call, used up by one. */
  strikeCall(kinds: CallFault[], call: { botId: number; method: string; chatId: string }) {
    return this.#strike(
      (fault) =>
        (kinds as FaultKind[]).includes(fault.kind) &&
        fault.botId === call.botId &&
        concernsMethod(fault, call.method) &&
        (fault.chatId === undefined || String(fault.chatId) === call.chatId),
    )
  }

  strikeUpdate(kind: UpdateFault, update: { botId: number; chatId?: number }): Fault | undefined {
    return this.#strike(
      (fault) =>
        fault.kind === kind &&
        fault.botId === update.botId &&
        (fault.chatId === undefined || fault.chatId === update.chatId),
    )
  }

  #strike(concerns: (fault: Fault) => boolean): Fault | undefined {
    for (const fault of this.#faults.values()) {
      if (!concerns(fault) || !this.#isUnlucky(fault)) continue
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
    this.#shelf.put('fault', fault.id, fault)
    this.#live.touch(`telegram/faults/${fault.botId}`)
  }
}

function concernsMethod(fault: Fault, method: string): boolean {
  if (fault.methods)
    return fault.methods.some((name) => name === '*' || name.toLowerCase() === method)
  return CONCERN_ALL.includes(fault.kind) || WRITING.test(method)
}
