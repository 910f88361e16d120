import assert from 'node:assert/strict'
import { before, beforeEach, describe, test } from 'node:test'
import type { Operator } from '@otklik/protocol'

import { createTestApp, type Member, type TestApp, until } from '../testing/index.ts'
import { markPresent, watchPresence } from './presence.ts'

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

const lookAt = async ({ operatorId }: Member): Promise<Operator> => {
  const all = (await owner.browser.get('/api/v1/operators')).json<Operator[]>()
  return all.find(({ id }) => id === operatorId)!
}
const come = (member: Member) => markPresent(world, member.accountId, [member.operatorId])
const wakeUps = async () => {
  const { rows } = await world.database.query<{ reason: string }>(
    'select reason from wake_ups where account_id = $1 order by id',
    [owner.accountId],
  )
  return rows.map(({ reason }) => reason)
}
const lastEvent = async () => {
  const { rows } = await world.database.query<{ kind: string; payload: object }>(
    'select kind, payload from feed where account_id = $1 order by number desc limit 1',
    [owner.accountId],
  )
  return rows[0]
}
const watch = () =>
  watchPresence({ ...world, onProblem: (problem, facts) => assert.fail(`${problem} ${facts}`) })

describe('presence', () => {
  test('begins with an open workplace, and is told once', async () => {
    const away = await lookAt(anna)
    assert.deepEqual([away.status, away.isOnline], ['offline', false])
    await come(anna)
    const here = await lookAt(anna)
    assert.deepEqual([here.status, here.isOnline], ['online', true])
    assert.equal(here.version, away.version + 1)
    assert.deepEqual(await lastEvent(), { kind: 'operator', payload: here })
    world.clock.advance(20_000)
    await come(anna)
    assert.equal((await lookAt(anna)).version, here.version)
    assert.deepEqual(await wakeUps(), ['operator-came'])
  })

  test('ends 45 seconds after the workplace was last heard of', async () => {
    await come(anna)
    const here = await lookAt(anna)
    const loop = watch()
    // The first round forgives what a restart has done: let it pass.
    await settled(60_000)
    world.clock.advance(60_000)
    const gone = await until(async () => {
      loop.wake()
      const seen = await lookAt(anna)
      return seen.version > here.version && seen
    }, 'her absence')
    await loop.stop()
    assert.deepEqual([gone.status, gone.isOnline], ['offline', false])
    assert.deepEqual(await lastEvent(), { kind: 'operator', payload: gone })
    assert.deepEqual(await wakeUps(), ['operator-came', 'operator-left'])
  })

  test('survives a server that was away for a minute', async () => {
    await come(anna)
    world.clock.advance(45_000 + 59_000)
    const loop = watch()
    await settled(60_000)
    await loop.stop()
    const after = await lookAt(anna)
    assert.deepEqual([after.status, after.isOnline], ['online', true])
  })

  test('does not survive a server that was away for longer', async () => {
    await come(anna)
    world.clock.advance(45_000 + 61_000)
    const loop = watch()
    await until(async () => (await lookAt(anna)).status === 'offline', 'her absence')
    await loop.stop()
    assert.equal((await wakeUps()).at(-1), 'operator-left')
  })

  test('of somebody put on line by a test does not end', async () => {
    await world.goOnline(anna)
    // A socket of theirs must not shorten it.
    await come(anna)
    await come(owner)
    world.clock.advance(10 * 86_400_000)
    const loop = watch()
    await until(async () => (await lookAt(owner)).status === 'offline', 'somebody’s absence')
    await loop.stop()
    assert.equal((await lookAt(anna)).status, 'online')
  })

  /** Until the loop has given everybody present their grace. */
  const settled = (ms: number) =>
    until(async () => {
      const { rows } = await world.database.query<{ online_until: Date }>(
        'select online_until from operators where id = $1',
        [anna.operatorId],
      )
      return rows[0]!.online_until.getTime() >= world.clock.now().getTime() + ms
    }, 'the first round')
})

describe('a status', () => {
  const choose = (who: Member, whose: Member | 'me', status: string) =>
    who.browser.send(
      'PUT',
      `/api/v1/operators/${whose === 'me' ? whose : whose.operatorId}/status`,
      { status },
    )

  test('is chosen by oneself, and wakes routing', async () => {
    await world.goOnline(anna)
    const earlier = await lookAt(anna)
    world.clock.advance(1000)
    const answer = await choose(anna, 'me', 'break')
    assert.equal(answer.statusCode, 200)
    const now = answer.json<Operator>()
    assert.deepEqual([now.status, now.version], ['break', earlier.version + 1])
    assert.deepEqual(await lastEvent(), { kind: 'operator', payload: now })
    assert.deepEqual(await wakeUps(), ['operator-came', 'status-changed'])
    assert.deepEqual(await since(), world.clock.now())
  })

  test('is counted from when it was first chosen', async () => {
    await choose(anna, 'me', 'do-not-disturb')
    const first = await since()
    world.clock.advance(5000)
    await choose(anna, 'me', 'do-not-disturb')
    assert.deepEqual(await since(), first)
  })

  test('is shown as off line while the workplace is closed', async () => {
    const answer = await choose(anna, 'me', 'break')
    assert.equal(answer.json<Operator>().status, 'offline')
    await come(anna)
    assert.equal((await lookAt(anna)).status, 'break')
  })

  test('is set for others by a supervisor, not by a colleague', async () => {
    const { accountId } = owner
    const supervisor = await world.signUp('supervisor', { accountId })
    await world.goOnline(anna)
    const set = await choose(supervisor, anna, 'do-not-disturb')
    assert.equal(set.json<Operator>().status, 'do-not-disturb')
    assert.equal((await choose(anna, supervisor, 'break')).statusCode, 403)
    const observer = await world.signUp('observer', { accountId })
    assert.equal((await choose(observer, 'me', 'online')).statusCode, 403)
    assert.equal((await choose(anna, 'me', 'asleep')).statusCode, 422)
  })

  const since = async () => {
    const { rows } = await world.database.query<{ status_since: Date }>(
      'select status_since from operators where id = $1',
      [anna.operatorId],
    )
    return rows[0]!.status_since
  }
})
