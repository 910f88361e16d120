import assert from 'node:assert/strict'
import { before, beforeEach, test } from 'node:test'
import type { ApiError, SavedFilter } from '@otklik/protocol'

import { createTestApp, type Member, type TestApp } from '../testing/index.ts'

let world: TestApp
let anna: Member
let dmitry: Member
let supervisor: Member
before(async () => {
  world = await createTestApp()
})
beforeEach(async () => {
  supervisor = await world.signUp('supervisor')
  const { accountId } = supervisor
  anna = await world.signUp('operator', { accountId })
  dmitry = await world.signUp('operator', { accountId })
})

const list = async ({ browser }: Member) =>
  (await browser.get('/api/v1/filters')).json<SavedFilter[]>()
const names = async (who: Member) => (await list(who)).map(({ name }) => name)
const post = ({ browser }: Member, body: object) =>
  browser.send('POST', '/api/v1/filters', { conditions: { owes: 'us' }, ...body })
const make = async (who: Member, name: string, more: object = {}) =>
  (await post(who, { name, ...more })).json<SavedFilter>()
const patch = ({ browser }: Member, { id, version }: SavedFilter, body: object) =>
  browser.send('PATCH', `/api/v1/filters/${id}`, { version, ...body })

test('keeps a filter to whoever made it', async () => {
  const made = await make(anna, 'Долго ждут', { conditions: { waitsOverMin: 10, owes: 'us' } })
  assert.deepEqual(made.conditions, { waitsOverMin: 10, owes: 'us' })
  assert.deepEqual([await names(anna), await names(dmitry)], [['Долго ждут'], []])
  const path = `/api/v1/filters/${made.id}`
  assert.equal((await dmitry.browser.send('DELETE', path)).statusCode, 404)
  assert.equal((await patch(dmitry, made, { name: 'Чужой' })).statusCode, 404)
})

test('shares one with everybody, when a supervisor says so', async () => {
  assert.equal((await post(anna, { name: 'Общий', isShared: true })).statusCode, 403)
  const shared = await make(supervisor, 'Окно закрывается', {
    isShared: true,
    conditions: { windowUnderHours: 2 },
  })
  assert.deepEqual(await names(dmitry), ['Окно закрывается'])
  assert.equal((await patch(dmitry, shared, { name: 'x' })).statusCode, 403)
  assert.equal(
    (await dmitry.browser.send('DELETE', `/api/v1/filters/${shared.id}`)).statusCode,
    403,
  )
  const own = (await patch(supervisor, shared, { isShared: false })).json<SavedFilter>()
  assert.equal(own.version, shared.version + 1)
  assert.deepEqual(await names(dmitry), [])
})

test('leaves one that is shared no more to whoever took it back', async () => {
  const { accountId } = supervisor
  const other = await world.signUp('supervisor', { accountId })
  const shared = await make(supervisor, 'Долгие', { isShared: true })
  const answer = await patch(other, shared, { isShared: false })
  assert.equal(answer.statusCode, 200, answer.body)
  assert.equal(answer.json<SavedFilter>().ownerId, other.operatorId)
  assert.deepEqual([await names(other), await names(supervisor)], [['Долгие'], []])
})

test('changes only what was seen last, and keeps names apart', async () => {
  const first = await make(anna, 'Первый')
  const second = await make(anna, 'Второй')
  assert.equal((await patch(anna, second, { name: 'Другой' })).statusCode, 200)
  const late = await patch(anna, second, { name: 'Опоздал' })
  assert.equal(late.json<ApiError>().error.code, 'changed-meanwhile')
  const taken = await post(anna, { name: 'первый' })
  assert.equal(taken.json<ApiError>().error.fields?.name?.code, 'name-taken')
  assert.equal((await anna.browser.send('DELETE', `/api/v1/filters/${first.id}`)).statusCode, 204)
  assert.deepEqual(await names(anna), ['Другой'])
})

test('puts them in the order that was asked for', async () => {
  const ids: string[] = []
  for (const name of ['а', 'б', 'в']) ids.push((await make(anna, name)).id)
  const order = (wanted: string[]) =>
    anna.browser.send('PUT', '/api/v1/filters/order', { ids: wanted })
  assert.equal((await order([ids[2]!, ids[0]!, ids[1]!])).statusCode, 200)
  assert.deepEqual(await names(anna), ['в', 'а', 'б'])
  assert.equal((await order([ids[0]!, ids[1]!])).statusCode, 422, 'one is left out')
})

test('[H-42] refuses a filter without conditions, or with wrong ones', async () => {
  for (const conditions of [{}, { waitsOverMin: 0 }, { owes: 'them' }, { colour: 'red' }]) {
    assert.equal((await post(anna, { name: 'x', conditions })).statusCode, 422)
  }
})

test('tells open workplaces of a shared change, and only its owner of their own', async () => {
  await make(anna, 'Свой')
  await make(supervisor, 'Общий', { isShared: true })
  const { rows } = await world.database.query<{ payload: object }>(
    `select payload from feed where account_id = $1 and kind = 'filters' order by number`,
    [anna.accountId],
  )
  assert.deepEqual(
    rows.map(({ payload }) => payload),
    [{ ownerId: anna.operatorId }, {}],
  )
})
