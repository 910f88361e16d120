import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type pg from 'pg'
import { v7 as newId } from 'uuid'

import { createAccount } from '../accounts/index.ts'
import { createChannelLog, createChannels } from '../connections/index.ts'
import type { Database } from '../database/index.ts'
import { createHints } from '../lib/hints.ts'
import { createRuleSettings } from '../settings/index.ts'
import { createTestDatabase, until } from '../testing/index.ts'
import { type Advance, createAdvance } from './index.ts'

let database: Database
let advance: Advance
let accountId: string
const channelId = newId()

before(async () => {
  database = await createTestDatabase()
  const person = {
    name: 'Анна',
    email: 'anna@example.com',
    role: 'owner',
    passwordHash: null,
  } as const
  const account = { name: 'Верба Мебель', people: [person] }
  const made = await createAccount(database, account, new Date())
  accountId = made.accountId
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
  const channels = createChannels({
    database,
    log: createChannelLog(database),
    sealSecret: (_account, _channel, _field, secret) => secret,
    openSecret: (_account, _channel, _field, sealed) => sealed,
    hosts: {
      apiUrls: {},
      allowedHosts: [],
      allowedProxies: [],
      allowLoopback: true,
      sandboxUrl: 'http://127.0.0.1:1',
    },
  })
  advance = createAdvance({
    database,
    channels,
    ruleSettings: createRuleSettings(database),
    clock: { now: () => new Date() },
    hints: createHints(),
  })
})

const word = (person: string, number: number) => {
  const id = newId()
  const externalId = `${person}:${number}`
  return advance(accountId, {
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
          text: `сообщение ${number}`,
          content: {},
          at: Date.now(),
        },
      },
    },
  })
}

test('opens one conversation for words that arrive together', async () => {
  const outcomes = await Promise.all([1, 2, 3].map((number) => word('irina', number)))
  const ids = outcomes.map((outcome) => outcome.result === 'done' && outcome.conversation?.id)
  assert.equal(new Set(ids).size, 1)
  const { rows } = await database.query(
    'select text from messages where account_id = $1 order by seq',
    [accountId],
  )
  assert.deepEqual(
    rows.map((row) => (row as { text: string }).text),
    ['сообщение 1', 'сообщение 2', 'сообщение 3'],
  )
})

test('shows all who were told together what came of all of them', async () => {
  const outcomes = await Promise.all([1, 2, 3].map((number) => word('gulnara', number)))
  const views = outcomes.map((outcome) => outcome.result === 'done' && outcome.conversation)
  const versions = views.map((view) => view && [view.version, view.unread])
  const byVersion = new Map(versions.map((each) => each as [number, number]))
  for (const [version, unread] of versions as [number, number][]) {
    assert.equal(byVersion.get(version), unread)
  }
})

test('stores a repeated message once', async () => {
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => word('oleg', 1)))
  assert.equal(outcomes.filter((outcome) => outcome.result === 'done').length, 1)
  assert.equal((await word('oleg', 1)).result, 'duplicate')
})

test('numbers the feed without holes', async () => {
  await Promise.all(
    Array.from({ length: 300 }, (_, number) => word(`person-${number % 40}`, number)),
  )
  const { rows } = await database.query<{ lowest: number; highest: number; count: number }>(
    'select min(number) as lowest, max(number) as highest, count(*) as count from feed where account_id = $1',
    [accountId],
  )
  assert.equal(rows[0]?.lowest, 1)
  assert.equal(rows[0]?.highest, rows[0]?.count)
})

test('locks lanes in one order, whatever has to leave and whatever has left', async () => {
  const [a, b, c] = [await laneWith('lane-a'), await laneWith('lane-b'), await laneWith('lane-c')]
  const leaving = { channelId, lane: c.lane, thread: c.lane, priority: 1 }
  const [holder, one, other] = [await begun(), await begun(), await begun()]
  try {
    await holder.query('select 1 from lanes where lane = $1 for update', [a.lane])
    const first = writeLanes(one, { parts: [leaving], settled: [a.settled, b.settled] })
    await blocked(1)
    const second = writeLanes(other, { settled: [b.settled, c.settled] })
    // Where the first had taken its last lane already, the second waits for it now.
    await Promise.race([second, blocked(2)])
    await holder.query('commit')
    await Promise.all([first, second])
  } finally {
    for (const client of [holder, one, other]) client.release(true)
  }
})

test('goes on where others refer to its conversation', async () => {
  const said = await word('reporter', 1)
  assert.ok(said.result === 'done' && said.conversation)
  const reporter = await begun()
  try {
    // As a row with a foreign key does while it is written.
    await reporter.query('select 1 from conversations where id = $1 for key share', [
      said.conversation.id,
    ])
    assert.equal((await word('reporter', 2)).result, 'done')
  } finally {
    reporter.release(true)
  }
})

async function laneWith(lane: string) {
  const id = newId()
  await database.query(
    'insert into lanes (account_id, channel_id, lane, thread, priority) values ($1, $2, $3, $3, 1)',
    [accountId, channelId, lane],
  )
  await database.query(
    `insert into parts (account_id, id, channel_id, lane, conversation_id, kind, content, timeout_ms,
       state, next_at, expires_at)
     values ($1, $2, $3, $4, $2, 'message', '{}', 1000, 'sending', now(), now())`,
    [accountId, id, channelId, lane],
  )
  return { lane, settled: { partId: id, state: 'sent', outcome: { result: 'sent' } } }
}

async function begun(): Promise<pg.PoolClient> {
  const client = await database.pool.connect()
  await client.query('begin')
  return client
}

async function writeLanes(client: pg.PoolClient, more: object): Promise<void> {
  const member = { parts: [], sendAgain: [], withdraw: [], settled: [], ...more }
  await client.query('select write_lanes($1, $2)', [accountId, JSON.stringify([member])])
  await client.query('commit')
}

const blocked = (count: number) =>
  until(async () => {
    const { rows } = await database.query<{ count: number }>(
      `select count(*) from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock'`,
    )
    return rows[0]!.count >= count
  }, `${count} that wait for a lock`)
