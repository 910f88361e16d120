import type { FastifyInstance } from 'fastify'
import type { Clock } from './clock.ts'
import type { Journal } from './journal.ts'
import type { Live } from './live.ts'
import type { Shelf } from './shelf.ts'

/** What every emulator is given. */
export interface Surroundings {
  clock: Clock
  shelf: Shelf
  live: Live
  journal: Journal
  /** For files of its own. */
  folder: string
}

/**
 * A person's phone with one chat on it, as the sandbox page draws it. Ids are as the platform
 * writes them, and text: on some of them they are no numbers.
 */
export interface Phone {
  platform: string
  /** Whom the person writes to: a bot, a community, a company's number. */
  company: { id: string; name: string }
  person: { id: string; name: string; fullName: string; isOffline: boolean }
}

/**
 * A stand-in for one platform. Its two sides are mounted apart: `/<id>` speaks the platform's own
 * protocol and is all a client sees, `/<id>/_control` is how people and faults are moved.
 */
export interface Emulator {
  /** The path prefix, and the name of its folder: `telegram`. */
  id: string
  /** As people call it. */
  title: string
  addPlatformSide(app: FastifyInstance): void
  addPersonSide(app: FastifyInstance): void
  listPhones(): Phone[]
  /** Forgets everything it was told. */
  clear(): Promise<void>
  /** Ends what runs by itself: deliveries, waits. */
  stop(): void
}
