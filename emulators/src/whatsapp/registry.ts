import { Collection } from '../collection.ts'
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
    this.apps = new Collection(shelf, 'whatsapp/app', ({ id }) => id)
    this.tokens = new Collection(shelf, 'whatsapp/token', ({ value }) => value)
    this.accounts = new Collection(shelf, 'whatsapp/account', ({ id }) => id)
    this.numbers = new Collection(shelf, 'whatsapp/number', ({ id }) => id)
    this.templates = new Collection(shelf, 'whatsapp/template', ({ id }) => id)
    this.graves = new Collection(
      shelf,
      'whatsapp/grave',
      ({ account, name }) => `${account}/${name}`,
    )
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
