import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { type Role, role } from '@otklik/protocol'
import { keyPermission } from '@otklik/protocol/settings'

import { type DeclaredRoute, isOpen } from '../http/index.ts'
import { createTestApp, type Member, type TestApp } from '../testing/index.ts'
import { permissionsOf } from './roles.ts'

/** An id that nobody has: whoever may call is told 404 or 422, and nothing is changed. */
const nowhere = '00000000-0000-4000-8000-000000000000'
const refusals = [401, 403]

describe('every route', () => {
  let world: TestApp
  let routes: DeclaredRoute[]
  const members = new Map<Role, Member>()
  let disabled: Member
  before(async () => {
    world = await createTestApp()
    const owner = await world.signUp('owner')
    const { accountId } = owner
    members.set('owner', owner)
    for (const each of role.options.filter((name) => name !== 'owner')) {
      members.set(each, await world.signUp(each, { accountId }))
    }
    disabled = await world.signUp('administrator', { accountId })
    await world.database.query(
      'update memberships set disabled_at = now() where account_id = $1 and user_id = $2',
      [accountId, disabled.userId],
    )
    // Leaving ends sessions, and is looked at in its own test.
    routes = world.app.declaredRoutes.filter(
      ({ method, url }) => !(method === 'DELETE' && /^\/api\/v1\/sessions?$/.test(url)),
    )
  })

  const keyOfBot = async ({ browser }: Member): Promise<string> => {
    await browser.send('PUT', '/api/v1/modules/bots', { isOn: true })
    const made = await browser.send('POST', '/api/v1/bots', { kind: 'scenario', name: 'Верба' })
    return (await browser.send('POST', `/api/v1/bots/${made.json().id}/key`)).json().key
  }

  const call = async (
    { method, url }: DeclaredRoute,
    cookie: string,
    more: Record<string, string> = {},
  ) => {
    const { statusCode } = await world.app.inject({
      method: method as 'GET',
      url: url.replace(/:\w+/g, nowhere),
      headers: { origin: 'http://localhost:80', ...(cookie && { cookie }), ...more },
    })
    return statusCode
  }

  test('[H-36] lets in exactly the roles it declares', async () => {
    for (const route of routes) {
      const { access } = route
      if (access === 'bot') continue
      for (const [name, { browser }] of members) {
        const status = await call(route, browser.cookie)
        const isAllowed: boolean =
          typeof access === 'string'
            ? access !== 'installation'
            : permissionsOf(name).has(access.permission)
        const where = `${name} ${route.method} ${route.url}: ${status}`
        assert.equal(status === 403, !isAllowed, where)
        assert.notEqual(status, 401, where)
        assert.ok(status < 500, where)
      }
    }
  })

  test('shows the installation to its owner, whatever their role, and to nobody else', async () => {
    const keeper = await world.signUp('observer')
    await world.database.query('update users set owns_installation = true where id = $1', [
      keeper.userId,
    ])
    const own = routes.filter(({ access }) => access === 'installation')
    assert.ok(own.length >= 5)
    for (const route of own) {
      const status = await call(route, keeper.browser.cookie)
      assert.ok(
        ![401, 403].includes(status) && status < 500,
        `${route.method} ${route.url}: ${status}`,
      )
    }
  })

  test('lets in a bot by its key, where bots are let in and nowhere else', async () => {
    const key = await keyOfBot(members.get('owner')!)
    const own = routes.filter(({ access }) => access === 'bot')
    assert.ok(own.length >= 3)
    for (const route of routes) {
      const authorization = `Bearer ${key}`
      const status = await call(route, '', { authorization })
      const where = `${route.method} ${route.url}: ${status}`
      if (route.access === 'bot' || isOpen(route.access)) {
        assert.equal(refusals.includes(status) || status >= 500, false, where)
      } else assert.equal(status, 401, where)
    }
    for (const route of own) {
      const { cookie } = members.get('owner')!.browser
      assert.equal(await call(route, cookie), 401, 'a session is no key')
    }
  })

  test('lets in a key of the company where the route says so, with what the key was given', async () => {
    const owner = members.get('owner')!
    const made = async (permissions: readonly string[]) => {
      const answer = await owner.browser.send('POST', '/api/v1/api-keys', {
        ...{ name: 'CRM', permissions, perMinute: 6000 },
      })
      assert.equal(answer.statusCode, 201, answer.body)
      return { authorization: `Bearer ${answer.json().key}` }
    }
    const whole = await made(keyPermission.options)
    const narrow = await made(['contacts.edit'])
    const ofOwner = routes.filter(({ access }) => access !== 'bot' && access !== 'installation')
    for (const { access, byKey, ...route } of ofOwner) {
      const where = `${route.method} ${route.url}`
      const status = await call({ access, byKey, ...route }, '', whole)
      if (isOpen(access)) continue
      const isGiven =
        typeof access === 'string' || keyPermission.safeParse(access.permission).success
      assert.equal(status === 403, !byKey || !isGiven, `${where}: ${status}`)
      assert.ok(status !== 401 && status < 500, `${where}: ${status}`)
      if (typeof access !== 'object') continue
      const narrowly = await call({ access, byKey, ...route }, '', narrow)
      assert.equal(narrowly === 403, !byKey || access.permission !== 'contacts.edit', where)
    }
    const byKey = routes.filter((route) => route.byKey)
    assert.ok(byKey.length > 80)
    const nobodys = byKey.find(({ url }) => url === '/api/v1/api-keys')
    assert.equal(nobodys, undefined, 'a key makes no keys')
  })

  test('[H-36] lets in nobody without a session, with a spoiled one, or disabled', async () => {
    for (const route of routes) {
      for (const cookie of ['', 'otklik=', `otklik=${'A'.repeat(43)}`, disabled.browser.cookie]) {
        const status = await call(route, cookie)
        const where = `${route.method} ${route.url}: ${status}`
        if (isOpen(route.access)) assert.equal(refusals.includes(status), false, where)
        else assert.equal(status, 401, where)
      }
    }
  })

  test('[H-37] answers an id of another company as one that nobody has', async () => {
    const stranger = await world.signUp('owner')
    const { operatorId } = members.get('operator')!
    const own = await members.get('owner')!.browser.send('POST', '/api/v1/invitations', {
      email: 'new@example.com',
      name: 'Новый',
      role: 'operator',
    })
    const invitation = own.json<{ id: string }>().id
    const calls = (operator: string, invited: string) =>
      [
        ['PATCH', `/api/v1/operators/${operator}`, { name: 'x' }],
        ['POST', `/api/v1/operators/${operator}/password-reset`, undefined],
        ['PUT', `/api/v1/operators/${operator}/status`, { status: 'break' }],
        ['DELETE', `/api/v1/invitations/${invited}`, undefined],
      ] as const
    const unknown = calls(nowhere, nowhere)
    for (const [index, [method, url, body]] of calls(operatorId, invitation).entries()) {
      const foreign = await stranger.browser.send(method, url, body)
      const absent = await stranger.browser.send(method, unknown[index]![1], body)
      assert.equal(foreign.statusCode, 404, url)
      assert.deepEqual(
        foreign.json<{ error: object }>().error,
        absent.json<{ error: object }>().error,
      )
    }
  })

  test('only shows a suspended demo', async () => {
    const { browser, accountId } = await world.signUp('owner', { isDemo: true })
    await world.database.query('update accounts set suspended_at = now() where id = $1', [
      accountId,
    ])
    assert.equal((await browser.get('/api/v1/operators')).statusCode, 200)
    const invited = { email: 'x@example.com', name: 'X', role: 'operator' }
    assert.equal((await browser.send('POST', '/api/v1/invitations', invited)).statusCode, 403)
    assert.equal((await browser.send('DELETE', '/api/v1/session')).statusCode, 204)
  })
})
