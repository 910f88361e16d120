import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type {
  ApiError,
  CreatedInvitation,
  InvitationOffer,
  Operator,
  Session,
} from '@otklik/protocol'

import type { Letter } from '../lib/mail.ts'
import { createTestApp, type Member, type TestApp } from '../testing/index.ts'

const codeOf = (answer: { json<T>(): T }) => answer.json<ApiError>().error.code

describe('operators', () => {
  let world: TestApp
  let owner: Member
  let administrator: Member
  before(async () => {
    world = await createTestApp()
    owner = await world.signUp('owner')
    administrator = await world.signUp('administrator', { accountId: owner.accountId })
  })
  const edit = (who: Member, whom: Member, changes: object) =>
    who.browser.send('PATCH', `/api/v1/operators/${whom.operatorId}`, { ...changes })

  test('are renamed, and every open workplace hears of it', async () => {
    const anna = await world.signUp('operator', { accountId: owner.accountId })
    const answer = await edit(administrator, anna, { name: 'Анна Лебедева', role: 'supervisor' })
    assert.equal(answer.json<Operator>().name, 'Анна Лебедева')
    const { rows } = await world.database.query<{ version: number; payload: Operator }>(
      `select version, payload from feed where account_id = $1 and kind = 'operator'
       order by number desc limit 1`,
      [owner.accountId],
    )
    assert.equal(rows[0]?.version, 2)
    assert.deepEqual(rows[0]?.payload, answer.json<Operator>())
    assert.equal(
      (await anna.browser.get('/api/v1/session')).json<Session>().operator.role,
      'supervisor',
    )
  })

  test('cannot shut out or promote themselves', async () => {
    assert.equal(codeOf(await edit(owner, owner, { isDisabled: true })), 'not-yourself')
    assert.equal(
      codeOf(await edit(administrator, administrator, { role: 'owner' })),
      'not-yourself',
    )
    assert.equal((await edit(owner, owner, { name: 'Пётр' })).statusCode, 200)
  })

  test('cannot become or unmake owners unless they own', async () => {
    const anna = await world.signUp('operator', { accountId: owner.accountId })
    assert.equal((await edit(administrator, anna, { role: 'owner' })).statusCode, 403)
    assert.equal((await edit(administrator, owner, { isDisabled: true })).statusCode, 403)
    const reset = `/api/v1/operators/${owner.operatorId}/password-reset`
    assert.equal((await administrator.browser.send('POST', reset)).statusCode, 403)
    const invited = { email: 'boss@example.com', name: 'X', role: 'owner' }
    const answer = await administrator.browser.send('POST', '/api/v1/invitations', invited)
    assert.equal(answer.statusCode, 403)
  })

  test('always leave an owner, even when two shut each other out', async () => {
    const one = await world.signUp('owner')
    const two = await world.signUp('owner', { accountId: one.accountId })
    const answers = await Promise.all([
      edit(one, two, { isDisabled: true }),
      edit(two, one, { isDisabled: true }),
    ])
    assert.equal(answers.filter((answer) => answer.statusCode === 200).length, 1)
  })

  test('come back when they are let in again', async () => {
    const anna = await world.signUp('operator', { accountId: owner.accountId })
    const credentials = { email: anna.email, password: anna.password }
    await edit(administrator, anna, { isDisabled: true })
    const refused = await world.browser().send('POST', '/api/v1/session', credentials)
    assert.equal(refused.json().error.code, 'no-account')
    await edit(administrator, anna, { isDisabled: false })
    const answer = await world.browser().send('POST', '/api/v1/session', credentials)
    assert.equal(answer.statusCode, 201)
  })

  test('are not handed the password of another company', async () => {
    const anna = await world.signUp('operator', { accountId: owner.accountId })
    const elsewhere = await world.signUp('owner')
    await world.database.query(
      "insert into memberships (account_id, user_id, role) values ($1, $2, 'operator')",
      [elsewhere.accountId, anna.userId],
    )
    const reset = `/api/v1/operators/${anna.operatorId}/password-reset`
    assert.equal((await owner.browser.send('POST', reset)).statusCode, 403)
  })
})

describe('an invitation', () => {
  let world: TestApp
  let owner: Member
  before(async () => {
    world = await createTestApp()
    owner = await world.signUp('owner')
  })
  const invite = async (email: string, role = 'operator') => {
    const body = { email, name: 'Дмитрий', role }
    const answer = await owner.browser.send('POST', '/api/v1/invitations', body)
    assert.equal(answer.statusCode, 201, answer.body)
    const invitation = answer.json<CreatedInvitation>()
    return { ...invitation, token: invitation.link?.split('/').at(-1) ?? '' }
  }
  test('of an owner is an owner’s to take away or replace', async () => {
    const { id } = await invite('future-boss@example.com', 'owner')
    const { browser } = await world.signUp('administrator', { accountId: owner.accountId })
    assert.equal((await browser.send('DELETE', `/api/v1/invitations/${id}`)).statusCode, 403)
    const lower = { email: 'future-boss@example.com', name: 'Дмитрий', role: 'operator' }
    assert.equal((await browser.send('POST', '/api/v1/invitations', lower)).statusCode, 403)
    const left = (await owner.browser.get('/api/v1/invitations')).json<{ id: string }[]>()
    assert(left.some((each) => each.id === id))
    const renamed = await browser.send('PATCH', `/api/v1/operators/${owner.operatorId}`, {
      name: 'Чужое имя',
    })
    assert.equal(renamed.statusCode, 403)
  })

  const offer = (token: string) => world.browser().get(`/api/v1/invitations/${token}/offer`)
  const password = 'a long walk by the sea'
  const accept = (token: string, given = password, browser = world.browser()) =>
    browser.send('POST', `/api/v1/invitations/${token}/acceptance`, {
      name: 'Дмитрий Орлов',
      password: given,
    })

  test('[H-39] makes an operator, once, and signs them in', async () => {
    const { token } = await invite('dmitry@example.com')
    assert.equal((await offer(token)).json<InvitationOffer>().isKnown, false)
    const browser = world.browser()
    const answer = await accept(token, password, browser)
    assert.equal(answer.statusCode, 201)
    assert.equal(answer.json<Session>().operator.name, 'Дмитрий Орлов')
    assert.equal((await browser.get('/api/v1/session')).statusCode, 200)
    assert.equal(codeOf(await accept(token)), 'link-expired')
    assert.equal((await offer(token)).statusCode, 404)
    const { rows } = await world.database.query<{ payload: Operator }>(
      `select payload from feed where account_id = $1 and kind = 'operator'
       order by number desc limit 1`,
      [owner.accountId],
    )
    assert.equal(rows[0]?.payload.name, 'Дмитрий Орлов')
  })

  test('[H-39] opens for one of two that come at once', async () => {
    const { token } = await invite('twice@example.com')
    const answers = await Promise.all([accept(token), accept(token)])
    assert.deepEqual(answers.map((answer) => answer.statusCode).sort(), [201, 404])
  })

  test('[H-39] does not open when expired, withdrawn, repeated or strange', async () => {
    const replaced = await invite('late@example.com')
    const expiring = await invite('late@example.com')
    assert.equal((await accept(replaced.token)).statusCode, 404)
    world.clock.advance(24 * 3600_000)
    assert.equal((await accept(expiring.token)).statusCode, 404)
    const withdrawn = await invite('late@example.com')
    await owner.browser.send('DELETE', `/api/v1/invitations/${withdrawn.id}`)
    assert.equal((await accept(withdrawn.token)).statusCode, 404)
    for (const strange of ['%20', '', '[]', 'null', '%00']) {
      assert.ok([400, 404].includes((await accept(strange)).statusCode), strange)
    }
  })

  test('does not give a known person’s name to whoever has the link', async () => {
    const elsewhere = await world.signUp('owner')
    const { token } = await invite(elsewhere.email)
    assert.equal((await offer(token)).json<InvitationOffer>().isKnown, true)
    assert.equal(codeOf(await accept(token, 'a password of my own')), 'wrong-credentials')
    const answer = await accept(token, elsewhere.password)
    assert.equal(answer.statusCode, 201)
    assert.equal(answer.json<Session>().accounts.length, 2)
  })

  test('is refused for somebody who works here', async () => {
    const body = { email: owner.email.toUpperCase(), name: 'X', role: 'operator' }
    assert.equal(
      codeOf(await owner.browser.send('POST', '/api/v1/invitations', body)),
      'already-member',
    )
  })

  test('demands a password that is not guessed first', async () => {
    const { token } = await invite('vera.smirnova@example.com')
    const weak = [
      '12345678',
      'aaaaaaaaaaaa',
      'Password123',
      'vera.smirnova1',
      'abcdefgh',
      'volvos80',
      '01021990',
    ]
    for (const given of weak) {
      const answer = await accept(token, given)
      assert.equal(answer.json<ApiError>().error.fields?.password?.code, 'weak-password', given)
    }
  })

  test('[H-39] is kept as a hash', async () => {
    const { token } = await invite('hash@example.com')
    const { rows } = await world.database.query<{ row: string }>(
      'select invitations::text as row from invitations',
    )
    const hex = Buffer.from(token).toString('hex')
    assert.equal(
      rows.some(({ row }) => row.includes(token) || row.includes(hex)),
      false,
    )
  })

  test('goes by mail where mail can be sent', async () => {
    const letters: Letter[] = []
    const mailing = await createTestApp({ letters })
    const { browser } = await mailing.signUp('owner')
    const body = { email: 'dmitry@example.com', name: 'Дмитрий', role: 'operator' }
    const answer = await browser.send('POST', '/api/v1/invitations', body)
    assert.equal(answer.json<CreatedInvitation>().link, undefined)
    assert.equal(letters[0]?.to, 'dmitry@example.com')
    assert.match(letters[0]?.text ?? '', /http:\/\/localhost:80\/invitations\/[\w-]{43}/)
  })
})
