import { setTimeout as rest } from 'node:timers/promises'
import type { Hint } from '@otklik/protocol'

import type { Database } from '../database/index.ts'
import type { Caller } from '../http/index.ts'
import { type Bus, silentBus } from '../lib/bus.ts'
import type { Hints } from '../lib/hints.ts'
import { createLoop, type Loop } from '../lib/loop.ts'
import { eventFrom, type FeedRow } from './audience.ts'
import { frameOfServer, Telling } from './frames.ts'
import { Room } from './room.ts'
import type { Subscriber } from './subscriber.ts'

interface Options {
  database: Database
  hints: Hints
  /** To where others of the account may have their workplace open. */
  bus?: Bus
  onProblem(problem: string, facts: object): void
}

type Person = Pick<Caller, 'accountId' | 'operatorId'>

/** What every open workplace of an account is told, in the order it was committed. */
export interface Hub {
  /** Starts after `since`; a hole that cannot be filled ends in `resync`. */
  join(subscriber: Subscriber, since: number): Promise<void>
  leave(subscriber: Subscriber): void
  /** Says how far a reader is who has heard nothing for a while. */
  cover(subscriber: Subscriber): Promise<void>
  readonly bus: Bus
  /** Passing knowledge for everybody of the account whose workplace is open in this process. */
  tellHere(accountId: string, hint: Hint): void
  /**
   * Passing knowledge of a conversation, for who sees it but the one it comes from. What there is
   * to say may depend on whom it concerns; nothing is said of what nobody knows.
   */
  tellOf(
    accountId: string,
    conversationId: string,
    say: (concerns: readonly string[]) => Hint | undefined,
    except?: Subscriber,
  ): Promise<void>
  /** The same in this process alone. */
  tellHereOf: Hub['tellOf']
  /** Whether this person has the workplace open in this process. */
  isHere(person: Person): Promise<boolean>
  /** Passing knowledge for one person alone, whose workplace is open in this process. */
  tellHereOwn(person: Person, hint: Hint): void
  /** Who listens, by account, and how far what they were told goes. */
  rooms(): Promise<{ accountId: string; sockets: number; told: number }[]>
  stop(): Promise<void>
}

interface OpenRoom {
  room: Room
  loop: Loop
}

const MOST_AT_ONCE = 500
/**
 * After telling many the hub rests for so many times as long as that took, and for no longer than
 * this: what happens meanwhile goes out in one frame. Telling a few takes no time and has no rest.
 */
const RESTS = 2
const LONGEST_REST_MS = 20
/** Further behind than this, loading the state anew is cheaper than repeating its history. */
const FARTHEST_BEHIND = 5000

/** What one process says, and all carry to their own. */
interface Said {
  accountId: string
  hint: Hint
  concerns: readonly string[]
}

export function createHub({ database, hints, onProblem, bus = silentBus }: Options): Hub {
  const rooms = new Map<string, Promise<OpenRoom>>()

  function roomOf(accountId: string): Promise<OpenRoom> {
    let room = rooms.get(accountId)
    if (!room) {
      room = open(accountId)
      rooms.set(accountId, room)
      room.catch(() => rooms.delete(accountId))
    }
    return room
  }

  async function open(accountId: string): Promise<OpenRoom> {
    const room = new Room(await lastNumber(database, accountId))
    const loop = createLoop(
      'feed',
      async () => {
        const rows = await readFeed(database, accountId, room.last, MOST_AT_ONCE)
        if (rows.length === 0) return false
        const startedAt = performance.now()
        room.publish(rows)
        const restMs = RESTS * (performance.now() - startedAt)
        if (restMs >= 1) await rest(Math.min(restMs, LONGEST_REST_MS))
        return rows.length === MOST_AT_ONCE
      },
      { everyMs: 5000, onProblem },
    )
    return { room, loop }
  }

  const deaf = hints.listen('feed', (accountId) => {
    void rooms.get(accountId)?.then(({ loop }) => loop.wake())
  })

  async function concernsOf(room: Room, accountId: string, conversationId: string) {
    const known = room.concernsOf(conversationId)
    if (known) return known
    const read = await readConcerns(database, accountId, conversationId)
    // What the feed has said meanwhile is newer.
    const said = room.concernsOf(conversationId)
    if (!said && read) room.learnConcerns(conversationId, read)
    return said ?? read
  }

  async function findConcerned(
    accountId: string,
    conversationId: string,
    say: (concerns: readonly string[]) => Hint | undefined,
  ) {
    const open = await rooms.get(accountId)
    // Nobody of the account is here, and perhaps nobody is elsewhere.
    if (!open && bus === silentBus) return undefined
    const concerns = open
      ? await concernsOf(open.room, accountId, conversationId)
      : await readConcerns(database, accountId, conversationId)
    const hint = concerns && say(concerns)
    return hint && { accountId, concerns, hint }
  }

  async function carry(said: Said, except?: Subscriber): Promise<void> {
    const open = await rooms.get(said.accountId)
    if (!open) return
    const frame = frameOfHint(said.hint)
    for (const reader of open.room.readersOf(said.concerns)) {
      if (reader !== except) reader.write(frame)
    }
  }

  async function devicesOf({ accountId, operatorId }: Person): Promise<Subscriber[]> {
    const open = await rooms.get(accountId)
    return [...(open?.room.everybody() ?? [])].filter(
      ({ caller }) => caller.operatorId === operatorId,
    )
  }

  const deafToOthers = bus.subscribe('said', (word) => void carry(word as Said).catch(() => {}))

  return {
    bus,
    async join(subscriber, since) {
      const { accountId } = subscriber.caller
      const { room } = await roomOf(accountId)
      // A number from the future belongs to a state that this database does not have.
      if (since > room.last && since > (await lastNumber(database, accountId))) {
        return subscriber.resync('hole')
      }
      let told = since
      while (told < room.last && subscriber.isOpen) {
        if (room.last - told > FARTHEST_BEHIND) return subscriber.resync('hole')
        const rows = await readFeed(database, accountId, told, MOST_AT_ONCE)
        if (rows[0]?.number !== told + 1) return subscriber.resync('hole')
        let telling = new Telling()
        for (const row of rows) {
          const event = eventFrom(row)(subscriber.caller)
          if (event !== undefined) telling = telling.and(event)
        }
        const { number: to } = rows.at(-1)!
        subscriber.write(telling.frame(told + 1, to))
        told = to
        await subscriber.caughtBreath()
      }
      // Nothing has been published since the last look: this line runs with it.
      if (subscriber.isOpen) room.add(subscriber, told)
    },
    leave(subscriber) {
      void rooms.get(subscriber.caller.accountId)?.then(({ room }) => room.delete(subscriber))
    },
    async cover(subscriber) {
      const open = await rooms.get(subscriber.caller.accountId)
      open?.room.cover(subscriber)
    },
    tellHere(accountId, hint) {
      void rooms.get(accountId)?.then(({ room }) => {
        const frame = frameOfHint(hint)
        for (const subscriber of room.everybody()) subscriber.write(frame)
      })
    },
    async tellOf(accountId, conversationId, say, except) {
      const said = await findConcerned(accountId, conversationId, say)
      if (!said) return
      bus.publish('said', said)
      await carry(said, except)
    },
    async tellHereOf(accountId, conversationId, say, except) {
      const said = await findConcerned(accountId, conversationId, say)
      if (said) await carry(said, except)
    },
    isHere: async (person) => (await devicesOf(person)).length > 0,
    tellHereOwn(person, hint) {
      void devicesOf(person)
        .then((devices) => {
          const frame = frameOfHint(hint)
          for (const device of devices) device.write(frame)
        })
        .catch(() => {})
    },
    async rooms() {
      const open = [...rooms].map(async ([accountId, opening]) => {
        const { room } = await opening
        return { accountId, sockets: room.size, told: room.last }
      })
      return (await Promise.allSettled(open)).flatMap((each) =>
        each.status === 'fulfilled' ? [each.value] : [],
      )
    },
    async stop() {
      deaf()
      deafToOthers()
      const all = await Promise.all(rooms.values())
      await Promise.all(all.map(({ loop }) => loop.stop()))
    },
  }
}

const frameOfHint = (hint: Hint) => frameOfServer({ type: 'hint', hint })

async function readConcerns(database: Database, accountId: string, conversationId: string) {
  const { rows } = await database.query<{ concerns: string[] }>(
    'select concerns from conversations where account_id = $1 and id = $2',
    [accountId, conversationId],
  )
  return rows[0]?.concerns
}

async function readFeed(
  database: Database,
  accountId: string,
  after: number,
  limit: number,
): Promise<FeedRow[]> {
  const { rows } = await database.query<FeedRow>(
    `select f.number, f.kind, f.conversation_id, f.audience, f.payload::text as payload,
       case when f.kind = 'conversation' and f.audience ? 'before' then (
         select jsonb_object_agg(m.operator_id, m.mentions) from (
           select n.operator_id, jsonb_agg(jsonb_build_object(
             'messageId', n.message_id, 'isSeen', n.seen_at is not null)) as mentions
           from mentions n
           where n.account_id = f.account_id and n.conversation_id = f.conversation_id
           group by n.operator_id) m) end as called
     from feed f where f.account_id = $1 and f.number > $2 order by f.number limit $3`,
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
