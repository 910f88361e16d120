import type { Shelf } from '../shelf.ts'
import type { Account, App, BusinessNumber, Grave, Template, Token } from './model.ts'

/** Everything of Meta's that has an id, kept on the shelf. */
export class Registry {
  readonly apps: Collection<App>
  readonly tokens: Collection<Token>
  readonly accounts: Collection<Account>
  readonly numbers: Collection<BusinessNumber>
  readonly templates: Collection<Template>
  readonly graves: Collection<Grave>

  constructor(shelf: Shelf) {
    this.apps = new Collection(shelf, 'app', ({ id }) => id)
    this.tokens = new Collection(shelf, 'token', ({ value }) => value)
    this.accounts = new Collection(shelf, 'account', ({ id }) => id)
    this.numbers = new Collection(shelf, 'number', ({ id }) => id)
    this.templates = new Collection(shelf, 'template', ({ id }) => id)
    this.graves = new Collection(shelf, 'grave', ({ account, name }) => `${account}/${name}`)
  }

  load(): void {
    for (const collection of this.#all()) collection.load()
  }

  clear(): void {
    for (const collection of this.#all()) collection.clear()
  }

  templatesOf(account: string): Template[] {
    return this.templates.list().filter((template) => template.account === account)
  }

  #all() {
    const { apps, tokens, accounts, numbers, templates, graves } = this
    return [apps, tokens, accounts, numbers, templates, graves]
  }
}

class Collection<T> {
  readonly #items = new Map<string, T>()
  readonly #shelf: Shelf
  readonly #kind: string
  readonly #key: (item: T) => string

  constructor(shelf: Shelf, kind: string, key: (item: T) => string) {
    this.#shelf = shelf
    this.#kind = `whatsapp/${kind}`
    this.#key = key
  }

  load(): void {
    for (const [key, item] of this.#shelf.entries(this.#kind)) this.#items.set(key, item as T)
  }

  clear(): void {
    this.#items.clear()
  }

  find(key: string): T | undefined {
    return this.#items.get(key)
  }

  list(): T[] {
    return [...this.#items.values()]
  }

  save(item: T): T {
    this.#items.set(this.#key(item), item)
    this.#shelf.put(this.#kind, this.#key(item), item)
    return item
  }

  drop(item: T): void {
    this.#items.delete(this.#key(item))
    this.#shelf.drop(this.#kind, this.#key(item))
  }
}
