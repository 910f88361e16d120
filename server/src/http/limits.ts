import ipaddr from 'ipaddr.js'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

import { type Bus, silentBus } from '../lib/bus.ts'
import { TooManyRequestsError } from './refusal.ts'

/** How often per how many seconds. Documented for administrators in docs/. */
const usual = {
  /** Requests of a signed-in user. */
  api: { points: 600, duration: 60 },
  /** Requests of a program, by the bot whose key it has. */
  bot: { points: 1200, duration: 60 },
  /** Requests of nobody in particular, by address. */
  anonymous: { points: 300, duration: 60 },
  /** Contact forms that customers fill in, by address; a mobile network has few addresses. */
  contactForm: { points: 60, duration: 600 },
  /** Pages of one site that somebody's network opens: an office of a thousand is one address. */
  pagesFromNetwork: { points: 20_000, duration: 600 },
  /** Visits that begin on one site, wherever they come from. */
  visitsOfSite: { points: 200_000, duration: 86_400 },
  upload: { points: 300, duration: 3600 },
  /** Requests of a visitor of a company’s site, by the token of their visit. */
  visitor: { points: 240, duration: 60 },
  /** What one visitor says: messages and presses. */
  visitorWords: { points: 40, duration: 60 },
  visitorUpload: { points: 40, duration: 3600 },
  /** All visitors of one address: an office of a thousand has one. */
  visitorsOfNetwork: { points: 60_000, duration: 60 },
  /** Visits that begin there. */
  newVisits: { points: 3000, duration: 60 },
  invite: { points: 20, duration: 3600 },
  reset: { points: 5, duration: 3600 },
  signInFromAddress: { points: 5, duration: 300 },
  signInToAccount: { points: 10, duration: 900 },
  /** Codes of a second factor, by whoever has the password already. */
  secondFactor: { points: 5, duration: 300 },
  /** Ways to a company’s provider and back, by address. */
  companySignIn: { points: 200, duration: 300 },
  /** The password asked for again, within a session. */
  ownPassword: { points: 10, duration: 900 },
  /** What is left when one of the two above is used up: slow, but never a lock-out. */
  signInSlowly: { points: 1, duration: 30 },
}
/** Each key spends as much of them per request as leaves it its own limit. */
const KEY_POINTS = 6_000_000

export type LimitName = keyof typeof usual

export interface Limits {
  /** Throws when there was too much of it. */
  take(name: LimitName, key: string): Promise<void>
  /** Of a program's key, which has a limit of its own. */
  takeOf(key: { id: string; perMinute: number }): Promise<void>
  /** Whether there was room for it. */
  hasRoom(name: LimitName, key: string): Promise<boolean>
  /** It turned out not to be what the limit is against. */
  giveBack(name: LimitName, key: string): Promise<void>
}

/** Against guessing, and against letters to strangers: more processes must not mean more tries. */
const countedByAll: ReadonlySet<LimitName> = new Set([
  ...(['signInFromAddress', 'signInToAccount', 'signInSlowly', 'secondFactor'] as const),
  ...(['ownPassword', 'reset', 'invite', 'companySignIn'] as const),
])

/**
 * Counted in this process; gone after a restart, which costs little. Of several processes each tells
 * the others of what is counted by all, a moment later; the rest keeps one process from being buried
 * under requests, and is its own.
 */
export function createLimits(changes: Partial<typeof usual> = {}, bus: Bus = silentBus): Limits {
  const limiters = new Map(
    Object.entries({ ...usual, ...changes }).map(([name, limit]) => [
      name,
      new RateLimiterMemory({ keyPrefix: name, ...limit }),
    ]),
  )
  const ofKeys = new RateLimiterMemory({ keyPrefix: 'key', points: KEY_POINTS, duration: 60 })
  /** Undefined when there was room, else how long to wait. */
  const consume = async (
    limiter: RateLimiterMemory | undefined,
    key: string,
    points = 1,
  ): Promise<number | undefined> => {
    try {
      await limiter?.consume(key, points)
      return undefined
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused
      return refused.msBeforeNext
    }
  }
  let said = 0
  const tell = (name: LimitName, key: string, points: 1 | -1) => {
    // The same twice is one word to the bus, and two tries here.
    if (countedByAll.has(name)) bus.publish('limit', [name, key, points, ++said])
  }
  bus.subscribe('limit', (word) => {
    const [name, key, points] = word as [LimitName, string, 1 | -1]
    const limiter = limiters.get(name)
    void (points > 0 ? limiter?.penalty(key) : limiter?.reward(key))
  })
  const consumeOf = (name: LimitName, key: string) => {
    tell(name, key, 1)
    return consume(limiters.get(name), key)
  }
  return {
    async take(name, key) {
      const waitMs = await consumeOf(name, key)
      if (waitMs !== undefined) throw new TooManyRequestsError(waitMs)
    },
    async takeOf({ id, perMinute }) {
      const waitMs = await consume(ofKeys, id, Math.ceil(KEY_POINTS / perMinute))
      if (waitMs !== undefined) throw new TooManyRequestsError(waitMs)
    },
    hasRoom: async (name, key) => (await consumeOf(name, key)) === undefined,
    async giveBack(name, key) {
      tell(name, key, -1)
      await limiters.get(name)?.reward(key)
    },
  }
}

/** Whoever has one IPv6 address has 2^64 of them, so that they count as one. */
export function networkOf(ip: string): string {
  if (!ipaddr.isValid(ip)) return ip
  const address = ipaddr.process(ip)
  if (address.kind() === 'ipv4') return address.toString()
  return `${address
    .toByteArray()
    .slice(0, 8)
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')}/64`
}
