import type { Clock } from '../clock.ts'
import type { FaultBook } from '../fault-book.ts'
import type { FileStore } from '../file-store.ts'
import type { Journal, Level } from '../journal.ts'
import type { Live } from '../live.ts'
import type { Dialog } from './model.ts'
import type { World } from './world.ts'

/** What the platform stands on: whatever happens on it needs some of this. */
export interface Ground {
  clock: Clock
  world: World
  files: FileStore
  faults: FaultBook
  journal: Journal
  live: Live
  /** Where we answer, as the last caller called it: `http://127.0.0.1:3001/viber`. */
  here: string
  touch(dialog: Dialog): void
}

interface Line {
  direction: '→' | '←' | '·'
  level?: Level
  text: string
  botId?: string | undefined
  personId?: number | undefined
}

export function writeLine(
  { journal, clock }: Ground,
  { level = 'plain', direction, text, botId, personId }: Line,
): void {
  journal.write({
    ...{ at: clock.now(), platform: 'viber', direction, level, text },
    ...(botId !== undefined && { company: botId }),
    ...(personId !== undefined && { person: String(personId) }),
  })
}
