import { join } from 'node:path'
import type { Clock } from '../clock.ts'
import type { Surroundings } from '../emulator.ts'
import type { Journal } from '../journal.ts'
import type { Live } from '../live.ts'
import { Callbacks } from './callbacks.ts'
import { Faults } from './faults.ts'
import { Files } from './files.ts'
import type { Chat } from './model.ts'
import { RateLimits } from './rate-limits.ts'
import { Updates } from './updates.ts'
import { World } from './world.ts'

/** Everything the emulated platform consists of; both of its sides work on it. */
export interface Telegram {
  clock: Clock
  world: World
  files: Files
  updates: Updates
  callbacks: Callbacks
  faults: Faults
  limits: RateLimits
  journal: Journal
  live: Live
  touch(chat: Chat): void
}

export async function openTelegram(around: Surroundings): Promise<Telegram> {
  const { clock, shelf, live, journal } = around
  const world = new World(shelf, clock)
  const files = new Files(shelf, join(around.folder, 'telegram-files'))
  const faults = new Faults(shelf, live)
  const telegram: Telegram = {
    clock,
    world,
    files,
    faults,
    journal,
    live,
    updates: new Updates({ world, shelf, faults, journal, live }),
    callbacks: new Callbacks(clock),
    limits: new RateLimits(clock),
    touch: (chat) => live.touch(`telegram/chat/${chat.botId}/${chat.id}`),
  }
  world.load()
  await files.load()
  faults.load()
  telegram.updates.load()
  return telegram
}

export async function clearTelegram(telegram: Telegram): Promise<void> {
  telegram.updates.clear()
  telegram.faults.clear()
  telegram.world.clear()
  await telegram.files.clear()
  telegram.live.touch('telegram/people')
}
