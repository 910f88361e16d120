import type { Surroundings } from '../emulator.ts'
import { FaultBook } from '../fault-book.ts'
import { FileStore } from '../file-store.ts'
import { FAULT_RULES } from './faults.ts'
import type { Ground } from './ground.ts'
import type { Dialog } from './model.ts'
import { RateLimits } from './rate-limits.ts'
import { Tickets } from './tickets.ts'
import { Updates } from './updates.ts'
import { World } from './world.ts'

/** Everything the emulated platform consists of; both of its sides work on it. */
export interface Max extends Ground {
  limits: RateLimits
  /** Addresses of uploads that are handed out. */
  tickets: Tickets
  updates: Updates
  touch(dialog: Dialog): void
}

export async function openMax(around: Surroundings): Promise<Max> {
  const { clock, shelf, live, journal, folder } = around
  const ground: Ground = {
    ...{ clock, journal, live },
    world: new World(shelf, clock),
    files: new FileStore(shelf, { platform: 'max', folder }),
    faults: new FaultBook(FAULT_RULES, { shelf, live }),
    here: 'http://127.0.0.1/max',
  }
  // One object for all: whoever learns where we answer tells everybody.
  const max: Max = Object.assign(ground, {
    limits: new RateLimits(clock),
    tickets: new Tickets(shelf),
    updates: new Updates(ground, shelf),
    touch: ({ botId, personId }: Dialog) => live.touch(`max/chat/${botId}/${personId}`),
  })
  max.world.load()
  await max.files.load()
  max.faults.load()
  max.tickets.load()
  max.updates.load()
  return max
}

export async function clearMax(max: Max): Promise<void> {
  max.updates.clear()
  max.faults.clear()
  max.tickets.clear()
  max.world.clear()
  await max.files.clear()
  max.live.touch('max/people')
}
