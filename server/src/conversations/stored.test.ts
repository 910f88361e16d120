import assert from 'node:assert/strict'
import { test } from 'node:test'
import { v7 as newId } from 'uuid'

import { type Database, migrate, runMigrations } from '../database/index.ts'
import { createTestDatabase } from '../testing/index.ts'
import { findConversation } from './queries.ts'
import { STATE_VERSION, toConversation, toStoredState } from './stored.ts'

const NOON = 1_795_000_000_000
const anna = { id: '01a20464-8cf1-75b1-9c98-000000000001', name: 'Анна' }
const everyone = '01a20464-8cf1-75b1-9c98-0000000000ee'

const rest = {
  openedAt: NOON,
  seq: 3,
  owes: 'us',
  waitingSince: NOON,
  unread: 1,
  lastActivityAt: NOON,
}
const answered = { autoReplies: { done: [], isOver: true } }
const queue = { kind: 'team', id: everyone, by: 'receiver' }

/** States as each version of the product has stored them: they are read for ever. */
const fixtures: { version: number; name: string; stored: object; becomes?: object }[] = [
  {
    version: 1,
    name: 'waiting',
    stored: { ...rest, holding: { status: 'queued', since: NOON } },
    becomes: {
      ...rest,
      ...answered,
      holding: { status: 'queued', since: NOON, queue, isByHand: true },
    },
  },
  {
    version: 1,
    name: 'held by an operator',
    stored: {
      ...rest,
      holding: { status: 'assigned', operatorId: anna.id, operatorName: anna.name, since: NOON },
    },
    becomes: {
      ...rest,
      ...answered,
      holding: { status: 'assigned', operatorId: anna.id, operatorName: anna.name, since: NOON },
    },
  },
  {
    version: 1,
    name: 'closing',
    stored: {
      ...rest,
      holding: {
        status: 'closing',
        until: NOON + 8000,
        by: anna,
        before: { status: 'queued', since: NOON },
      },
    },
    becomes: {
      ...rest,
      ...answered,
      holding: {
        status: 'closing',
        until: NOON + 8000,
        by: anna,
        reason: 'operator',
        before: { status: 'queued', since: NOON, queue, isByHand: true },
      },
    },
  },
  {
    version: 2,
    name: 'offered off its queue',
    stored: {
      ...rest,
      holding: {
        status: 'offered',
        to: [anna],
        since: NOON,
        until: NOON + 60_000,
        from: {
          status: 'queued',
          queue,
          since: NOON,
          refusals: [{ operatorId: anna.id, at: NOON }],
          stickTo: { operatorId: anna.id, until: NOON + 1000 },
        },
      },
      idleFrom: NOON,
      escalatedAt: NOON,
      autoReplies: { workSince: NOON, done: ['a'] },
    },
  },
  {
    version: 2,
    name: 'put off',
    stored: {
      ...rest,
      holding: {
        status: 'assigned',
        operatorId: anna.id,
        operatorName: anna.name,
        since: NOON,
        teamId: everyone,
        snoozedUntil: NOON + 60_000,
      },
    },
  },
]

for (const { version, name, stored, becomes = stored } of fixtures) {
  test(`reads a state of version ${version}: ${name}`, () => {
    const row = { id: 'c', kind: 'direct' as const, state: stored, stateVersion: version }
    const conversation = toConversation({ ...row, teamId: everyone })
    assert.deepEqual(toStoredState(conversation), becomes)
    // And what is written from then on is of this version.
    const again = { ...row, state: becomes, stateVersion: STATE_VERSION, teamId: null }
    assert.deepEqual(toConversation(again), conversation)
  })
}

test('refuses a state that a newer version wrote', () => {
  const row = { id: 'c', kind: 'direct' as const, state: {}, teamId: null }
  assert.throws(() => toConversation({ ...row, stateVersion: STATE_VERSION + 1 }), /version/)
})

test('takes over what an older version left in its database', async () => {
  const database = await createTestDatabase({ isEmpty: true })
  await database.transaction((client) => runMigrations(client, ['0001-first.sql']))
  const accountId = newId()
  const waiting = await insertWaiting(database, accountId)
  await migrate(database)
  const found = await findConversation(database, accountId, waiting)
  assert.equal(found?.status, 'queued')
  const { rows } = await database.query<{ id: string }>(
    'select id from teams where account_id = $1 and is_everyone',
    [accountId],
  )
  assert.equal(found?.teamId, rows[0]?.id)
})

/** One waiting conversation, as the first version stored it. */
async function insertWaiting(database: Database, accountId: string): Promise<string> {
  const [channelId, contactId, id] = [newId(), newId(), newId()]
  const at = new Date(NOON)
  await database.query("insert into accounts (id, name) values ($1, 'Верба Мебель')", [accountId])
  await database.query(
    `insert into channels (account_id, id, kind, name, state) values ($1, $2, 'telegram', 'В', 'working')`,
    [accountId, channelId],
  )
  await database.query(`insert into contacts (account_id, id, name) values ($1, $2, 'Олег')`, [
    accountId,
    contactId,
  ])
  await database.query(
    `insert into threads (account_id, channel_id, thread, address) values ($1, $2, '7', '7')`,
    [accountId, channelId],
  )
  await database.query(
    `insert into conversations (account_id, id, number, channel_id, thread, address, contact_id,
       kind, version, state, state_version, status, opened_at, last_activity_at)
     values ($1, $2, 1, $3, '7', '7', $4, 'direct', 1, $5, 1, 'queued', $6, $6)`,
    [accountId, id, channelId, contactId, JSON.stringify(fixtures[0]?.stored), at],
  )
  return id
}
