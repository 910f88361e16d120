import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { IdentityProvider } from '@otklik/emulators/identity-provider'
import type { ApiError, Session } from '@otklik/protocol'
import type { CompanySignIn } from '@otklik/protocol/settings'

import {
  type Browser,
  createTestApp,
  type Member,
  openIdentityProvider,
  type TestApp,
} from '../testing/index.ts'

const codeOf = (answer: { json<T>(): T }) => answer.json<ApiError>().error.code

describe('sign-in through one’s company', () => {
  let world: TestApp
  let provider: IdentityProvider
  let owner: Member
  let count = 0
  before(async () => {
    provider = await openIdentityProvider()
    world = await createTestApp({ environment: { ALLOW_LOOPBACK_PLATFORMS: '1' } })
    owner = await world.signUp('owner')
    assert.equal((await save({})).statusCode, 200)
  })

  async function save(changes: object, who = owner) {
    const { version } = (await who.browser.get('/api/v1/company-sign-in')).json<CompanySignIn>()
    const { issuer, clientId, clientSecret } = provider
    return who.browser.send('PUT', '/api/v1/company-sign-in', {
      ...{ version, isOn: true, slug: 'verba', issuer, clientId, clientSecret },
      ...{ domains: ['verba.example'], letsIn: 'invited', role: 'operator' },
      ...changes,
    })
  }
  const begin = (browser: Browser, company = 'verba') =>
    browser.send('POST', '/api/v1/company-sign-ins', { company })
  const end = (browser: Browser, address: string) =>
    browser.send('POST', '/api/v1/company-sign-ins/return', { address })
  async function come(claims: object, browser = world.browser()) {
    const { url } = (await begin(browser)).json<{ url: string }>()
    return end(browser, provider.approve(url, { email_verified: true, name: 'Анна', ...claims }))
  }
  async function invite() {
    const email = `new-${++count}@verba.example`
    const invited = { email, name: 'Анна Лебедева', role: 'supervisor' }
    const answer = await owner.browser.send('POST', '/api/v1/invitations', invited)
    assert.equal(answer.statusCode, 201)
    return { email, sub: `subject-${count}` }
  }

  test('goes to the provider with a state, a nonce and a challenge, by address', async () => {
    for (const company of ['verba', ' Verba ']) {
      const answer = await begin(world.browser(), company)
      assert.equal(answer.statusCode, 201, answer.body)
      const { searchParams } = new URL(answer.json<{ url: string }>().url)
      for (const name of ['state', 'nonce', 'code_challenge']) assert.ok(searchParams.get(name))
      assert.equal(searchParams.get('code_challenge_method'), 'S256')
      assert.match(String(answer.headers['set-cookie']), /^otklik-way=[\w-]{43};.*HttpOnly/)
    }
    for (const company of ['', 'nobody', 'anna@verba.example', 'verba.example', "'; --"]) {
      assert.equal(codeOf(await begin(world.browser(), company)), 'no-company-sign-in', company)
    }
  })

  test('lets in whoever was invited, and knows them again by their subject', async () => {
    const anna = await invite()
    const browser = world.browser()
    const answer = await come(anna, browser)
    assert.equal(answer.statusCode, 201, answer.body)
    const { operator, user, protection } = answer.json<Session>()
    assert.deepEqual([operator.role, user.email], ['supervisor', anna.email])
    assert.equal(protection.onlyAccount, true)
    assert.equal((await browser.get('/api/v1/session')).statusCode, 200)
    const renamed = await come({ sub: anna.sub, email: 'other@verba.example' })
    assert.equal(renamed.json<Session>().operator.id, operator.id)
    assert.equal(codeOf(await come({ ...anna, sub: 'somebody else' })), 'other-identity')
  })

  test('lets in a member with a password, and nobody else of the domain', async () => {
    const member = await world.signUp('operator', { accountId: owner.accountId })
    const email = `member-${++count}@verba.example`
    await world.database.query('update users set email = $2 where id = $1', [member.userId, email])
    const known = await come({ sub: `subject-${count}`, email })
    assert.equal(known.json<Session>().operator.id, member.operatorId)
    const stranger = { sub: 'stranger', email: 'stranger@verba.example' }
    assert.equal(codeOf(await come(stranger)), 'not-invited')
    assert.equal(codeOf(await come({ sub: 'x', email: 'owner-1@example.com' })), 'not-invited')
    assert.equal((await save({ letsIn: 'domain', role: 'observer' })).statusCode, 200)
    const { operator } = (await come(stranger)).json<Session>()
    assert.deepEqual([operator.role, operator.name], ['observer', 'Анна'])
    const nameless = { sub: 'nameless', email: 'olga@verba.example', name: '' }
    assert.equal((await come(nameless)).json<Session>().operator.name, 'olga')
    await save({ letsIn: 'invited' })
    await owner.browser.send('PATCH', `/api/v1/operators/${member.operatorId}`, {
      isDisabled: true,
    })
    assert.equal(codeOf(await come({ sub: `subject-${count}`, email })), 'not-invited')
  })

  test('leads nobody astray whose domain another company has named', async () => {
    const rival = await world.signUp('owner')
    const named = await save({ slug: 'verba-example' }, rival)
    assert.equal(named.statusCode, 200, named.body)
    const { name } = (await begin(world.browser())).json<{ name: string }>()
    const { account } = (await owner.browser.get('/api/v1/session')).json<Session>()
    assert.equal(name, account.name)
    const byMail = await begin(world.browser(), 'anna@verba.example')
    assert.equal(codeOf(byMail), 'no-company-sign-in')
  })

  test('opens that company and nothing else of the same person', async () => {
    const elsewhere = await world.signUp('owner')
    const email = `both-${++count}@verba.example`
    await world.database.query(
      'update users set email = $2, owns_installation = true where id = $1',
      [elsewhere.userId, email],
    )
    await owner.browser.send('POST', '/api/v1/invitations', { email, name: 'X', role: 'operator' })
    const browser = world.browser()
    const session = (await come({ sub: `subject-${count}`, email }, browser)).json<Session>()
    assert.deepEqual(
      [session.account.id, session.accounts.length, session.ownsInstallation],
      [owner.accountId, 1, false],
    )
    const move = { accountId: elsewhere.accountId }
    const moved = await browser.send('PUT', '/api/v1/session/account', move)
    assert.equal(codeOf(moved), 'password-needed')
    assert.equal((await browser.get('/api/v1/installation/accounts')).statusCode, 403)
    const own = (await elsewhere.browser.get('/api/v1/sessions')).json<unknown[]>()
    const theirs = (await browser.get('/api/v1/sessions')).json<unknown[]>()
    assert.deepEqual([own.length, theirs.length], [2, 1])
  })

  test('believes no token that is not for us, now, from there and for this way', async () => {
    const anna = await invite()
    const wrongs = [
      { nonce: 'another' },
      { aud: 'somebody-else' },
      { exp: Math.floor(Date.now() / 1000) - 120 },
      { iss: 'https://elsewhere.example' },
    ]
    for (const claims of wrongs) {
      provider.misbehave({ claims })
      assert.equal(codeOf(await come(anna)), 'company-sign-in-refused', JSON.stringify(claims))
    }
    provider.misbehave({ isForged: true })
    assert.equal(codeOf(await come(anna)), 'company-sign-in-refused', 'signed by somebody else')
    provider.misbehave(undefined)
    for (const email_verified of [false, undefined, 'no']) {
      assert.equal(codeOf(await come({ ...anna, email_verified })), 'email-not-verified')
    }
    assert.equal((await come(anna)).statusCode, 201)
  })

  test('ends once, in the browser it began in, within ten minutes', async () => {
    const anna = await invite()
    const claims = { ...anna, email_verified: true }
    const browser = world.browser()
    const url = async () => (await begin(browser)).json<{ url: string }>().url
    const stolen = provider.approve(await url(), claims)
    assert.equal(codeOf(await end(world.browser(), stolen)), 'sign-in-over', 'another browser')
    const way = browser.cookie
    assert.equal((await end(browser, stolen)).statusCode, 201)
    browser.cookie = way
    assert.equal(codeOf(await end(browser, stolen)), 'sign-in-over', 'twice')
    const late = provider.approve(await url(), claims)
    world.clock.advance(10 * 60_000)
    assert.equal(codeOf(await end(browser, late)), 'sign-in-over', 'late')
    const refused = new URL(await url()).searchParams.get('state')
    const denied = `http://localhost/sign-in/return?error=access_denied&state=${refused}`
    assert.equal(codeOf(await end(browser, denied)), 'company-sign-in-refused')
    assert.equal(codeOf(await end(browser, 'http://localhost/?state=x')), 'sign-in-over')
  })

  test('is set up by an owner, with a secret that is never shown', async () => {
    const admin = await world.signUp('administrator', { accountId: owner.accountId })
    assert.equal((await admin.browser.get('/api/v1/company-sign-in')).statusCode, 403)
    const shown = await owner.browser.get('/api/v1/company-sign-in')
    assert.equal(shown.body.includes(provider.clientSecret), false)
    assert.equal(shown.json<CompanySignIn>().hasSecret, true)
    const { rows } = await world.database.query<{ row: string }>(
      'select company_sign_ins::text as row from company_sign_ins',
    )
    assert.equal(rows[0]?.row.includes(provider.clientSecret), false)
    const wrong = async (changes: object) =>
      Object.entries((await save(changes)).json<ApiError>().error.fields ?? {}).map(
        ([at, { code }]) => `${at} ${code}`,
      )
    const { issuer } = provider
    assert.deepEqual(await wrong({ issuer: `${issuer}/other` }), ['issuer no-provider'])
    assert.deepEqual(await wrong({ issuer: 'https://10.0.0.7' }), ['issuer host-not-allowed'])
    const moved = { issuer: 'https://id.example', clientSecret: undefined, isOn: false }
    assert.deepEqual(await wrong(moved), ['clientSecret required'])
    assert.deepEqual(await wrong({ letsIn: 'domain', domains: [] }), ['domains required'])
    const other = await world.signUp('owner')
    const taken = (await save({}, other)).json<ApiError>().error.fields
    assert.equal(taken?.slug?.code, 'name-taken')
    await save({ isOn: false })
    assert.equal(codeOf(await begin(world.browser())), 'no-company-sign-in')
  })

  test('lets one of two who save at once be told of the other', async () => {
    const { version } = (await owner.browser.get('/api/v1/company-sign-in')).json<CompanySignIn>()
    const both = await Promise.all([save({ version }), save({ version, role: 'supervisor' })])
    assert.deepEqual(both.map(({ statusCode }) => statusCode).sort(), [200, 409])
    const [one, other] = [await world.signUp('owner'), await world.signUp('owner')]
    const same = await Promise.all([one, other].map((who) => save({ slug: 'mebel' }, who)))
    assert.deepEqual(same.map(({ statusCode }) => statusCode).sort(), [200, 422])
    const refused = same.find(({ statusCode }) => statusCode === 422)
    assert.equal(refused?.json<ApiError>().error.fields?.slug?.code, 'name-taken')
  })
})

test('calls nothing inside the network where nobody allowed it', async () => {
  const provider = await openIdentityProvider()
  const world = await createTestApp()
  const owner = await world.signUp('owner')
  const { issuer, clientId, clientSecret } = provider
  const answer = await owner.browser.send('PUT', '/api/v1/company-sign-in', {
    ...{ version: 0, isOn: true, slug: 'verba', issuer, clientId, clientSecret },
    ...{ domains: [], letsIn: 'invited', role: 'operator' },
  })
  assert.equal(answer.json<ApiError>().error.fields?.issuer?.code, 'host-not-allowed')
  assert.deepEqual(provider.requests, [])
})
