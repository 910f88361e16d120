import type { Surroundings } from '../emulator.ts'
import { FaultBook } from '../fault-book.ts'
import { FileStore } from '../file-store.ts'
import { Callbacks } from './callbacks.ts'
import { FAULT_RULES } from './faults.ts'
import type { Ground } from './ground.ts'
import { World } from './world.ts'

/** Everything the emulated platform consists of; both of its sides work on it. */
export interface Viber extends Ground {
  callbacks: Callbacks
}

export async function openViber(around: Surroundings): Promise<Viber> {
  const { clock, shelf, live, journal, folder } = around
  const ground: Ground = {
    ...{ clock, journal, live },
    world: new World(shelf, clock),
    files: new FileStore(shelf, { platform: 'viber', folder }),
    faults: new FaultBook(FAULT_RULES, { shelf, live }),
    here: 'http://127.0.0.1/viber',
    touch: ({ botId, personId }) => live.touch(`viber/chat/${botId}/${personId}`),
  }
  // One object for all: whoever learns where we answer tells everybody.
  const viber: Viber = Object.assign(ground, { callbacks: new Callbacks(ground, shelf) })
  viber.world.load()
  await viber.files.load()
  viber.faults.load()
  viber.callbacks.load()
  return viber
}

export async function clearViber(viber: Viber): Promise<void> {
  viber.callbacks.clear()
  viber.faults.clear()
  viber.world.clear()
  await viber.files.clear()
  viber.live.touch('viber/people')
}
