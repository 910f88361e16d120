import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { ApiError, Session } from '@otklik/protocol'
import type { ActiveSession, SecondFactor, SecondFactorRule } from '@otklik/protocol/settings'

import type { Letter } from '../lib/mail.ts'
import { createTestApp, type Member, type TestApp } from '../testing/index.ts'
import { codeAt } from './second-factor/totp.ts'

const HALF_MINUTE = 30_000
const DAY = 24 * 3600_000
const codeOf = (answer: { json<T>(): T }) => answer.json<ApiError>().error.code
const fieldsOf = (answer: { json<T>(): T }) =>
  Object.entries(answer.json<ApiError>().error.fields ?? {}).map(
    ([at, { code }]) => `${at} ${code}`,
  )

function fromBase32(text: string): Buffer {
  const bits = [...text]
    .map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter))
    .map((five) => five.toString(2).padStart(5, '0'))
    .join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}

describe('the protection of a sign-in', () => {
  const letters: Letter[] = []
  let world: TestApp
  let owner: Member
  before(async () => {
    world = await createTestApp({ letters })
    owner = await world.signUp('owner')
  })
  const join = () => world.signUp('operator', { accountId: owner.accountId })
  const signIn = (who: Member, code?: string) => {
    const { email, password } = who
    const body = { email, password, ...(code !== undefined && { code }) }
    return world.browser().send('POST', '/api/v1/session', body)
  }
  const codeNow = (secret: Buffer, steps = 0) =>
    codeAt(secret, Math.floor(world.clock.now().getTime() / HALF_MINUTE) + steps)

  async function protect(who: Member) {
    const { browser, password } = who
    const begun = await browser.send('POST', '/api/v1/second-factor', { password })
    assert.equal(begun.statusCode, 201, begun.body)
    const secret = fromBase32(begun.json<{ secret: string }>().secret)
    const confirmed = await browser.send('PUT', '/api/v1/second-factor/confirmation', {
      code: codeNow(secret),
    })
    assert.equal(confirmed.statusCode, 200, confirmed.body)
    world.clock.advance(HALF_MINUTE)
    return { secret, recoveryCodes: confirmed.json<{ recoveryCodes: string[] }>().recoveryCodes }
  }

  test('[H-41] asks for a code once the second factor is on, and takes each code once', async () => {
    const anna = await join()
    const { secret } = await protect(anna)
    assert.equal(codeOf(await signIn(anna)), 'code-needed')
    const wrong = await world.browser().send('POST', '/api/v1/session', {
      ...{ email: anna.email, password: 'wrong', code: codeNow(secret) },
    })
    assert.equal(codeOf(wrong), 'wrong-credentials')
    const code = codeNow(secret)
    const both = await Promise.all([signIn(anna, code), signIn(anna, code)])
    assert.deepEqual(both.map((answer) => answer.statusCode).sort(), [201, 401])
    assert.equal(codeOf(await signIn(anna, codeNow(secret, -1))), 'wrong-code')
    assert.equal((await signIn(anna, codeNow(secret, 1))).statusCode, 201)
  })

  test('takes a recovery code once, in place of a code', async () => {
    const anna = await join()
    const { recoveryCodes } = await protect(anna)
    assert.equal(new Set(recoveryCodes).size, 10)
    const [first = '', second = ''] = recoveryCodes
    assert.equal((await signIn(anna, first)).statusCode, 201)
    assert.equal(codeOf(await signIn(anna, first)), 'wrong-code')
    assert.equal((await signIn(anna, second.toUpperCase().replaceAll('-', ' '))).statusCode, 201)
    const state = await anna.browser.get('/api/v1/second-factor')
    assert.deepEqual(state.json<SecondFactor>(), {
      isOn: true,
      recoveryCodesLeft: 8,
      hasPassword: true,
    })
  })

  test('[H-41] stops whoever guesses codes with the right password', async () => {
    const anna = await join()
    const { secret } = await protect(anna)
    const answers = []
    for (let n = 0; n < 7; n++) answers.push((await signIn(anna, `00000${n}`)).statusCode)
    assert.ok(answers.slice(0, 5).every((status) => status === 401))
    assert.deepEqual(answers.slice(5), [429, 429])
    assert.equal((await signIn(anna, codeNow(secret))).statusCode, 429)
  })

  test('keeps neither secrets nor codes as they are', async () => {
    const anna = await join()
    const { secret, recoveryCodes } = await protect(anna)
    const { rows } = await world.database.query<{ row: string }>(
      `select second_factors::text || (select string_agg(recovery_codes::text, '')
         from recovery_codes where user_id = $1) as row from second_factors where user_id = $1`,
      [anna.userId],
    )
    const kept = rows[0]?.row ?? ''
    for (const plain of [
      ...[secret.toString('hex'), secret.toString('base64url')],
      ...recoveryCodes.flatMap((code) => [code, code.replaceAll('-', '')]),
    ]) {
      assert.equal(kept.includes(plain), false)
    }
  })

  test('is switched on and off by whoever knows the password, and a code', async () => {
    const anna = await join()
    const begin = (password: string) =>
      anna.browser.send('POST', '/api/v1/second-factor', { password })
    assert.deepEqual(fieldsOf(await begin('wrong')), ['password wrong-password'])
    const early = await anna.browser.send('PUT', '/api/v1/second-factor/confirmation', {
      code: '123456',
    })
    assert.deepEqual(fieldsOf(early), ['code wrong-code'])
    const { secret } = await protect(anna)
    assert.equal(codeOf(await begin(anna.password)), 'second-factor-on')
    const off = (body: object) => anna.browser.send('DELETE', '/api/v1/second-factor', { ...body })
    const { password } = anna
    assert.equal((await off({ password })).statusCode, 422)
    assert.deepEqual(fieldsOf(await off({ password, code: '000000' })), ['code wrong-code'])
    const wrong = await off({ password: 'wrong', code: codeNow(secret) })
    assert.deepEqual(fieldsOf(wrong), ['password wrong-password'])
    assert.equal((await off({ password, code: codeNow(secret) })).statusCode, 204)
    assert.equal((await signIn(anna)).statusCode, 201)
  })

  test('is reset by an administrator, who leaves a trace and a letter', async () => {
    const anna = await join()
    const other = await world.signUp('owner', { accountId: owner.accountId })
    const admin = await world.signUp('administrator', { accountId: owner.accountId })
    await protect(anna)
    await protect(other)
    const reset = ({ browser }: Member, { operatorId }: Member) =>
      browser.send('DELETE', `/api/v1/operators/${operatorId}/second-factor`)
    assert.equal((await reset(admin, other)).statusCode, 403, 'an owner is an owner’s business')
    assert.equal((await reset(anna, other)).statusCode, 403)
    assert.equal((await reset(other, other)).statusCode, 409, 'one’s own goes by a code')
    letters.length = 0
    assert.equal((await reset(admin, anna)).statusCode, 204)
    assert.equal((await signIn(anna)).statusCode, 201)
    assert.deepEqual(
      letters.map(({ to }) => to),
      [anna.email],
    )
    const journal = await owner.browser.get(`/api/v1/audit?subjectId=${anna.operatorId}`)
    assert.deepEqual(journal.json().entries[0].changes, [{ field: 'secondFactor' }])
    assert.equal((await reset(admin, anna)).statusCode, 404)
  })

  test('is asked of everybody once the company wants it and its grace is over', async () => {
    const boss = await world.signUp('owner')
    const anna = await world.signUp('operator', { accountId: boss.accountId })
    const rule = { isRequired: true, graceDays: 7 }
    assert.equal(
      (await anna.browser.send('PUT', '/api/v1/second-factor-rule', rule)).statusCode,
      403,
    )
    const answer = await boss.browser.send('PUT', '/api/v1/second-factor-rule', rule)
    const { requiredFrom, ...counted } = answer.json<SecondFactorRule>()
    assert.deepEqual(counted, { people: 2, protectedPeople: 0 })
    assert.equal((await anna.browser.get('/api/v1/operators')).statusCode, 200)
    world.clock.advance(7 * DAY)
    assert.equal(codeOf(await anna.browser.get('/api/v1/operators')), 'second-factor-needed')
    const { protection } = (await anna.browser.get('/api/v1/session')).json<Session>()
    const asked = { hasSecondFactor: false, mustProtect: true, onlyAccount: false, requiredFrom }
    assert.deepEqual(protection, asked)
    await protect(anna)
    assert.equal((await anna.browser.get('/api/v1/operators')).statusCode, 200)
    await protect(boss)
    await boss.browser.send('PUT', '/api/v1/second-factor-rule', { isRequired: false })
    const after = (await anna.browser.get('/api/v1/session')).json<Session>().protection
    assert.equal(after.requiredFrom, undefined)
  })

  test('shows where one is signed in, and ends it', async () => {
    const anna = await join()
    const stranger = await join()
    const phone = world.browser()
    await phone.send('POST', '/api/v1/session', { email: anna.email, password: anna.password })
    await world.database.query(
      `update sessions set user_agent = $2 where user_id = $1 and user_agent like 'light%'`,
      [anna.userId, 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18 Safari/604'],
    )
    const list = async () => (await anna.browser.get('/api/v1/sessions')).json<ActiveSession[]>()
    const [own, other] = [
      (await list()).find((s) => s.isCurrent),
      (await list()).find((s) => !s.isCurrent),
    ]
    assert.ok(own)
    assert.deepEqual([other?.browser, other?.system, other?.isPhone], ['Safari', 'iOS', true])
    const end = ({ browser }: Pick<Member, 'browser'>, id = '') =>
      browser.send('DELETE', `/api/v1/sessions/${id}`)
    assert.equal((await end(stranger, other?.id)).statusCode, 404)
    assert.equal((await phone.get('/api/v1/session')).statusCode, 200)
    assert.equal((await end(anna, other?.id)).statusCode, 204)
    assert.equal((await phone.get('/api/v1/session')).statusCode, 401)
    assert.equal((await list()).length, 1)
    assert.equal((await anna.browser.send('DELETE', '/api/v1/sessions')).statusCode, 204)
    assert.equal((await anna.browser.get('/api/v1/session')).statusCode, 401)
    assert.equal((await stranger.browser.get('/api/v1/session')).statusCode, 200)
  })

  test('changes a password for whoever knows it, and signs out everywhere else', async () => {
    const anna = await join()
    const phone = world.browser()
    await phone.send('POST', '/api/v1/session', { email: anna.email, password: anna.password })
    const change = (current: string, password: string) =>
      anna.browser.send('PUT', '/api/v1/password', { current, password })
    const fresh = 'another walk in the woods'
    assert.deepEqual(fieldsOf(await change('wrong', fresh)), ['current wrong-password'])
    assert.deepEqual(fieldsOf(await change(anna.password, 'password')), ['password weak-password'])
    assert.equal((await phone.get('/api/v1/session')).statusCode, 200)
    assert.equal((await change(anna.password, fresh)).statusCode, 204)
    assert.equal((await phone.get('/api/v1/session')).statusCode, 401)
    assert.equal((await anna.browser.get('/api/v1/session')).statusCode, 200)
    assert.equal((await signIn({ ...anna, password: fresh })).statusCode, 201)
  })

  test('a person names themselves, for colleagues and for customers', async () => {
    const anna = await join()
    const url = '/api/v1/operators/me/profile'
    const named = { name: 'Анна Лебедева', signature: 'Анна, отдел доставки' }
    assert.deepEqual((await anna.browser.send('PATCH', url, named)).json(), named)
    assert.equal((await anna.browser.send('PATCH', url, { name: ' ' })).statusCode, 422)
    const long = await anna.browser.send('PATCH', url, { signature: 'х'.repeat(61) })
    assert.deepEqual(fieldsOf(long), ['signature too-long'])
    assert.deepEqual((await anna.browser.get(url)).json(), named)
    const session = (await anna.browser.get('/api/v1/session')).json<Session>()
    assert.equal(session.user.name, named.name)
  })
})
