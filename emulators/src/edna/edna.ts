import { Collection } from '../collection.ts'
import type { Shelf } from '../shelf.ts'
import type { Courier } from '../whatsapp-network/courier.ts'
import type { Network } from '../whatsapp-network/network.ts'
import type { Account, Matcher, Request, Subject } from './model.ts'

/** Everything the emulated platform consists of; both of its sides work on it. */
export interface Edna {
  network: Network
  registry: Registry
  courier: Courier
  /** Of this process, for links to files in callbacks. */
  origin: () => string
}

export class Registry {
  readonly accounts: Collection<Account>
  readonly subjects: Collection<Subject>
  readonly matchers: Collection<Matcher>
  readonly requests: Collection<Request>

  constructor(shelf: Shelf) {
    this.accounts = new Collection(shelf, 'edna/account', ({ key }) => key)
    this.subjects = new Collection(shelf, 'edna/subject', ({ id }) => id)
    this.matchers = new Collection(shelf, 'edna/matcher', ({ id }) => String(id))
    this.requests = new Collection(shelf, 'edna/request', ({ id }) => id)
  }

  load(): void {
    for (const collection of this.#all()) collection.load()
  }

  clear(): void {
    for (const collection of this.#all()) collection.clear()
  }

  subjectsOf(account: Account): Subject[] {
    return this.subjects.list().filter((subject) => subject.account === account.key)
  }

  matchersOf(subject: Subject): Matcher[] {
    return this.matchers.list().filter(({ subjectIds }) => subjectIds.includes(Number(subject.id)))
  }

  #all() {
    return [this.accounts, this.subjects, this.matchers, this.requests]
  }
}
