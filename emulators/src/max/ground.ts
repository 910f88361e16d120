import type { Clock } from '../clock.ts'
import type { FaultBook } from '../fault-book.ts'
import type { FileStore } from '../file-store.ts'
import type { Journal, Level } from '../journal.ts'
import type { Live } from '../live.ts'
import type { World } from './world.ts'

/** What the platform stands on: whatever happens on it needs some of this. */
export interface Ground {
  clock: Clock
  world: World
  files: FileStore
  faults: FaultBook
  journal: Journal
  live: Live
  /** Where we answer, as the last caller called it: `http://127.0.0.1:3001/max`. */
  here: string
}

interface Line {
  direction: '→' | '←' | '·'
  level?: Level
  text: string
  botId?: number | undefined
  personId?: number | undefined
}

export function writeLine(
  { journal, clock }: Ground,
  { level = 'plain', direction, text, botId, personId }: Line,
): void {
  journal.write({
    ...{ at: clock.now(), platform: 'max', direction, level, text },
    ...(botId !== undefined && { company: String(botId) }),
    ...(personId !== undefined && { person: String(personId) }),
  })
}
