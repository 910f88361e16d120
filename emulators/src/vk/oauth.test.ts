import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import type { Json } from '../test-kit.ts'
import { GROUP, type Network, openNetwork } from './test-kit.ts'

const REDIRECT = 'http://127.0.0.1:3000/oauth/vk'
const VERIFIER = 'v'.repeat(64)
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url')

async function openApp(network: Network, more: object = {}) {
  const app = await network.control('POST', '/apps', { redirects: [REDIRECT], ...more })
  const url = (query: Record<string, string>) => {
    const all = {
      client_id: String(app.id),
      redirect_uri: REDIRECT,
      response_type: 'code',
      ...query,
    }
    return `${network.url}/authorize?${new URLSearchParams(all)}`
  }
  /** Where the person's decision leads, as its parameters. */
  const decide = async (user: number, query: Record<string, string>) => {
    const { location } = await network.control('POST', '/authorizations', { url: url(query), user })
    return Object.fromEntries(new URL(location).searchParams)
  }
  const exchange = async (query: Record<string, string>) => {
    const all = { client_id: String(app.id), client_secret: app.secret, redirect_uri: REDIRECT }
    const response = await fetch(
      `${network.url}/access_token?${new URLSearchParams({ ...all, ...query })}`,
    )
    return { status: response.status, body: (await response.json()) as Json }
  }
  return { app, url, decide, exchange }
}

test('gives keys of communities to their administrator', async (t) => {
  const network = await openNetwork(t)
  const anna = await network.person('Анна')
  await network.community('PATCH', '', { admins: { [anna.id]: 3 } })
  const { decide, exchange } = await openApp(network)
  const asked = { group_ids: String(GROUP), scope: 'messages,manage', state: 'abc' }
  const { code, state } = await decide(anna.id, asked)
  assert.equal(state, 'abc')
  const { body } = await exchange({ code: code! })
  assert.equal(body.groups[0].group_id, GROUP)
  const key = body.groups[0].access_token
  const rights = await network.result('groups.getTokenPermissions', {}, key)
  assert.equal(rights.mask, 4096 + 262_144)
  const again = await exchange({ code: code! })
  assert.deepEqual([again.status, again.body.error], [401, 'invalid_grant'])
})

test('refuses those who are no administrators, and a no is a no', async (t) => {
  const network = await openNetwork(t)
  const pavel = await network.person('Павел')
  await network.community('PATCH', '', { admins: { [pavel.id]: 2 } })
  const { decide, url } = await openApp(network)
  const asked = { group_ids: String(GROUP), scope: 'messages', state: 'abc' }
  await assert.rejects(decide(pavel.id, asked), /not an administrator/)
  const page = await (await fetch(url(asked))).text()
  assert.match(page, /Павел: не администратор/)
  const refused = await decide(0, asked)
  assert.deepEqual([refused.error, refused.state], ['access_denied', 'abc'])
})

test('goes nowhere it was not told of', async (t) => {
  const network = await openNetwork(t)
  const anna = await network.person('Анна')
  const { url, decide, exchange } = await openApp(network)
  const foreign = await fetch(url({ redirect_uri: 'http://evil.example/' }), { redirect: 'manual' })
  assert.equal(foreign.status, 400)
  assert.match(await foreign.text(), /redirect_uri is incorrect/)
  const { code } = await decide(anna.id, { scope: 'groups' })
  const wrong = await exchange({ code: code!, client_secret: 'wrong' })
  assert.deepEqual([wrong.status, wrong.body.error], [401, 'invalid_client'])
  const late = await decide(anna.id, { scope: 'groups' })
  network.emulators.advance(3600_000 + 1000)
  assert.equal((await exchange({ code: late.code! })).body.error, 'invalid_grant')
})

test('opens its page to people other sites send, and only the page', async (t) => {
  const network = await openNetwork(t)
  const { url } = await openApp(network)
  const headers = { 'sec-fetch-site': 'cross-site' }
  assert.equal((await fetch(url({ scope: 'groups' }), { headers })).status, 200)
  const decision = url({ scope: 'groups' }).replace('/authorize?', '/authorize/decision?user=0&')
  assert.equal((await fetch(decision, { headers, redirect: 'manual' })).status, 403)
})

test('checks the verifier of VK ID and renews keys once', async (t) => {
  const network = await openNetwork(t)
  const anna = await network.person('Анна')
  const { app, decide } = await openApp(network, { scopes: ['vkid.personal_info'] })
  const token = async (query: Record<string, string>) => {
    const form = new URLSearchParams({
      client_id: String(app.id),
      redirect_uri: REDIRECT,
      ...query,
    })
    const response = await fetch(`${network.url}/oauth2/auth`, { method: 'POST', body: form })
    return (await response.json()) as Json
  }
  const asked = {
    ...{ code_challenge: CHALLENGE, code_challenge_method: 's256' },
    ...{ scope: 'vkid.personal_info groups', state: 'abc' },
  }
  const stolen = await decide(anna.id, asked)
  const code = (from: Record<string, string>, code_verifier: string) =>
    token({
      ...{ grant_type: 'authorization_code', code: from.code!, device_id: from.device_id! },
      ...{ code_verifier, state: 'abc' },
    })
  assert.equal((await code(stolen, 'w'.repeat(64))).error, 'invalid_grant')
  const own = await decide(anna.id, asked)
  assert.equal(own.type, 'code_v2')
  const given = await code(own, VERIFIER)
  // The app was not given more by the platform's support.
  assert.equal(given.scope, 'vkid.personal_info')
  assert.equal(await network.refusal('groups.get', { filter: 'admin' }, given.access_token), 7)
  const refresh = () =>
    token({
      ...{ grant_type: 'refresh_token', refresh_token: given.refresh_token },
      ...{ device_id: own.device_id!, state: 'd' },
    })
  const renewed = await refresh()
  assert.equal(renewed.user_id, anna.id)
  assert.equal((await refresh()).error, 'invalid_grant')
  network.emulators.advance(3600_000)
  assert.equal(await network.refusal('users.get', {}, renewed.access_token), 5)
})
