import { setTimeout as pause } from 'node:timers/promises'
import type { TeamSettings } from '@otklik/protocol'
import { v7 as newId } from 'uuid'

import { createAccount } from '../accounts/index.ts'
import { createChannelLog, createChannels } from '../connections/index.ts'
import { type Advance, createAdvance, type Surroundings } from '../conversations/index.ts'
import { type Database, renewSettings } from '../database/index.ts'
import { createHints, type Hints } from '../lib/hints.ts'
import { drainRouting } from '../routing/index.ts'
import { createRuleSettings } from '../settings/index.ts'
import { atEnd } from './at-end.ts'
import { VirtualClock } from './clock.ts'
import { createTestDatabase } from './database.ts'

export interface CentreOfMany {
  database: Database
  accountId: string
  /** Server processes' worth of writers: each groups and caches for itself. */
  workers: Advance[]
  /** A writer for whom more time has passed. */
  later(ms: number): Advance
  clock: VirtualClock
  hints: Hints
  /** What loops are started with. */
  around: Surroundings & { onProblem(problem: string, facts: object): void }
  /** Sets columns of the channel's rules; every writer reads them anew. */
  rule(columns: Record<string, unknown>): Promise<void>
  /** The customer's word. */
  says(worker: Advance, person: string): Promise<string>
  /** Closed at once, as after the eight seconds. */
  close(worker: Advance, conversationId: string): Promise<void>
  /** When routing has nothing left to do. */
  quiet(): Promise<void>
  loads(): Promise<number[]>
  waiting(): Promise<number>
}

interface Options {
  operators: number
  capacity: number
  workers: number
  settings?: Partial<TeamSettings>
}

/** One company under load: many writers over one database, and the drains that give work out. */
export async function createCentreOfMany(options: Options): Promise<CentreOfMany> {
  const database = await createTestDatabase()
  const people = Array.from({ length: options.operators }, (_, n) => ({
    name: `Сотрудник ${n + 1}`,
    email: `operator-${n + 1}@example.com`,
    role: n === 0 ? ('owner' as const) : ('operator' as const),
    passwordHash: null,
  }))
  const company = { name: 'Верба Мебель', people, everyoneMethod: 'least-loaded' as const }
  const clock = new VirtualClock()
  const { accountId } = await createAccount(database, company, clock.now())
  const channelId = newId()
  await database.query(
    `insert into channels (account_id, id, kind, name, state, settings) values ($1, $2, 'telegram', 'Верба', 'working', $3)`,
    [
      accountId,
      channelId,
      JSON.stringify({ token: `7100000001:${'A'.repeat(35)}`, webhookSecret: 'x'.repeat(43) }),
    ],
  )
  await database.query(
    `insert into channel_rules (account_id, channel_id, receiver_team_id)
     select account_id, $2, id from teams where account_id = $1 and is_everyone`,
    [accountId, channelId],
  )
  await database.query(
    `update operators set is_present = true, online_until = 'infinity', capacity = $2
     where account_id = $1`,
    [accountId, options.capacity],
  )
  const settings = { hand: 'assign', answerWaitS: 3600, ...options.settings }
  await database.query('update teams set settings = settings || $2 where account_id = $1', [
    accountId,
    JSON.stringify(settings),
  ])

  const hints = createHints()
  const hosts = {
    apiUrls: {},
    allowedHosts: [],
    allowedProxies: [],
    allowLoopback: true,
    sandboxUrl: 'http://127.0.0.1:1',
  }
  const openWorld = (aheadMs = 0) => ({
    database,
    hints,
    clock: { now: () => new Date(clock.now().getTime() + aheadMs) },
    ruleSettings: createRuleSettings(database),
    channels: createChannels({
      database,
      hosts,
      log: createChannelLog(database),
      sealSecret: (_account, _channel, _field, secret) => secret,
      openSecret: (_account, _channel, _field, sealed) => sealed,
    }),
  })
  const later = (ms: number) => createAdvance(openWorld(ms))
  const workers = Array.from({ length: options.workers }, () => later(0))
  const closer = later(9000)
  const onProblem = (problem: string, facts: object) => console.error(problem, facts)
  // Two at once: a skipped lock would be a lost wake-up.
  const drains = [0, 1].map(() => drainRouting({ ...openWorld(), onProblem }))
  atEnd(async () => {
    await Promise.all(drains.map((drain) => drain.stop()))
  })

  let words = 0
  return {
    database,
    accountId,
    workers,
    later,
    clock,
    hints,
    around: { ...openWorld(), onProblem },
    async rule(columns) {
      const names = Object.keys(columns)
      await database.query(
        `update channel_rules set ${names.map((name, k) => `${name} = $${k + 2}`).join(', ')}
         where account_id = $1`,
        [accountId, ...Object.values(columns)],
      )
      await renewSettings(database, accountId)
    },
    async says(worker, person) {
      const id = newId()
      const externalId = `${person}:${++words}`
      const outcome = await worker(accountId, {
        target: { channelId, thread: person, address: person, externalIds: [externalId] },
        what: {
          sender: { name: person, profile: {} },
          externals: [{ externalId, messageId: id, position: 0 }],
          trigger: {
            type: 'contact-wrote',
            message: {
              id,
              kind: 'message',
              author: { type: 'contact', name: person },
              text: 'здравствуйте',
              content: {},
              at: clock.now().getTime(),
            },
          },
        },
      })
      if (outcome.result !== 'done' || !outcome.conversation) throw new Error(outcome.result)
      return outcome.conversation.id
    },
    async close(worker, conversationId) {
      const operator = { id: newId(), name: 'Супервизор' }
      const target = { conversationId }
      const trigger = { type: 'close-asked', operator, mayCloseOthers: true } as const
      await worker(accountId, { target, what: { trigger } })
      await closer(accountId, {
        target,
        what: { trigger: { type: 'time-passed', lineId: newId() } },
      })
    },
    async quiet() {
      for (;;) {
        const { rows } = await database.query('select from wake_ups limit 1')
        // A drain deletes them first and commits last: only the lock tells that it is over.
        await database.transaction((client) =>
          client.query('select 1 from routing where account_id = $1 for update', [accountId]),
        )
        if (rows.length === 0) return
        await pause(10)
      }
    },
    async loads() {
      const { rows } = await database.query<{ load: number }>(
        `select count(c.id)::integer as load from operators o
         left join conversations c on c.account_id = o.account_id and c.load_operator_id = o.id
         where o.account_id = $1 group by o.id order by o.id`,
        [accountId],
      )
      return rows.map(({ load }) => load)
    },
    async waiting() {
      const { rows } = await database.query<{ count: number }>(
        `select count(*)::integer as count from conversations where account_id = $1 and status = 'queued'`,
        [accountId],
      )
      return rows[0]?.count ?? 0
    },
  }
}
