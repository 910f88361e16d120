import type { Clock } from '../clock.ts'
import type { Shelf } from '../shelf.ts'
import { type Chat, chatKey, type Message, type Person } from './model.ts'
import { digitsOf, sameLine, userIdOf } from './phones.ts'

type StoredChat = Omit<Chat, 'messages' | 'typingUntil'>
type StoredMessage = { chat: string; message: Message }

/** People, their chats with the company's numbers, and messages. */
export class World {
  readonly people = new Map<string, Person>()
  readonly clock: Clock
  readonly #chats = new Map<string, Chat>()
  readonly #places = new Map<string, Chat>()
  readonly #byPhone = new Map<string, Person>()
  readonly #shelf: Shelf
  readonly #kind: string

  /** `kind` keeps apart what several emulators put on one shelf. */
  constructor(shelf: Shelf, clock: Clock, kind: string) {
    this.#shelf = shelf
    this.clock = clock
    this.#kind = kind
  }

  load(): void {
    for (const [id, person] of this.#shelf.entries(`${this.#kind}/person`))
      this.#know(id, person as Person)
    for (const [key, chat] of this.#shelf.entries(`${this.#kind}/chat`))
      this.#chats.set(key, { ...(chat as StoredChat), messages: new Map() })
    for (const [, stored] of this.#shelf.entries(`${this.#kind}/message`)) {
      const { chat: key, message } = stored as StoredMessage
      const chat = this.#chats.get(key)
      if (chat) this.#remember(chat, message)
    }
  }

  clear(): void {
    for (const map of [this.people, this.#byPhone, this.#chats, this.#places]) map.clear()
  }

  savePerson(person: Person): void {
    this.#know(person.id, person)
    this.#shelf.put(`${this.#kind}/person`, person.id, person)
  }

  /** By the phone in any spelling the messenger understands. */
  findByPhone(text: string): Person | undefined {
    const digits = digitsOf(text)
    if (digits === '') return undefined
    const person = this.#byPhone.get(sameLine(digits))
    return person?.isOnWhatsApp ? person : undefined
  }

  findByUserId(userId: string, portfolio: string): Person | undefined {
    for (const person of this.people.values())
      if (userIdOf(person, portfolio) === userId) return person
    return undefined
  }

  chats(): Iterable<Chat> {
    return this.#chats.values()
  }

  findChat(line: string, person: string): Chat | undefined {
    return this.#chats.get(chatKey(line, person))
  }

  openChat(line: string, person: string): Chat {
    const known = this.findChat(line, person)
    if (known) return known
    const chat = { line, person, isBlocked: false, isShut: false, outbox: [], messages: new Map() }
    this.#chats.set(chatKey(line, person), chat)
    this.saveChat(chat)
    return chat
  }

  saveChat(chat: Chat): void {
    const { messages: _, typingUntil: __, ...stored } = chat
    this.#shelf.put(`${this.#kind}/chat`, chatKey(chat.line, chat.person), stored)
  }

  saveMessage(chat: Chat, message: Message): void {
    this.#remember(chat, message)
    const stored: StoredMessage = { chat: chatKey(chat.line, chat.person), message }
    this.#shelf.put(`${this.#kind}/message`, message.id, stored)
  }

  /** A message by the id it has everywhere, and the chat it is in. */
  findMessage(id: string): { chat: Chat; message: Message } | undefined {
    const chat = this.#places.get(id)
    const message = chat?.messages.get(id)
    return chat && message ? { chat, message } : undefined
  }

  #know(id: string, person: Person): void {
    // A changed phone leaves the old one to nobody.
    if (this.people.has(id))
      for (const [key, known] of this.#byPhone) if (known.id === id) this.#byPhone.delete(key)
    this.people.set(id, person)
    this.#byPhone.set(sameLine(person.phone), person)
  }

  #remember(chat: Chat, message: Message): void {
    chat.messages.set(message.id, message)
    this.#places.set(message.id, chat)
  }
}
