import type { Clock } from '../clock.ts'
import type { FaultBook } from '../fault-book.ts'
import type { Journal } from '../journal.ts'
import type { Live } from '../live.ts'
import type { Files } from './files.ts'
import type { World } from './world.ts'

/** What the platform stands on: whatever happens on it needs some of this. */
export interface Ground {
  clock: Clock
  world: World
  files: Files
  faults: FaultBook
  journal: Journal
  live: Live
  /** Where we answer, as the last caller called it: `http://127.0.0.1:3001/vk`. */
  here: string
}
