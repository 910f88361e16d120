import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { before, test } from 'node:test'
import type { Bot } from '@otklik/protocol/settings'

import { createBotFetch } from '../bots/index.ts'
import { createTestApp, type Member, type TestApp } from '../testing/index.ts'
import { makeDemoBots } from './index.ts'

let world: TestApp
let demo: Member
let own: string
before(async () => {
  world = await createTestApp()
  demo = await world.signUp('owner', { isDemo: true })
  await world.app.listen({ port: 0, host: '127.0.0.1' })
  own = `http://127.0.0.1:${(world.app.server.address() as AddressInfo).port}`
})

async function ask(who: Member, address: string): Promise<string> {
  const { database } = world
  const call = await createBotFetch({ database, allowedHosts: [], ownUrl: () => own })(
    who.accountId,
  )
  return call(address).then(
    ({ status, body }) => `${status} ${JSON.parse(body.toString()).status ?? ''}`,
    ({ reason }: { reason: string }) => reason,
  )
}

test('a bot of the demo company asks for its orders, and nobody else’s bot does', async () => {
  assert.equal(await ask(demo, 'http://sandbox/orders/1048'), '200 едет к вам')
  assert.equal(await ask(demo, 'http://sandbox/orders/1'), '404 ')
  assert.equal(await ask(demo, 'http://sandbox/orders/constructor'), '404 ')
  // Our own doors are not the demo’s systems, whatever the path pretends.
  assert.equal(await ask(demo, 'http://sandbox/../api/v1/first-run'), '404 ')
  for (const address of [`${own}/demo/orders/1048`, 'http://sandbox:3000/orders/1048']) {
    assert.equal(await ask(demo, address), 'refused-address')
  }
  const stranger = await world.signUp('owner')
  assert.equal(await ask(stranger, 'http://sandbox/orders/1048'), 'refused-address')
})

test('the demo has the whole gallery, published, and what was deleted does not come back', async () => {
  const list = async () => (await demo.browser.get('/api/v1/bots')).json<Bot[]>()
  await makeDemoBots(world.server.bots, demo.accountId)
  const bots = await list()
  assert.deepEqual(
    bots.map(({ isAvailable, usedBy }) => [isAvailable, usedBy]),
    [1, 2, 3].map(() => [true, []]),
  )
  for (const { id } of bots) await demo.browser.send('DELETE', `/api/v1/bots/${id}`)
  await makeDemoBots(world.server.bots, demo.accountId)
  assert.deepEqual(await list(), [])
})

test('where there is no demo there are no orders', async () => {
  const order = () => world.browser().get('/demo/orders/1048')
  assert.equal((await order()).statusCode, 200)
  await world.database.query('update accounts set suspended_at = now() where is_demo')
  assert.equal((await order()).statusCode, 404)
})
