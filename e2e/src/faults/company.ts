import type { Emulators } from '../kit/index.ts'
import type { Platform } from './platforms.ts'

/** One message of a customer on its way to us, as the platform remembers it. */
export interface Brought {
  person: string
  messageId: string
  attempts: { at: number; outcome: number | string }[]
  /** When a success had been read to its end: from then on the message is ours to lose. */
  acknowledgedAt?: number
  /** The platform comes no more, and nobody can ask it: this one we could not have. */
  isGivenUp: boolean
}

/** A message we sent, as the platform took it. */
export interface Taken {
  person: string
  text: string
  /** We were told that it was read, and said that we had heard it. */
  isToldRead: boolean
}

export interface Fault {
  kind: string
  /** In milliseconds of this machine. */
  ms?: number
  /** Of the call that sends alone. */
  isOfSending?: boolean
  [field: string]: unknown
}

type Id = string | number

/** As a ledger has it: each platform calls the same things otherwise. */
interface Row {
  id?: Id
  person?: Id
  personId?: Id
  peerId?: Id
  chatId?: Id
  messageId?: Id
  cmid?: Id
  mid?: Id
  token?: Id
  messages?: Id[]
  text?: string
  content?: { text?: string }
  attempts?: Brought['attempts']
  acknowledgedAt?: number
  droppedAs?: string
  kind?: string
  body?: string
}

/** A company at one platform, with the people who write to it: the stand-in's person side. */
export class Company {
  readonly platform: Platform
  /** The names of its people in marks: no two platforms have one in common. */
  readonly people: string[] = []
  readonly #emulators: Emulators
  readonly #timeScale: number
  readonly #ids = new Map<string, Id>()
  #facts: Record<string, string> = {}

  constructor(platform: Platform, emulators: Emulators, timeScale: number) {
    this.platform = platform
    this.#emulators = emulators
    this.#timeScale = timeScale
  }

  /** Makes it, and its people. */
  async open(peopleCount: number): Promise<void> {
    const { companies, changes, person } = this.platform
    const body = { name: 'Верба Мебель', username: 'verba_bot' }
    this.#facts = await this.#control('POST', `/${companies}`, body)
    if (changes) await this.#control('PATCH', this.#path, changes)
    for (let count = 1; count <= peopleCount; count++) {
      const { id } = await this.#control<{ id: Id }>('POST', '/people', person(count))
      this.#ids.set(this.#nameOf(id), id)
    }
    this.people.push(...this.#ids.keys())
  }

  /** Of a channel that leads there. */
  get settings(): Record<string, string | undefined> {
    return this.platform.settings(this.#facts)
  }

  /** The names the messages have at the platform, in the order they were given. */
  async write(texts: { person: string; text: string }[]): Promise<string[]> {
    const body = texts.map(({ person, text }) => ({ person: this.#ids.get(person), text }))
    return (await this.#control<Id[]>('POST', `${this.#path}/texts`, body)).map(String)
  }

  /** In the order in which they were first to be brought. */
  async listBrought(): Promise<Brought[]> {
    const rows = await this.#listRows()
    return rows.map(({ attempts = [], acknowledgedAt, droppedAs, ...row }) => ({
      ...{ person: this.#personOf(row), messageId: messageOf(row), attempts },
      ...(acknowledgedAt !== undefined && { acknowledgedAt }),
      isGivenUp: droppedAs !== undefined && !this.platform.hasHistory,
    }))
  }

  async #listReadTold(): Promise<Row[]> {
    const { readIsTold } = this.platform
    if (readIsTold === undefined) return []
    const rows = await this.#listRows()
    return rows.filter(({ kind, acknowledgedAt }) => kind === readIsTold && acknowledgedAt)
  }

  #listRows(): Promise<Row[]> {
    return this.#control('GET', `${this.#path}/deliveries`)
  }

  /** In the order in which they were taken. */
  async listTaken(): Promise<Taken[]> {
    const rows = await this.#control<Row[]>('GET', `${this.#path}/sent`)
    const read = await this.#listReadTold()
    return rows.map((row) => ({
      person: this.#personOf(row),
      text: row.text ?? row.content?.text ?? '',
      isToldRead: read.some(({ body }) => body?.includes(String(row.id))),
    }))
  }

  /** What the platform has still to bring, receipts and all. */
  async countPending(): Promise<number> {
    const facts = await this.#control<{ pendingUpdates: number }>('GET', this.#path)
    return facts.pendingUpdates
  }

  addFault({ ms, isOfSending, ...fault }: Fault): Promise<unknown> {
    return this.#control('POST', `${this.#path}/faults`, {
      ...fault,
      ...(ms !== undefined && { ms: ms / this.#timeScale }),
      ...(isOfSending && { methods: [this.platform.sendingCall] }),
    })
  }

  clearFaults(): Promise<unknown> {
    return this.#control('DELETE', `${this.#path}/faults`)
  }

  get #path(): string {
    return `/${this.platform.companies}/${this.#facts.id}`
  }

  #control<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    return this.#emulators.control(method, `/${this.platform.id}/_control${path}`, body)
  }

  #personOf({ person, personId, peerId, chatId }: Row): string {
    return this.#nameOf(person ?? personId ?? peerId ?? chatId ?? '')
  }

  #nameOf(id: Id): string {
    return `${this.platform.id}:${id}`
  }
}

const messageOf = ({ messageId, cmid, mid, token, messages }: Row): string =>
  String(messageId ?? cmid ?? mid ?? token ?? messages?.[0] ?? '')
