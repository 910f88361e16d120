import { join } from 'node:path'
import type { Clock } from '../clock.ts'
import type { Surroundings } from '../emulator.ts'
import type { Journal } from '../journal.ts'
import type { Live } from '../live.ts'
import type { Shelf } from '../shelf.ts'
import { Faults } from './faults.ts'
import { Files } from './files.ts'
import type { Chat, Message, Person, Problem } from './model.ts'
import { World } from './world.ts'

/** A number of a company, as the messenger knows it. */
export interface Line {
  id: string
  name: string
  phone: string
}

/** What a provider hears from the messenger; each tells the product in its own words. */
export interface Provider {
  findLine(id: string): Line | undefined
  lines(): Iterable<Line>
  newMessageId(): string
  /** How long an undelivered message is kept, and what is said of it then, if anything. */
  keepsMs: number
  expired?: Problem
  /** Of a message that was accepted and is to fail: `code` as the fault was given it. */
  refuseLate(code: number | string | undefined): Problem
  received(chat: Chat, message: Message): void
  statusChanged(chat: Chat, message: Message): void
  edited?(chat: Chat, message: Message): void
  deleted?(chat: Chat, message: Message): void
  reacted?(chat: Chat, message: Message): void
  pressedLink?(chat: Chat, message: Message, index: number): void
  /** Of each chat of a person whose phone, or id, has changed. */
  renumbered?(chat: Chat, before: Person): void
  preferred?(chat: Chat): void
}

/** The messenger behind a provider: people, chats, files, and what goes wrong. */
export interface Network {
  platform: string
  clock: Clock
  shelf: Shelf
  world: World
  files: Files
  faults: Faults
  journal: Journal
  live: Live
  provider: Provider
  touch(chat: Chat): void
}

export function makeNetwork(around: Surroundings, platform: string, provider: Provider): Network {
  const { clock, shelf, live, journal, folder } = around
  const place = { kind: platform, folder: join(folder, `${platform}-files`) }
  return {
    ...{ platform, clock, shelf, live, journal, provider },
    world: new World(shelf, clock, platform),
    files: new Files(shelf, clock, place),
    faults: new Faults(shelf, live, platform),
    touch: (chat) => live.touch(`${platform}/chat/${chat.line}/${chat.person}`),
  }
}

export async function loadNetwork({ world, files, faults }: Network): Promise<void> {
  world.load()
  await files.load()
  faults.load()
}

export async function clearNetwork({ world, files, faults }: Network): Promise<void> {
  faults.clear()
  world.clear()
  await files.clear()
}

export function writeLine(network: Network, chat: Chat, text: string): void {
  network.journal.write({
    at: network.clock.now(),
    platform: network.platform,
    direction: '·',
    level: 'plain',
    text,
    company: chat.line,
    person: chat.person,
  })
}

export function personOf({ world }: Network, chat: Chat): Person {
  return world.people.get(chat.person)!
}

/** The product has answered 200 to what told of these messages. */
export function markTaken(network: Network, ids: string[]): void {
  for (const id of ids) {
    const found = network.world.findMessage(id)
    if (!found || found.message.takenAt !== undefined) continue
    found.message.takenAt = network.clock.now()
    network.world.saveMessage(found.chat, found.message)
    network.touch(found.chat)
  }
}
