import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { ApiError, Session } from '@otklik/protocol'

import { createLimits } from '../http/index.ts'
import type { Letter } from '../lib/mail.ts'
import { createTestApp, type Member, type TestApp, until } from '../testing/index.ts'

const letters: Letter[] = []
const codeOf = (answer: { json<T>(): T }) => answer.json<ApiError>().error.code
const linkIn = (letter: Letter | undefined) => /https?:\/\/\S+/.exec(letter?.text ?? '')?.[0] ?? ''

describe('access', () => {
  let world: TestApp
  let owner: Member
  let anna: Member
  before(async () => {
    world = await createTestApp({ letters })
    owner = await world.signUp('owner')
    anna = await world.signUp('operator', { accountId: owner.accountId })
  })
  const signIn = (who: Pick<Member, 'email' | 'password'>, browser = world.browser()) =>
    browser.send('POST', '/api/v1/session', { email: who.email, password: who.password })
  const statusOf = async (member: Pick<Member, 'browser'>) =>
    (await member.browser.get('/api/v1/session')).statusCode

  test('signs in with e-mail and password', async () => {
    const browser = world.browser()
    const answer = await signIn({ ...anna, email: anna.email.toUpperCase() }, browser)
    assert.equal(answer.statusCode, 201)
    assert.equal(answer.json<Session>().operator.id, anna.operatorId)
    const cookie = String(answer.headers['set-cookie'])
    assert.match(cookie, /^otklik=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/)
    assert.equal((await browser.get('/api/v1/session')).statusCode, 200)
    await browser.send('DELETE', '/api/v1/session')
    assert.equal((await browser.get('/api/v1/session')).statusCode, 401)
  })

  test('[H-36] never signs in with a wrong password', async () => {
    for (const password of ['', 'wrong', `${anna.password} `]) {
      const answer = await signIn({ email: anna.email, password })
      assert.equal(answer.statusCode, 401)
      assert.equal(codeOf(answer), 'wrong-credentials')
      await world.limits.giveBack('signInFromAddress', '127.0.0.1')
    }
  })

  test('[H-40] refuses what is not text', async () => {
    for (const password of [{ $regex: '.' }, ['x'], 1, null, true]) {
      const browser = world.browser()
      const answer = await browser.send('POST', '/api/v1/session', { email: anna.email, password })
      assert.equal(answer.statusCode, 422)
    }
  })

  test('[H-41] takes as long for somebody unknown', async () => {
    const quick = await createTestApp()
    const known = await quick.signUp('operator')
    const time = async (email: string) => {
      const startedAt = performance.now()
      const body = { email, password: 'wrong' }
      const answer = await quick.browser().send('POST', '/api/v1/session', body)
      const ms = performance.now() - startedAt
      assert.equal(codeOf(answer), 'wrong-credentials')
      await quick.limits.giveBack('signInFromAddress', '127.0.0.1')
      await quick.limits.giveBack('signInToAccount', email)
      return ms
    }
    await time('nobody@example.com')
    const least = { known: Infinity, unknown: Infinity }
    let ratio = 0
    // A busy machine only adds time, now and then: the least of many is what the work itself takes.
    for (let round = 1; round <= 200; round++) {
      least.known = Math.min(least.known, await time(known.email))
      least.unknown = Math.min(least.unknown, await time(`nobody-${round}@example.com`))
      ratio = least.unknown / least.known
      if (round >= 20 && ratio > 0.8 && ratio < 1.2) return
    }
    assert.fail(`unknown takes ${ratio.toFixed(2)} of known`)
  })

  test('[H-41] slows down whoever guesses, whatever address they claim', async () => {
    const { target, guess } = await openGuessing()
    const answers = await aThousand((n) => guess(addressOf(n), target.email))
    assert.equal(compared(answers), 6) // five, and one of the slow ones
    const refused = answers.find((answer) => answer.statusCode === 429)
    assert.ok(Number(refused?.headers['retry-after']) <= 30)
    assert.equal((await guess(addressOf(1), 'other@example.com')).statusCode, 429)
  })

  test('[H-41] slows down whoever guesses from everywhere, and whoever tries everybody', async () => {
    const { target, guess } = await openGuessing({ TRUST_PROXY: '127.0.0.1' })
    const answers = await aThousand((n) => guess(addressOf(n), target.email))
    assert.equal(compared(answers), 11) // ten, and one of the slow ones
    const others = await aThousand((n) => guess('203.0.113.7', `somebody-${n}@example.com`))
    assert.equal(compared(others), 6)
    assert.equal((await guess('203.0.113.8', 'other@example.com')).statusCode, 401)
  })

  test('[H-41] locks out nobody who knows the password, and lets them wait', async () => {
    const limits = createLimits({ signInSlowly: { points: 1, duration: 1 } })
    const { target, guess } = await openGuessing({}, limits)
    await Promise.all(Array.from({ length: 20 }, (_, n) => guess(addressOf(n), target.email)))
    const signedIn = async () =>
      (await guess(addressOf(1), target.email, target.password)).statusCode === 201
    await until(signedIn, 'a turn of theirs')
  })

  const addressOf = (n: number) => `10.0.${n >> 8}.${n & 255}`
  const aThousand = <Answer>(ask: (n: number) => Promise<Answer>) =>
    Promise.all(Array.from({ length: 1000 }, (_, n) => ask(n)))
  const compared = (answers: { statusCode: number }[]) =>
    answers.filter(({ statusCode }) => statusCode === 401).length
  async function openGuessing(environment = {}, limits = createLimits()) {
    const guessed = await createTestApp({ environment, limits })
    const guess = (from: string, email: string, password = 'wrong') =>
      guessed.app.inject({
        method: 'POST',
        url: '/api/v1/session',
        headers: { 'x-forwarded-for': from },
        payload: { email, password },
      })
    return { target: await guessed.signUp('operator'), guess }
  }

  test('[H-38] ends within five seconds what was ended elsewhere', async () => {
    const member = await world.signUp('operator', { accountId: owner.accountId })
    assert.equal(await statusOf(member), 200)
    await world.database.query('update users set disabled_at = now() where id = $1', [
      member.userId,
    ])
    world.clock.advance(5_000)
    assert.equal(await statusOf(member), 401)
  })

  test('[H-38] ends at once what was ended here, and says so to sockets', async () => {
    const member = await world.signUp('operator', { accountId: owner.accountId })
    assert.equal(await statusOf(member), 200)
    let told = 0
    const stop = world.sessions.onChange(() => {
      told += 1
    })
    const url = `/api/v1/operators/${member.operatorId}`
    const answer = await owner.browser.send('PATCH', url, { isDisabled: true })
    assert.equal(answer.statusCode, 200)
    stop()
    assert.equal(told, 1)
    assert.equal(await statusOf(member), 401)
    assert.equal((await signIn(member)).statusCode, 403)
  })

  test('lasts thirty days from its last use', async () => {
    const patient = await createTestApp()
    const member = await patient.signUp('operator')
    for (const [days, status] of [
      [29, 200],
      [29, 200],
      [30, 401],
    ] as const) {
      patient.clock.advance(days * 24 * 3600_000)
      assert.equal(await statusOf(member), status)
    }
  })

  test('ends after ninety days of use, and of two too many the one left longest ago', async () => {
    const patient = await createTestApp()
    const member = await patient.signUp('operator')
    const statuses: number[] = []
    for (let week = 0; week < 13; week++) {
      patient.clock.advance(7 * 24 * 3600_000)
      statuses.push(await statusOf(member))
    }
    assert.deepEqual(statuses, [...Array(12).fill(200), 401])
    const { accountId, userId } = member
    const token = await patient.sessions.start(patient.database, { userId, accountId })
    const isOpen = async () => Boolean(await patient.sessions.findCaller(token))
    // Other tabs of the company's other house go on with the same end.
    patient.clock.advance(20 * 24 * 3600_000)
    const next = { userId, accountId, follows: token }
    const following = await patient.sessions.start(patient.database, next)
    for (const days of [25, 25, 21]) {
      assert.ok(await patient.sessions.findCaller(following))
      patient.clock.advance(days * 24 * 3600_000)
    }
    assert.equal(await patient.sessions.findCaller(following), undefined)
    assert.equal(await isOpen(), false)
    const many: string[] = []
    for (let n = 0; n < 52; n++) {
      many.push(await patient.sessions.start(patient.database, { userId, accountId }))
      patient.clock.advance(1000)
    }
    const open = await Promise.all(many.map((each) => patient.sessions.findCaller(each)))
    assert.deepEqual(open.map(Boolean), [false, false, ...Array(50).fill(true)])
  })

  test('keeps nothing that opens a session', async () => {
    const member = await world.signUp('operator', { accountId: owner.accountId })
    const token = member.browser.cookie.split('=')[1] ?? ''
    const { rows } = await world.database.query<{ row: string }>(
      'select sessions::text as row from sessions where user_id = $1',
      [member.userId],
    )
    assert.equal(rows.length, 1)
    assert.equal(rows[0]?.row.includes(Buffer.from(token).toString('hex')), false)
    assert.equal(rows[0]?.row.includes(token), false)
  })

  test('answers a forgotten password alike for everybody', async () => {
    const ask = async (email: string) => {
      const answer = await world.browser().send('POST', '/api/v1/password-resets', { email })
      return [answer.statusCode, answer.body]
    }
    letters.length = 0
    assert.deepEqual(await ask(anna.email), await ask('nobody@example.com'))
    while (letters.length === 0) await new Promise((resolve) => setImmediate(resolve))
    assert.equal(letters.length, 1)
    assert.equal(letters[0]?.to, anna.email)
    assert.match(linkIn(letters[0]), /^http:\/\/localhost:3000\/password\/[\w-]{43}$/)
  })

  test('[H-39] opens a link to a new password once, within a day, and ends old sessions', async () => {
    const member = await world.signUp('operator', { accountId: owner.accountId })
    const fresh = 'another walk in the woods'
    const url = `/api/v1/operators/${member.operatorId}/password-reset`
    const renew = (token: string, password = fresh) =>
      world.browser().send('PUT', `/api/v1/password-resets/${token}`, { password })
    const createToken = async () => {
      const { link } = (await owner.browser.send('POST', url)).json<{ link: string }>()
      return link.split('/').at(-1) ?? ''
    }
    const stale = await createToken()
    const expiring = await createToken()
    assert.equal((await renew(stale)).statusCode, 404)
    world.clock.advance(24 * 3600_000)
    assert.equal((await renew(expiring)).statusCode, 404)
    const token = await createToken()
    for (const strange of ['%20', '[]', `${token}x`, token.toLowerCase(), 'undefined']) {
      assert.equal(codeOf(await renew(strange)), 'link-expired', strange)
    }
    assert.equal((await renew(token, member.email)).statusCode, 422)
    assert.equal(await statusOf(member), 200)
    const both = await Promise.all([renew(token), renew(token)])
    assert.deepEqual(both.map((answer) => answer.statusCode).sort(), [204, 404])
    assert.equal(await statusOf(member), 401)
    assert.equal((await signIn(member)).statusCode, 401)
    assert.equal((await signIn({ ...member, password: fresh })).statusCode, 201)
  })

  test('keeps preferences', async () => {
    const { preferences } = (await anna.browser.get('/api/v1/session')).json<Session>()
    const dark = { ...preferences, theme: 'dark' }
    await anna.browser.send('PUT', '/api/v1/preferences', dark)
    const after = (await anna.browser.get('/api/v1/session')).json<Session>()
    assert.deepEqual(after.preferences, dark)
  })
})

test('[H-36] uses a cookie that is tied to the host where the address is secure', async () => {
  const world = await createTestApp({ environment: { PUBLIC_URL: 'https://help.example' } })
  const { email, password } = await world.signUp('owner')
  const answer = await world.app.inject({
    method: 'POST',
    url: '/api/v1/session',
    headers: { host: 'help.example', origin: 'https://help.example' },
    payload: { email, password },
  })
  assert.match(
    String(answer.headers['set-cookie']),
    /^__Host-otklik=.*; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
  )
})
