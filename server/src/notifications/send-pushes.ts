import type { PushPayload } from '@otklik/protocol'

import type { Database } from '../database/index.ts'
import type { Clock } from '../lib/clock.ts'
import type { Hints } from '../lib/hints.ts'
import { createLoop, type Loop } from '../lib/loop.ts'
import { type SafeAnswer, type SafeFetch, SafeFetchError } from '../lib/safe-fetch.ts'
import { encrypt } from './encrypt.ts'
import { authorization, type PushKeys } from './vapid.ts'

interface World {
  database: Database
  clock: Clock
  hints: Hints
  fetch: SafeFetch
  pushKeys(): Promise<PushKeys>
  /** Where a push service can complain of us: an https address or `mailto:`. */
  contact: string
  onProblem(problem: string, facts: object): void
}

interface PushRow {
  account_id: string
  id: string
  subscription_id: string
  payload: PushPayload
  is_urgent: boolean
  attempts: number
  expires_at: Date
  endpoint: string
  p256dh: string
  auth: string
}

const LOOK_EVERY_MS = 1000
const MOST_AT_ONCE = 16
/** For so long nobody else takes what we are sending; a call ends sooner. */
const TAKEN_MS = 30_000
const TIMEOUT_MS = 10_000
const FIRST_PAUSE_MS = 5000

/** Hands over what is due, again after a pause where the service was away or wanted one. */
export function sendPushes(world: World): Loop {
  const { database, clock, onProblem } = world

  async function round(): Promise<boolean> {
    const now = clock.now()
    await database.query('delete from pushes where expires_at <= $1', [now])
    const { rows } = await database.query<PushRow>(
      `update pushes p set attempts = attempts + 1, next_at = $2
       from push_subscriptions s
       where s.account_id = p.account_id and s.id = p.subscription_id
         and (p.account_id, p.id) in (
           select d.account_id, d.id from pushes d
           join push_subscriptions b on b.account_id = d.account_id and b.id = d.subscription_id
           join sessions e on e.token_hash = b.session_hash and e.expires_at > $1
           where d.next_at <= $1 order by d.next_at limit $3
           for update of d skip locked)
       returning p.*, s.endpoint, s.p256dh, s.auth`,
      [now, new Date(now.getTime() + TAKEN_MS), MOST_AT_ONCE],
    )
    await Promise.all(rows.map((row) => send(world, row)))
    return rows.length === MOST_AT_ONCE
  }
  const loop = createLoop('push sending', round, { everyMs: LOOK_EVERY_MS, onProblem })
  world.hints.listen('pushes', loop.wake)
  return loop
}

async function send(world: World, push: PushRow): Promise<void> {
  const outcome = await attempt(world, push)
  const { database, clock, onProblem } = world
  const { account_id: accountId } = push
  if (outcome === 'gone') {
    // With it goes what was on its way there.
    await database.query('delete from push_subscriptions where account_id = $1 and id = $2', [
      accountId,
      push.subscription_id,
    ])
    return
  }
  if (typeof outcome === 'object') {
    const next = new Date(clock.now().getTime() + outcome.retryAfterMs)
    await database.query('update pushes set next_at = $3 where account_id = $1 and id = $2', [
      accountId,
      push.id,
      next,
    ])
    return
  }
  if (outcome === 'refused') onProblem('a push service refused a message', { accountId })
  await database.query('delete from pushes where account_id = $1 and id = $2', [accountId, push.id])
}

type PushOutcome = 'sent' | 'gone' | 'refused' | { retryAfterMs: number }

async function attempt(world: World, push: PushRow): Promise<PushOutcome> {
  const { fetch, clock, contact } = world
  const { endpoint, is_urgent, expires_at, attempts } = push
  const now = clock.now()
  try {
    const body = encrypt(Buffer.from(JSON.stringify(push.payload)), {
      p256dh: Buffer.from(push.p256dh, 'base64url'),
      auth: Buffer.from(push.auth, 'base64url'),
    })
    const ttl = Math.max(0, Math.floor((expires_at.getTime() - now.getTime()) / 1000))
    const answer = await fetch(endpoint, {
      method: 'POST',
      headers: {
        authorization: authorization(await world.pushKeys(), { endpoint, contact, now }),
        'content-encoding': 'aes128gcm',
        'content-type': 'application/octet-stream',
        ttl: String(ttl),
        urgency: is_urgent ? 'high' : 'normal',
      },
      body,
      timeoutMs: TIMEOUT_MS,
      maxBytes: 64 * 1024,
    })
    return outcomeOf(answer, attempts)
  } catch (error) {
    if (!(error instanceof SafeFetchError)) throw error
    // Its address was looked at when it was made; by now it leads inside.
    return error.reason === 'refused-address' ? 'gone' : { retryAfterMs: pauseAfter(attempts) }
  }
}

/** RFC 8030 §7.3 and §8.4; a key that is not taken any more reaches nobody either. */
export function outcomeOf(
  { status, headers }: Pick<SafeAnswer, 'status' | 'headers'>,
  attempts: number,
): PushOutcome {
  if (status >= 200 && status < 300) return 'sent'
  if ([401, 403, 404, 410].includes(status)) return 'gone'
  if (status === 429 || status >= 500) {
    const wanted = Number(headers['retry-after'])
    const isNumber = Number.isFinite(wanted) && wanted > 0
    return { retryAfterMs: isNumber ? wanted * 1000 : pauseAfter(attempts) }
  }
  return 'refused'
}

const pauseAfter = (attempts: number): number => FIRST_PAUSE_MS * 2 ** Math.min(attempts - 1, 8)
