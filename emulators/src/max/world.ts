import { randomInt } from 'node:crypto'
import type { Clock } from '../clock.ts'
import { Collection } from '../collection.ts'
import type { Shelf } from '../shelf.ts'
import {
  type Asset,
  type Bot,
  type Dialog,
  type Draft,
  dialogIdOf,
  type Message,
  type Person,
} from './model.ts'

/** A dialog without what is kept apart or not kept at all. */
type StoredDialog = Omit<Dialog, 'messages' | 'typing' | 'notice'>

/** Who and what exists; the only place that writes it down. */
export class World {
  readonly clock: Clock
  readonly bots: Collection<Bot>
  readonly people: Collection<Person>
  readonly assets: Collection<Asset>
  readonly #dialogs = new Map<string, Dialog>()
  readonly #places = new Map<string, { dialog: Dialog; message: Message }>()
  /** Where a keyboard hangs, by the callback id its presses are told with. */
  readonly #keyboards = new Map<string, { dialog: Dialog; mid: string }>()
  readonly #shelf: Shelf
  #lastSeq = 0n

  constructor(shelf: Shelf, clock: Clock) {
    this.#shelf = shelf
    this.clock = clock
    this.bots = new Collection(shelf, 'max/bot', ({ id }) => String(id))
    this.people = new Collection(shelf, 'max/person', ({ id }) => String(id))
    this.assets = new Collection(shelf, 'max/asset', ({ token }) => token)
  }

  load(): void {
    for (const each of [this.bots, this.people, this.assets]) each.load()
    for (const [key, stored] of this.#shelf.entries('max/dialog'))
      this.#dialogs.set(key, { ...(stored as StoredDialog), messages: new Map() })
    for (const [key, stored] of this.#shelf.entries('max/message')) {
      const dialog = this.#dialogs.get(key.slice(0, key.indexOf(' ')))
      if (dialog) this.#remember(dialog, stored as Message)
    }
  }

  clear(): void {
    for (const each of [this.bots, this.people, this.assets]) each.clear()
    for (const map of [this.#dialogs, this.#places, this.#keyboards]) map.clear()
  }

  findBot(token: string): Bot | undefined {
    return this.bots.list().find((bot) => bot.token === token && !bot.isRevoked)
  }

  dialogs(botId: number): Dialog[] {
    return [...this.#dialogs.values()].filter((dialog) => dialog.botId === botId)
  }

  findDialog(botId: number, personId: number): Dialog | undefined {
    return this.#dialogs.get(`${botId}:${personId}`)
  }

  findDialogById(botId: number, id: number): Dialog | undefined {
    return this.findDialog(botId, dialogIdOf(botId, id))
  }

  openDialog(botId: number, personId: number): Dialog {
    const known = this.findDialog(botId, personId)
    if (known) return known
    const dialog = emptyDialog(botId, personId, this.clock.now())
    this.#dialogs.set(`${botId}:${personId}`, dialog)
    this.saveDialog(dialog)
    return dialog
  }

  saveDialog(dialog: Dialog): void {
    const { messages: _, typing: __, notice: ___, ...stored } = dialog
    this.#shelf.put('max/dialog', `${dialog.botId}:${dialog.personId}`, stored)
  }

  /** A new message, named and numbered as the platform does it. */
  post(
    dialog: Dialog,
    wanted: Draft & Pick<Message, 'authorId' | 'method' | 'isDropped'>,
  ): Message {
    const at = this.clock.now()
    const seq = this.nextSeq(at)
    const message: Message = { ...wanted, at, seq, mid: midOf(dialog.id, seq) }
    dialog.lastEventAt = at
    this.saveDialog(dialog)
    this.saveMessage(dialog, message)
    return message
  }

  saveMessage(dialog: Dialog, message: Message): void {
    this.#remember(dialog, message)
    const key = `${dialog.botId}:${dialog.personId} ${message.mid}`
    this.#shelf.put('max/message', key, message)
  }

  findMessage(botId: number, mid: string): { dialog: Dialog; message: Message } | undefined {
    const found = this.#places.get(mid)
    return found?.dialog.botId === botId ? found : undefined
  }

  findKeyboard(botId: number, callbackId: string): { dialog: Dialog; mid: string } | undefined {
    const found = this.#keyboards.get(callbackId)
    return found?.dialog.botId === botId ? found : undefined
  }

  /** Time and a counter in one number, as recorded ones are; too large for a double. */
  nextSeq(at: number): string {
    const wanted = (BigInt(at) << 16n) + BigInt(randomInt(1, 0x8000))
    this.#lastSeq = wanted > this.#lastSeq ? wanted : this.#lastSeq + 1n
    return String(this.#lastSeq)
  }

  #remember(dialog: Dialog, message: Message): void {
    dialog.messages.set(message.mid, message)
    this.#places.set(message.mid, { dialog, message })
    const seq = BigInt(message.seq)
    if (seq > this.#lastSeq) this.#lastSeq = seq
    for (const attachment of message.attachments)
      if (attachment.type === 'inline_keyboard')
        this.#keyboards.set(attachment.callbackId, { dialog, mid: message.mid })
  }
}

export function emptyDialog(botId: number, personId: number, at: number): Dialog {
  return {
    id: dialogIdOf(botId, personId),
    ...{ botId, personId, status: 'none', isMuted: false },
    ...{ outbox: [], lastEventAt: at, messages: new Map() },
  }
}

const hex = (value: bigint) => BigInt.asUintN(64, value).toString(16).padStart(16, '0')

export const midOf = (chatId: number, seq: string) =>
  `mid.${hex(BigInt(chatId))}${hex(BigInt(seq))}`
