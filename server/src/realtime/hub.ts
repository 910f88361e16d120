import type { FeedEvent, Hint, ServerFrame } from '@otklik/protocol'

import type { Database } from '../database/index.ts'
import type { Caller } from '../http/index.ts'
import type { Hints } from '../lib/hints.ts'
import { createLoop, type Loop } from '../lib/loop.ts'
import type { Subscriber } from './subscriber.ts'

interface Options {
  database: Database
  hints: Hints
  onProblem(problem: string, facts: object): void
}

/** What every open workplace of an account is told, in the order it was committed. */
export interface Hub {
  /** Starts after `since`; a hole that cannot be filled ends in `resync`. */
  join(subscriber: Subscriber, since: number): Promise<void>
  leave(subscriber: Subscriber): void
  /** Passing knowledge for everybody of the account but the one it comes from. */
  tell(accountId: string, hint: Hint, except?: Subscriber): void
  /** The same for one person alone, wherever they have the workplace open. */
  tellOwn(caller: Pick<Caller, 'accountId' | 'operatorId'>, hint: Hint): void
  stop(): Promise<void>
}

interface Room {
  /** With the number up to which each has been told. */
  subscribers: Map<Subscriber, number>
  /** Everybody in the room has been told up to here, or further. */
  last: number
  loop: Loop
}

const MOST_AT_ONCE = 500
/** Further behind than this, loading the state anew is cheaper than repeating its history. */
const FARTHEST_BEHIND = 5000

export function createHub({ database, hints, onProblem }: Options): Hub {
  const rooms = new Map<string, Promise<Room>>()

  function roomOf(accountId: string): Promise<Room> {
    let room = rooms.get(accountId)
    if (!room) {
      room = open(accountId)
      rooms.set(accountId, room)
      room.catch(() => rooms.delete(accountId))
    }
    return room
  }

  async function open(accountId: string): Promise<Room> {
    const last = await lastNumber(database, accountId)
    const room = { subscribers: new Map<Subscriber, number>(), last }
    // The loop looks at once, before it is part of the room.
    const loop = createLoop(
      'feed',
      async () => {
        const rows = await readFeed(database, accountId, room.last, MOST_AT_ONCE)
        if (rows.length === 0) return false
        publish(room, rows)
        room.last = rows.at(-1)!.number
        return rows.length === MOST_AT_ONCE
      },
      { everyMs: 5000, onProblem },
    )
    return Object.assign(room, { loop })
  }

  const deaf = hints.listen('feed', (accountId) => {
    void rooms.get(accountId)?.then(({ loop }) => loop.wake())
  })

  return {
    async join(subscriber, since) {
      const { accountId } = subscriber.caller
      const room = await roomOf(accountId)
      // A number from the future belongs to a state that this database does not have.
      if (since > room.last && since > (await lastNumber(database, accountId))) {
        return subscriber.resync('hole')
      }
      let told = since
      while (told < room.last) {
        if (room.last - told > FARTHEST_BEHIND) return subscriber.resync('hole')
        const rows = await readFeed(database, accountId, told, MOST_AT_ONCE)
        if (rows[0]?.number !== told + 1) return subscriber.resync('hole')
        told = rows.at(-1)!.number
        subscriber.send(toFrame(rows))
      }
      // Nothing has been published since the last look: this line runs with it.
      if (subscriber.isOpen) room.subscribers.set(subscriber, told)
    },
    leave(subscriber) {
      void rooms.get(subscriber.caller.accountId)?.then((room) => {
        room.subscribers.delete(subscriber)
      })
    },
    tell(accountId, hint, except) {
      void rooms.get(accountId)?.then(({ subscribers }) => {
        const frame = JSON.stringify({ type: 'hint', hint } satisfies ServerFrame)
        for (const subscriber of subscribers.keys()) {
          if (subscriber !== except) subscriber.write(frame)
        }
      })
    },
    tellOwn({ accountId, operatorId }, hint) {
      void rooms.get(accountId)?.then(({ subscribers }) => {
        const frame = JSON.stringify({ type: 'hint', hint } satisfies ServerFrame)
        for (const subscriber of subscribers.keys()) {
          if (subscriber.caller.operatorId === operatorId) subscriber.write(frame)
        }
      })
    },
    async stop() {
      deaf()
      const all = await Promise.all(rooms.values())
      await Promise.all(all.map(({ loop }) => loop.stop()))
    },
  }
}

/** The frame is written once for all who need all of it: an event costs its audience. */
function publish(room: Omit<Room, 'loop'>, rows: FeedRow[]): void {
  const whole = JSON.stringify(toFrame(rows))
  const to = rows.at(-1)!.number
  for (const [subscriber, told] of room.subscribers) {
    if (told >= to) continue
    const isWhole = told < rows[0]!.number
    subscriber.write(
      isWhole ? whole : JSON.stringify(toFrame(rows.filter((row) => row.number > told))),
    )
    room.subscribers.set(subscriber, to)
  }
}

interface FeedRow {
  number: number
  kind: FeedEvent['kind']
  payload: object
}

function toFrame(rows: FeedRow[]): ServerFrame {
  return {
    type: 'events',
    from: rows[0]!.number,
    to: rows.at(-1)!.number,
    events: rows.map(({ number, kind, payload }) => ({ number, kind, payload }) as FeedEvent),
  }
}

async function readFeed(
  database: Database,
  accountId: string,
  after: number,
  limit: number,
): Promise<FeedRow[]> {
  const { rows } = await database.query<FeedRow>(
    `select number, kind, payload from feed where account_id = $1 and number > $2
     order by number limit $3`,
    [accountId, after, limit],
  )
  return rows
}

/** Read before a state, so that the feed from here on completes it. */
export async function lastNumber(database: Database, accountId: string): Promise<number> {
  const { rows } = await database.query<{ feed_number: number }>(
    'select feed_number from account_counters where account_id = $1',
    [accountId],
  )
  return rows[0]?.feed_number ?? 0
}
