import type { Database } from '../database/index.ts'
import type { Clock } from '../lib/clock.ts'
import type { Hints } from '../lib/hints.ts'
import type { Loop } from '../lib/loop.ts'
import { createSafeFetch } from '../lib/safe-fetch.ts'
import { collectNotices } from './collect-notices.ts'
import { queuePushes } from './queue-pushes.ts'
import { sendPushes } from './send-pushes.ts'
import type { PushKeys } from './vapid.ts'

interface World {
  database: Database
  clock: Clock
  hints: Hints
  allowedHosts: readonly string[]
  pushKeys(): Promise<PushKeys>
  /** Where people find us, when that is a public https address. */
  publicUrl?: string
  onProblem(problem: string, facts: object): void
}

/** From what happened to whom to tell, to one push of it, to the push service. */
export function startNotifications(world: World): Loop[] {
  const { allowedHosts, publicUrl } = world
  const contact = publicUrl?.startsWith('https:') ? publicUrl : 'mailto:otklik@localhost'
  const fetch = createSafeFetch({ allowedHosts })
  const sending = sendPushes({ ...world, fetch, contact })
  const queueing = queuePushes({ ...world, wake: () => sending.wake() })
  const collecting = collectNotices({ ...world, wake: () => queueing.wake() })
  return [sending, queueing, collecting]
}
