import { join } from 'node:path'
import type { Surroundings } from '../emulator.ts'
import { FaultBook } from '../fault-book.ts'
import { Events } from './events.ts'
import { FAULT_RULES } from './faults.ts'
import { Files } from './files.ts'
import type { Ground } from './ground.ts'
import type { Dialog } from './model.ts'
import { Presses } from './presses.ts'
import { RateLimits } from './rate-limits.ts'
import { Tickets } from './tickets.ts'
import { World } from './world.ts'

/** Everything the emulated platform consists of; both of its sides work on it. */
export interface Vk extends Ground {
  events: Events
  limits: RateLimits
  /** Codes, upload addresses: what is handed out to be brought back. */
  tickets: Tickets
  presses: Presses
  touch(dialog: Dialog): void
}

export async function openVk(around: Surroundings): Promise<Vk> {
  const { clock, shelf, live, journal } = around
  const world = new World(shelf, clock)
  const ground: Ground = {
    clock,
    world,
    files: new Files(shelf, join(around.folder, 'vk-files')),
    faults: new FaultBook(FAULT_RULES, { shelf, live }),
    journal,
    live,
    here: 'http://127.0.0.1/vk',
  }
  // One object for all: whoever learns where we answer tells everybody.
  const vk: Vk = Object.assign(ground, {
    events: new Events(ground, shelf),
    limits: new RateLimits(clock),
    tickets: new Tickets(shelf, clock),
    presses: new Presses(clock),
    touch: ({ communityId, peerId }: Dialog) => live.touch(`vk/chat/${communityId}/${peerId}`),
  })
  world.load()
  await vk.files.load()
  vk.faults.load()
  vk.tickets.load()
  vk.events.load()
  return vk
}

export async function clearVk(vk: Vk): Promise<void> {
  vk.events.clear()
  vk.faults.clear()
  vk.tickets.clear()
  vk.world.clear()
  await vk.files.clear()
  vk.live.touch('vk/people')
}
