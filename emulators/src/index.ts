import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { CATALOGUE } from './catalogue.ts'
import { type ClockOptions, createClock } from './clock.ts'
import { Journal } from './journal.ts'
import { Live } from './live.ts'
import { createServer } from './server.ts'
import { Shelf } from './shelf.ts'

export interface EmulatorOptions {
  /** 0 takes any free port. */
  port: number
  dataDir: string
  /** Where links back to the product lead. */
  appUrl?: string
  clock?: ClockOptions['now']
  /** Real milliseconds per millisecond the platforms wait: back-offs, polls, typing. */
  timeScale?: number
}

export interface RunningEmulators {
  /** `http://127.0.0.1:3001`; a platform's API is at `/<platform>` below it. */
  url: string
  port: number
  /** Moves the platforms' clock forward. */
  advance(ms: number): void
  /** Writes down what has not been written yet. */
  flush(): Promise<void>
  close(): Promise<void>
}

export async function startEmulators(options: EmulatorOptions): Promise<RunningEmulators> {
  const folder = join(options.dataDir, 'sandbox')
  const clock = createClock({
    ...(options.clock && { now: options.clock }),
    ...(options.timeScale !== undefined && { timeScale: options.timeScale }),
  })
  const shelf = new Shelf(folder)
  await shelf.open()
  const live = new Live()
  const journal = new Journal(live)
  const around = { clock, shelf, live, journal, folder }
  const emulators = await Promise.all(CATALOGUE.map((open) => open(around)))
  shelf.forgetEntries()
  const clear = async () => {
    await shelf.clear()
    for (const emulator of emulators) await emulator.clear()
    journal.clear()
  }
  const appUrl = options.appUrl ?? 'http://127.0.0.1:3000'
  const app = createServer({ emulators, clock, live, journal, appUrl, clear })
  // Loopback, whatever else listens where: anybody who reaches this port may do anything here.
  await app.listen({ host: '127.0.0.1', port: options.port })
  const { port } = app.server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    advance: (ms) => clock.advance(ms),
    flush: () => shelf.flush(),
    close: async () => {
      for (const emulator of emulators) emulator.stop()
      live.close()
      await app.close()
      await shelf.close()
    },
  }
}
