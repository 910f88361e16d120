import assert from 'node:assert/strict'
import { before, beforeEach, describe, test } from 'node:test'
import type { Operator } from '@otklik/protocol'

import { createTestApp, type Member, type TestApp } from '../testing/index.ts'
import { uniqueSkills } from './unique-skills.ts'

let world: TestApp
let owner: Member
let anna: Member
before(async () => {
  world = await createTestApp()
})
beforeEach(async () => {
  owner = await world.signUp('owner')
  anna = await world.signUp('operator', { accountId: owner.accountId })
})

const edit = (changes: object) =>
  owner.browser.send('PATCH', `/api/v1/operators/${anna.operatorId}`, { ...changes })

/** What the edit left for others to find. */
async function tracesOf(work: () => Promise<unknown>) {
  const look = async () => {
    const { rows } = await world.database.query<{ version: number; sweeps: object[] }>(
      `select settings_version as version, (
         select coalesce(jsonb_agg(jsonb_build_object('scope', s.scope, 'id', s.subject_id)), '[]')
         from sweeps s where s.account_id = a.id) as sweeps
       from accounts a where id = $1`,
      [owner.accountId],
    )
    return rows[0]!
  }
  await world.database.query('delete from wake_ups where account_id = $1', [owner.accountId])
  await world.database.query('delete from sweeps where account_id = $1', [owner.accountId])
  const { version } = await look()
  await work()
  const wakeUps = await world.database.query<{ reason: string }>(
    'select reason from wake_ups where account_id = $1',
    [owner.accountId],
  )
  const after = await look()
  return {
    isNewVersion: after.version > version,
    sweeps: after.sweeps,
    wakeUps: wakeUps.rows.map(({ reason }) => reason),
  }
}

describe('an operator', () => {
  test('has room for five, until told otherwise', async () => {
    const answer = await edit({ capacity: 12, skills: [' Кухни ', 'кухни', 'English', 'КУХНИ'] })
    const { capacity, skills, name } = answer.json<Operator>()
    assert.deepEqual([capacity, skills], [12, ['Кухни', 'English']])
    const kept = (await edit({ name })).json<Operator>()
    assert.deepEqual([kept.capacity, kept.skills], [12, ['Кухни', 'English']])
    for (const wrong of [
      { capacity: -1 },
      { capacity: 1001 },
      { capacity: 1.5 },
      { skills: [''] },
    ]) {
      assert.equal((await edit(wrong)).statusCode, 422, JSON.stringify(wrong))
    }
    assert.equal((await edit({ capacity: 0 })).json<Operator>().capacity, 0)
  })

  test('with another capacity wakes routing and nobody else', async () => {
    assert.deepEqual(await tracesOf(() => edit({ capacity: 1, skills: ['English'] })), {
      isNewVersion: false,
      sweeps: [],
      wakeUps: ['operator-changed'],
    })
  })

  test('with another name is read anew by the rules', async () => {
    const traces = await tracesOf(() => edit({ name: 'Анна Лебедева' }))
    assert.deepEqual([traces.isNewVersion, traces.sweeps], [true, []])
  })

  test('who may answer no more, or again, has conversations that are told', async () => {
    const told = {
      isNewVersion: true,
      sweeps: [{ scope: 'operator', id: anna.operatorId }],
      wakeUps: ['operator-changed'],
    }
    assert.deepEqual(await tracesOf(() => edit({ isDisabled: true })), told)
    assert.deepEqual(await tracesOf(() => edit({ isDisabled: false })), told)
    assert.deepEqual(await tracesOf(() => edit({ role: 'observer' })), told)
    // To be shut out takes nothing from somebody who answers nobody.
    assert.deepEqual((await tracesOf(() => edit({ isDisabled: true }))).sweeps, [])
  })

  test('who joins is known to the rules', async () => {
    const { accountId } = owner
    assert.ok((await tracesOf(() => world.signUp('operator', { accountId }))).isNewVersion)
  })
})

test('a skill is its word, however it is capitalised', () => {
  assert.deepEqual(uniqueSkills(['b', ' A', 'a ', 'B', 'Ё', 'ё']), ['b', 'A', 'Ё'])
  assert.deepEqual(uniqueSkills([]), [])
})
