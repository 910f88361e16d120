import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { ApiError, Session } from '@otklik/protocol'
import type { Modules } from '@otklik/protocol/settings'

import { createTestApp, type Member, type TestApp } from '../testing/index.ts'

const allOff = { bots: false, quality: false, whatsapp: false, 'call-tracking': false }

describe('modules', () => {
  let world: TestApp
  let owner: Member
  before(async () => {
    world = await createTestApp()
    owner = await world.signUp('owner')
  })
  const turn = (who: Member, name: string, isOn: unknown) =>
    who.browser.send('PUT', `/api/v1/modules/${name}`, { isOn })
  const listed = async (who: Member) => (await who.browser.get('/api/v1/modules')).json<Modules>()
  const inSession = async (who: Member) =>
    (await who.browser.get('/api/v1/session')).json<Session>().modules

  test('[COM-12] [COM-51] [COM-60] are off in a new company', async () => {
    assert.deepEqual(await listed(owner), allOff)
    assert.deepEqual(await inSession(owner), allOff)
  })

  test('are switched by the owner, and everybody is told', async () => {
    const { accountId } = owner
    const operator = await world.signUp('operator', { accountId })
    const stranger = await world.signUp('owner')
    const answer = await turn(owner, 'quality', true)
    assert.equal(answer.statusCode, 200, answer.body)
    const on = { ...allOff, quality: true }
    assert.deepEqual(answer.json(), on)
    assert.deepEqual(await inSession(operator), on)
    const told = async () => {
      const { rows } = await world.database.query<{ payload: Modules }>(
        `select payload from feed where account_id = $1 and kind = 'modules' order by number`,
        [accountId],
      )
      return rows.map(({ payload }) => payload)
    }
    assert.deepEqual(await told(), [on])
    // What is so already is said to nobody again.
    assert.deepEqual((await turn(owner, 'quality', true)).json(), on)
    assert.deepEqual((await turn(owner, 'quality', false)).json(), allOff)
    assert.deepEqual(await told(), [on, allOff])
    assert.deepEqual(await inSession(stranger), allOff)
  })

  test('are switched by nobody but an owner', async () => {
    const { accountId } = owner
    for (const role of ['administrator', 'supervisor', 'operator'] as const) {
      const member = await world.signUp(role, { accountId })
      assert.equal((await turn(member, 'bots', true)).statusCode, 403, role)
    }
    assert.equal((await listed(owner)).bots, false)
  })

  test('have known names and are on or off', async () => {
    assert.equal((await turn(owner, 'robots', true)).statusCode, 404)
    const answer = await turn(owner, 'bots', 'yes')
    assert.equal(answer.statusCode, 422)
    assert.ok(answer.json<ApiError>().error.fields?.isOn)
  })
})
