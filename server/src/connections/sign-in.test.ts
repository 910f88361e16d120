import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { before, beforeEach, test } from 'node:test'

import { ChannelError, type SignIn } from '../channels/index.ts'
import {
  addTrialPlatform,
  createTestApp,
  type Member,
  type TestApp,
  TRIAL,
} from '../testing/index.ts'

const all = Array.from({ length: 5 }, (_, n) => ({
  id: `club-${n}`,
  title: `Клуб ${n}`,
  isAllowed: n !== 3,
  ...(n === 3 && { why: { ru: 'Вы не администратор', en: 'You are no administrator' } }),
}))
let shown: { challenge: string; state: string; redirectUri: string }
let app: { id: string; secret: string } | undefined
let wantsVisit = false

const signIn: SignIn = {
  start(visit) {
    shown = visit
    return `https://trial.example/authorize?state=${visit.state}`
  },
  async finish({ code, verifier, redirectUri, credentials, accountId }) {
    if (code !== 'good') throw new ChannelError('misconfigured', 'no', { executed: 'no' })
    assert.equal(redirectUri, shown.redirectUri)
    const challenge = createHash('sha256').update(verifier).digest('base64url')
    assert.equal(challenge, shown.challenge)
    if (accountId) {
      assert.deepEqual(credentials, { key: 'person-key' })
      return { settings: { token: `key-of-${accountId}` } }
    }
    return { person: { name: 'Анна' }, credentials: { key: 'person-key' } }
  },
  async listAccounts(credentials, cursor = '0') {
    assert.deepEqual(credentials, { key: 'person-key' })
    const from = Number(cursor)
    const next = from + 2 < all.length ? String(from + 2) : undefined
    return { accounts: all.slice(from, from + 2), ...(next && { next }) }
  },
  async choose({ accountId, ...visit }) {
    if (!wantsVisit) return { settings: { token: `key-of-${accountId}` } }
    shown = visit
    return { visit: `https://trial.example/again?state=${visit.state}` }
  },
}

let world: TestApp
let owner: Member
before(async () => {
  addTrialPlatform({
    signIn: (given) => {
      app = given
      return signIn
    },
  })
  world = await createTestApp({
    environment: {
      PUBLIC_URL: 'https://otklik.example',
      TRIAL_APP_ID: '42',
      TRIAL_APP_SECRET: 'app-secret',
    },
  })
})
beforeEach(async () => {
  owner = await world.signUp('owner')
  wantsVisit = false
})

const post = async (url: string, body: object, by = owner) => {
  const answer = await by.browser.send('POST', `/api/v1/${url}`, body as Record<string, unknown>)
  return { status: answer.statusCode, ...JSON.parse(answer.body || '{}') }
}
const start = () => post('sign-ins', { kind: TRIAL })
const comeBack = (query: object, by = owner) => post('sign-in-returns', { query }, by)
const accounts = async (id: string) => {
  const found: object[] = []
  let cursor: string | undefined
  do {
    const path = `/api/v1/sign-ins/${id}/accounts${cursor ? `?cursor=${cursor}` : ''}`
    const page = (await owner.browser.get(path)).json()
    found.push(...page.accounts)
    cursor = page.next
  } while (cursor)
  return found
}

test('[VK-02] [VK-06] [VK-07] signs in, lists every account, connects the chosen one', async () => {
  const begun = await start()
  assert.match(begun.url, /^https:\/\/trial\.example\/authorize/)
  assert.equal(shown.redirectUri, 'https://otklik.example/settings/channels/sign-in')
  assert.deepEqual(app, { id: '42', secret: 'app-secret' })
  const back = await comeBack({ code: 'good', state: shown.state, device_id: 'd' })
  assert.partialDeepStrictEqual(back, { status: 200, step: 'choosing', person: 'Анна' })
  assert.equal((await accounts(back.id)).length, all.length)
  assert.deepEqual(await post(`sign-ins/${back.id}/choice`, { accountId: 'club-1' }), {
    status: 200,
  })
  const connected = await post('channels', { kind: TRIAL, settings: {}, signIn: back.id })
  assert.equal(connected.status, 201)
  assert.equal(connected.identity.externalId, 'key-of-club-1')
  const { rows } = await world.database.query('select 1 from sign_ins where id = $1', [back.id])
  assert.equal(rows.length, 0, 'nothing of it is kept')
})

test('[VK-07] visits the platform again where an account has a key of its own', async () => {
  wantsVisit = true
  await start()
  const { id } = await comeBack({ code: 'good', state: shown.state })
  const { url } = await post(`sign-ins/${id}/choice`, { accountId: 'club-2' })
  assert.match(url, /again/)
  const back = await comeBack({ code: 'good', state: shown.state })
  assert.partialDeepStrictEqual(back, { id, step: 'chosen' })
  const connected = await post('channels', { kind: TRIAL, settings: {}, signIn: id })
  assert.equal(connected.identity.externalId, 'key-of-club-2')
})

test('[VK-03] [VK-04] an account they do not administer is locked, and says why', async () => {
  await start()
  const { id } = await comeBack({ code: 'good', state: shown.state })
  const locked = (await accounts(id)).find((each) => 'why' in each)
  assert.partialDeepStrictEqual(locked, { isAllowed: false, why: 'Вы не администратор' })
  for (const accountId of ['club-3', 'club-of-others']) {
    const { status } = await post(`sign-ins/${id}/choice`, { accountId })
    assert.equal(status, 403, accountId)
  }
  const early = await post('channels', { kind: TRIAL, settings: {}, signIn: id })
  assert.equal(early.error.code, 'sign-in-over')
})

test('[VK-02] a state works once, in its own session, for ten minutes', async () => {
  await start()
  const { state } = shown
  const code = 'good'
  assert.equal((await comeBack({ code, state: `${state}x` })).error.code, 'sign-in-over')
  assert.equal((await comeBack({ code })).error.code, 'sign-in-over')
  const sameCompany = await world.signUp('administrator', { accountId: owner.accountId })
  assert.equal((await comeBack({ code, state }, sameCompany)).error.code, 'sign-in-over')
  const stranger = await world.signUp('owner')
  assert.equal((await comeBack({ code, state }, stranger)).error.code, 'sign-in-over')
  const { id } = await comeBack({ code, state })
  assert.equal((await comeBack({ code, state })).error.code, 'sign-in-over')
  const path = `/api/v1/sign-ins/${id}/accounts`
  assert.equal((await sameCompany.browser.get(path)).statusCode, 409)
  await start()
  await world.database.query(`update sign_ins set expires_at = now() - interval '1 second'`)
  assert.equal((await comeBack({ code, state: shown.state })).error.code, 'sign-in-over')
})

test('a refusal at the platform is told as one', async () => {
  await start()
  const denied = await comeBack({ error: 'access_denied', state: shown.state })
  assert.equal(denied.error.code, 'sign-in-refused')
  await start()
  const wrong = await comeBack({ code: 'bad', state: shown.state })
  assert.equal(wrong.error.code, 'sign-in-refused')
})

test('keys of the platform are sealed in the database and never in an answer', async () => {
  await start()
  const { id } = await comeBack({ code: 'good', state: shown.state })
  const { rows } = await world.database.query<{ row: string }>(
    'select to_jsonb(s)::text as row from sign_ins s where id = $1',
    [id],
  )
  assert.doesNotMatch(rows[0]!.row, /person-key/)
  const { body } = await owner.browser.get(`/api/v1/sign-ins/${id}`)
  assert.doesNotMatch(body, /key/)
})

test('an installation without an application of its own does not offer it', async () => {
  const kindIn = async (member: Member) =>
    (await member.browser.get('/api/v1/channel-kinds'))
      .json()
      .find(({ id }: { id: string }) => id === TRIAL)
  assert.equal((await kindIn(owner)).canSignIn, true)
  const plain = await createTestApp()
  const other = await plain.signUp('owner')
  assert.equal((await kindIn(other)).canSignIn, false)
  assert.equal((await post('sign-ins', { kind: TRIAL }, other)).status, 404)
})
