import type { Clock } from '../clock.ts'
import type { Shelf } from '../shelf.ts'
import { type Bot, type Chat, chatKey, type Group, type Message, type Person } from './model.ts'

/** A chat without its messages, as the shelf keeps it. */
type StoredChat = Omit<Chat, 'messages' | 'nextMessageId' | 'typing' | 'notice'>

/** Bots, people, groups, their chats; the only place that changes which of them exist. */
export class World {
  readonly bots = new Map<number, Bot>()
  readonly people = new Map<number, Person>()
  readonly groups = new Map<number, Group>()
  readonly #chats = new Map<string, Chat>()
  readonly #botsByToken = new Map<string, Bot>()
  readonly #shelf: Shelf
  readonly clock: Clock

  constructor(shelf: Shelf, clock: Clock) {
    this.#shelf = shelf
    this.clock = clock
  }

  load(): void {
    for (const [, bot] of this.#shelf.entries('bot')) this.#remember(bot as Bot)
    for (const [, person] of this.#shelf.entries('person'))
      this.people.set((person as Person).id, person as Person)
    for (const [, group] of this.#shelf.entries('group'))
      this.groups.set((group as Group).id, group as Group)
    for (const [, chat] of this.#shelf.entries('chat')) this.#loadChat(chat as StoredChat)
    for (const [key, message] of this.#shelf.entries('message'))
      this.#loadMessage(key, message as Message)
  }

  clear(): void {
    for (const map of [this.bots, this.people, this.groups, this.#chats, this.#botsByToken])
      map.clear()
  }

  findBot(token: string): Bot | undefined {
    return this.#botsByToken.get(token)
  }

  findBotByName(username: string): Bot | undefined {
    for (const bot of this.bots.values())
      if (bot.username.toLowerCase() === username.toLowerCase()) return bot
    return undefined
  }

  saveBot(bot: Bot): void {
    this.#remember(bot)
    this.#shelf.put('bot', bot.id, bot)
  }

  savePerson(person: Person): void {
    this.people.set(person.id, person)
    this.#shelf.put('person', person.id, person)
  }

  saveGroup(group: Group): void {
    this.groups.set(group.id, group)
    this.#shelf.put('group', group.id, group)
  }

  chats(): Iterable<Chat> {
    return this.#chats.values()
  }

  findChat(botId: number, chatId: number): Chat | undefined {
    return this.#chats.get(chatKey(botId, chatId))
  }

  openChat(botId: number, chatId: number): Chat {
    const known = this.findChat(botId, chatId)
    if (known) return known
    const chat: Chat = {
      botId,
      id: chatId,
      isBlocked: false,
      outbox: [],
      nextMessageId: 1,
      messages: new Map(),
    }
    this.#chats.set(chatKey(botId, chatId), chat)
    this.saveChat(chat)
    return chat
  }

  saveChat(chat: Chat): void {
    const { messages: _, nextMessageId: __, typing: ___, notice: ____, ...stored } = chat
    this.#shelf.put('chat', chatKey(chat.botId, chat.id), stored)
  }

  saveMessage(chat: Chat, message: Message): void {
    chat.messages.set(message.id, message)
    this.#shelf.put('message', `${chatKey(chat.botId, chat.id)}:${message.id}`, message)
  }

  #remember(bot: Bot): void {
    const before = this.bots.get(bot.id)
    if (before && before.token !== bot.token) this.#botsByToken.delete(before.token)
    this.bots.set(bot.id, bot)
    this.#botsByToken.set(bot.token, bot)
  }

  #loadChat(stored: StoredChat): void {
    const chat: Chat = { ...stored, nextMessageId: 1, messages: new Map() }
    this.#chats.set(chatKey(chat.botId, chat.id), chat)
  }

  #loadMessage(key: string, message: Message): void {
    const chat = this.#chats.get(key.slice(0, key.lastIndexOf(':')))
    if (!chat) return
    chat.messages.set(message.id, message)
    chat.nextMessageId = Math.max(chat.nextMessageId, message.id + 1)
  }
}
