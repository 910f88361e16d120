import { createHash, randomInt } from 'node:crypto'
import type { Clock } from '../clock.ts'
import { Collection } from '../collection.ts'
import type { Shelf } from '../shelf.ts'
import type { Bot, Dialog, Message, Person } from './model.ts'

type StoredDialog = Omit<Dialog, 'messages' | 'notice'>

/** Who and what exists; the only place that writes it down. */
export class World {
  readonly clock: Clock
  readonly bots: Collection<Bot>
  readonly people: Collection<Person>
  readonly #dialogs = new Map<string, Dialog>()
  readonly #shelf: Shelf
  #lastToken = 0n

  constructor(shelf: Shelf, clock: Clock) {
    this.#shelf = shelf
    this.clock = clock
    this.bots = new Collection(shelf, 'viber/bot', ({ id }) => id)
    this.people = new Collection(shelf, 'viber/person', ({ id }) => String(id))
  }

  load(): void {
    this.bots.load()
    this.people.load()
    for (const [key, stored] of this.#shelf.entries('viber/dialog'))
      this.#dialogs.set(key, { ...(stored as StoredDialog), messages: new Map() })
    for (const [key, stored] of this.#shelf.entries('viber/message')) {
      const message = stored as Message
      this.#dialogs.get(key.slice(0, key.indexOf(' ')))?.messages.set(message.token, message)
      if (BigInt(message.token) > this.#lastToken) this.#lastToken = BigInt(message.token)
    }
  }

  clear(): void {
    this.bots.clear()
    this.people.clear()
    this.#dialogs.clear()
  }

  findBot(token: string): Bot | undefined {
    return this.bots.list().find((bot) => bot.token === token && !bot.isRevoked)
  }

  dialogs(botId: string): Dialog[] {
    return [...this.#dialogs.values()].filter((dialog) => dialog.botId === botId)
  }

  findDialog(botId: string, personId: number): Dialog | undefined {
    return this.#dialogs.get(`${botId}:${personId}`)
  }

  findDialogOf(botId: string, userId: string): Dialog | undefined {
    return this.dialogs(botId).find((dialog) => dialog.userId === userId)
  }

  openDialog(botId: string, personId: number): Dialog {
    const known = this.findDialog(botId, personId)
    if (known) return known
    const dialog = emptyDialog(botId, personId)
    this.#dialogs.set(`${botId}:${personId}`, dialog)
    this.saveDialog(dialog)
    return dialog
  }

  saveDialog(dialog: Dialog): void {
    const { messages: _, notice: __, ...stored } = dialog
    this.#shelf.put('viber/dialog', `${dialog.botId}:${dialog.personId}`, stored)
  }

  saveMessage(dialog: Dialog, message: Message): void {
    dialog.messages.set(message.token, message)
    const key = `${dialog.botId}:${dialog.personId} ${message.token}`
    this.#shelf.put('viber/message', key, message)
  }

  /** 64 bits and growing with time, so that nobody can keep it in a double. */
  nextToken(): string {
    const wanted = (BigInt(this.clock.now()) << 21n) + BigInt(randomInt(1, 0x10000))
    this.#lastToken = wanted > this.#lastToken ? wanted : this.#lastToken + 1n
    return String(this.#lastToken)
  }
}

export function emptyDialog(botId: string, personId: number): Dialog {
  return {
    ...{ botId, personId, userId: userIdOf(botId, personId) },
    ...{ isSubscribed: false, isBlocked: false, unanswered: [], lookedAt: [], outbox: [] },
    messages: new Map(),
  }
}

/** One's own for every bot, and never safe in an address: base64 with a slash or a plus. */
function userIdOf(botId: string, personId: number): string {
  for (let salt = 0; ; salt++) {
    const digest = createHash('sha256').update(`${botId} ${personId} ${salt}`).digest()
    const id = digest.subarray(0, 16).toString('base64')
    if (/[+/]/.test(id)) return id
  }
}
