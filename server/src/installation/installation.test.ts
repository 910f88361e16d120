import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { Session } from '@otklik/protocol'
import type { AddedAccount, InstallationAccount } from '@otklik/protocol/settings'

import type { Letter } from '../lib/mail.ts'
import { createTestApp, type Member, type TestApp } from '../testing/index.ts'

const accounts = '/api/v1/installation/accounts'
const password = 'a long walk by the river'

async function keeperOf(world: TestApp): Promise<Member> {
  const keeper = await world.signUp('owner')
  await world.database.query('update users set owns_installation = true where id = $1', [
    keeper.userId,
  ])
  return keeper
}

const sessionOf = async ({ browser }: Pick<Member, 'browser'>) =>
  (await browser.get('/api/v1/session')).json<Session>()

describe('companies of an installation', () => {
  let world: TestApp
  let keeper: Member
  before(async () => {
    world = await createTestApp()
    keeper = await keeperOf(world)
  })

  const list = async () => (await keeper.browser.get(accounts)).json<InstallationAccount[]>()
  const add = async (name: string, ownerEmail: string) => {
    const body = { name, ownerName: 'Ольга Вершинина', ownerEmail }
    const answer = await keeper.browser.send('POST', accounts, body)
    assert.equal(answer.statusCode, 201, answer.body)
    return answer.json<AddedAccount>()
  }
  const accept = async (link: string, secret = password) => {
    const browser = world.browser()
    const path = `/api/v1${new URL(link).pathname}/acceptance`
    const answer = await browser.send('POST', path, { name: 'Ольга Вершинина', password: secret })
    return { browser, answer }
  }

  test('whoever does the first run owns the installation', async () => {
    const empty = await createTestApp()
    const browser = empty.browser()
    const first = { companyName: 'Верба', name: 'Пётр', email: 'p@example.com', password }
    const answer = await browser.send('POST', '/api/v1/first-run', first)
    assert.equal(answer.json<Session>().ownsInstallation, true)
    const next = await empty.signUp('owner')
    assert.equal((await sessionOf(next)).ownsInstallation, false)
    assert.equal((await next.browser.get(accounts)).statusCode, 403)
  })

  test('a new one waits for its owner, who comes by a link', async () => {
    const added = await add('Ясень', 'olga@example.com')
    assert.deepEqual([added.people, added.channels, added.isSuspended], [0, 0, false])
    assert.equal(added.invited?.email, 'olga@example.com')
    const { browser, answer } = await accept(added.link!)
    assert.equal(answer.statusCode, 201, answer.body)
    const session = await sessionOf({ browser })
    assert.deepEqual(
      [session.account.name, session.operator.role, session.ownsInstallation],
      ['Ясень', 'owner', false],
    )
    const [listed] = (await list()).filter(({ id }) => id === added.id)
    assert.deepEqual([listed?.people, listed?.invited], [1, undefined])
    // Everything a company starts with is there: its team, its hours.
    const teams = (await browser.get('/api/v1/teams')).json<{ isEveryone: boolean }[]>()
    assert.equal(teams.length, 1)
    assert.equal((await browser.get('/api/v1/schedule')).statusCode, 200)
  })

  test('whoever reads English gets an English company, and stays with English', async () => {
    const empty = await createTestApp()
    const first = empty.browser()
    first.language = 'en'
    const body = { companyName: 'Ash', name: 'Olga', email: 'ash@example.com', password }
    const made = await first.send('POST', '/api/v1/first-run', body)
    assert.equal(made.json<Session>().preferences.language, 'en')
    const teams = (await first.get('/api/v1/teams')).json<{ name: string }[]>()
    assert.deepEqual(
      teams.map(({ name }) => name),
      ['Everybody'],
    )
    const invited = { email: 'leo@example.com', name: 'Leo', role: 'operator' }
    const { link } = (await first.send('POST', '/api/v1/invitations', invited)).json()
    const guest = empty.browser()
    guest.language = 'en'
    const path = `/api/v1${new URL(link).pathname}/acceptance`
    const session = (await guest.send('POST', path, { name: 'Leo', password })).json<Session>()
    assert.equal(session.preferences.language, 'en')
  })

  test('an expired link is replaced, and opens no more', async () => {
    const added = await add('Тополь', 'topol@example.com')
    const again = await keeper.browser.send('POST', `${accounts}/${added.id}/invitation`)
    assert.equal(again.statusCode, 201, again.body)
    assert.equal((await accept(added.link!)).answer.statusCode, 404)
    assert.equal((await accept(again.json<AddedAccount>().link!)).answer.statusCode, 201)
    const late = await keeper.browser.send('POST', `${accounts}/${added.id}/invitation`)
    assert.equal(late.statusCode, 409)
  })

  test('the owner is written to where mail can be sent', async () => {
    const letters: Letter[] = []
    const posting = await createTestApp({ letters })
    const sender = await keeperOf(posting)
    sender.browser.language = 'en'
    const body = { name: 'Ольха', ownerName: 'Ольга', ownerEmail: 'olha@example.com' }
    const answer = await sender.browser.send('POST', accounts, body)
    assert.equal(answer.json<AddedAccount>().link, undefined)
    assert.equal(letters[0]?.to, 'olha@example.com')
    assert.match(letters[0]?.text ?? '', /Ольха was created for you[\s\S]*\/invitations\//)
  })

  test('tells what is wrong with which field', async () => {
    const body = { name: ' ', ownerName: 'Ольга', ownerEmail: 'olga' }
    const answer = await keeper.browser.send('POST', accounts, body)
    assert.equal(answer.statusCode, 422)
    assert.deepEqual(Object.keys(answer.json().error.fields).sort(), ['name', 'ownerEmail'])
  })

  test('one person works in several and goes from one to another', async () => {
    const someone = await world.signUp('operator')
    const added = await add('Клён', someone.email)
    const { answer } = await accept(added.link!, 'not their password at all')
    assert.equal(answer.statusCode, 401)
    assert.equal((await accept(added.link!, someone.password)).answer.statusCode, 201)
    const { browser } = someone
    const known = (await sessionOf(someone)).accounts
    assert.deepEqual(known.map(({ id }) => id).sort(), [someone.accountId, added.id].sort())

    const before = browser.cookie
    const switched = await browser.send('PUT', '/api/v1/session/account', { accountId: added.id })
    assert.equal(switched.statusCode, 200, switched.body)
    assert.deepEqual(
      [switched.json<Session>().account.id, switched.json<Session>().operator.role],
      [added.id, 'owner'],
    )
    assert.notEqual(browser.cookie, before)
    assert.equal((await sessionOf(someone)).account.id, added.id)
    // Another tab is in the same company from now on, and the token of before soon opens nothing.
    const tab = world.browser(before)
    assert.equal((await sessionOf({ browser: tab })).account.id, added.id)
    world.clock.advance(11_000)
    assert.equal((await world.browser(before).get('/api/v1/session')).statusCode, 401)
  })

  test('nobody goes where they do not belong', async () => {
    const someone = await world.signUp('owner')
    const foreign = await keeper.browser.get(accounts)
    const other = foreign.json<InstallationAccount[]>().find(({ id }) => id !== someone.accountId)
    const body = { accountId: other!.id }
    const answer = await someone.browser.send('PUT', '/api/v1/session/account', body)
    assert.equal(answer.statusCode, 404)
    assert.equal((await sessionOf(someone)).account.id, someone.accountId)
  })

  test('people of one never see the other', async () => {
    const one = await world.signUp('owner')
    const two = await world.signUp('owner')
    for (const path of ['operators', 'teams', 'channels', 'snapshot']) {
      const seen = (await one.browser.get(`/api/v1/${path}`)).body
      for (const secret of [two.accountId, two.operatorId, two.userId, two.email]) {
        assert.equal(seen.includes(secret), false, path)
      }
    }
  })

  test('whoever belongs to none any more is told so, and only after the right password', async () => {
    const someone = await world.signUp('operator')
    await world.database.query('update memberships set disabled_at = now() where user_id = $1', [
      someone.userId,
    ])
    const { email } = someone
    const enter = (secret: string) =>
      world.browser().send('POST', '/api/v1/session', { email, password: secret })
    assert.equal((await enter(someone.password)).json().error.code, 'no-account')
    assert.equal((await enter('something else')).json().error.code, 'wrong-credentials')
  })
})

describe('a suspended company', () => {
  let world: TestApp
  let keeper: Member
  before(async () => {
    world = await createTestApp()
    keeper = await keeperOf(world)
  })
  const suspend = (id: string) => keeper.browser.send('PUT', `${accounts}/${id}/suspension`)
  const resume = (id: string) => keeper.browser.send('DELETE', `${accounts}/${id}/suspension`)
  const invite = ({ browser }: Member, email: string) =>
    browser.send('POST', '/api/v1/invitations', { email, name: 'Новый', role: 'operator' })

  test('can be looked at and not worked in, until it is resumed', async () => {
    const owner = await world.signUp('owner')
    const answer = await suspend(owner.accountId)
    assert.equal(answer.json<InstallationAccount>().isSuspended, true)
    assert.equal((await sessionOf(owner)).account.isSuspended, true)
    assert.equal((await owner.browser.get('/api/v1/snapshot')).statusCode, 200)
    const refused = await invite(owner, 'new@example.com')
    assert.equal(refused.statusCode, 403)
    assert.match(refused.json().error.message, /Компания приостановлена/)
    assert.equal((await suspend(owner.accountId)).statusCode, 200)
    assert.equal((await resume(owner.accountId)).json<InstallationAccount>().isSuspended, false)
    assert.equal((await invite(owner, 'new@example.com')).statusCode, 201)
  })

  test('lets its people in to look, and to another company first', async () => {
    const someone = await world.signUp('owner')
    await suspend(someone.accountId)
    const { email } = someone
    const enter = async () =>
      (
        await world.browser().send('POST', '/api/v1/session', { email, password: someone.password })
      ).json<Session>()
    assert.equal((await enter()).account.isSuspended, true)
    const body = { name: 'Липа', ownerName: 'Лев', ownerEmail: email }
    const added = (await keeper.browser.send('POST', accounts, body)).json<AddedAccount>()
    const path = `/api/v1${new URL(added.link!).pathname}/acceptance`
    await world.browser().send('POST', path, { name: 'Лев', password: someone.password })
    const session = await enter()
    assert.equal(session.account.id, added.id)
    assert.deepEqual(
      session.accounts.map(({ isSuspended }) => isSuspended),
      [true, false],
    )
    const switched = await someone.browser.send('PUT', '/api/v1/session/account', {
      accountId: added.id,
    })
    assert.equal(switched.statusCode, 200, 'from a suspended company there is a way out')
    assert.equal((await someone.browser.send('DELETE', '/api/v1/session')).statusCode, 204)
  })

  test('its own keeper can resume it', async () => {
    assert.equal((await suspend(keeper.accountId)).statusCode, 200)
    assert.equal((await resume(keeper.accountId)).statusCode, 200)
  })

  test('the demo is neither suspended nor resumed here', async () => {
    const { accountId } = await world.signUp('owner', { isDemo: true })
    assert.equal((await suspend(accountId)).json().error.code, 'demo-account')
    assert.equal((await resume(accountId)).json().error.code, 'demo-account')
  })

  test('one that nobody has is not found', async () => {
    const nobody = '00000000-0000-4000-8000-000000000000'
    assert.equal((await suspend(nobody)).statusCode, 404)
    assert.equal((await resume(nobody)).statusCode, 404)
  })
})

describe('who looks after the installation', () => {
  let world: TestApp
  let keeper: Member
  before(async () => {
    world = await createTestApp()
    keeper = await keeperOf(world)
  })

  test('is impersonated by nobody of a company they work in', async () => {
    const { accountId } = keeper
    const reset = `/api/v1/operators/${keeper.operatorId}/password-reset`
    for (const role of ['owner', 'administrator'] as const) {
      const { browser } = await world.signUp(role, { accountId })
      assert.equal((await browser.send('POST', reset)).statusCode, 403, role)
    }
    const technician = await world.signUp('operator', { accountId })
    await world.database.query('update users set owns_installation = true where id = $1', [
      technician.userId,
    ])
    const { browser } = await world.signUp('administrator', { accountId })
    const theirs = `/api/v1/operators/${technician.operatorId}/password-reset`
    assert.equal((await browser.send('POST', theirs)).statusCode, 403)
  })
})

describe('a page of one company', () => {
  test('changes nothing in another that was opened in the same browser', async () => {
    const world = await createTestApp()
    const { app } = world
    const owner = await world.signUp('owner')
    const ask = (company: string) =>
      app.inject({
        method: 'PUT',
        url: '/api/v1/modules/bots',
        headers: {
          cookie: owner.browser.cookie,
          origin: 'http://localhost:80',
          'otklik-company': company,
        },
        payload: { isOn: true },
      })
    const refused = await ask('00000000-0000-4000-8000-000000000000')
    assert.equal(refused.statusCode, 409)
    assert.equal(refused.json().error.code, 'other-company')
    assert.equal((await sessionOf(owner)).modules.bots, false)
    assert.equal((await ask(owner.accountId)).statusCode, 200)
  })
})
