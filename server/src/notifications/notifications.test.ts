import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { ApiError, Preferences, Scope, Session, Team } from '@otklik/protocol'
import type { ChannelRules } from '@otklik/protocol/settings'

import {
  type Member,
  openPushService,
  openScene,
  type PushService,
  type Scene,
  type TestBrowser,
  until,
} from '../testing/index.ts'
import { outcomeOf } from './send-pushes.ts'

const MINUTE = 60_000

let service: PushService
let scene: Scene
let owner: Member
let anna: Member
let people = 0
before(async () => {
  service = await openPushService()
  const environment = { ALLOWED_PUSH_HOSTS: service.host }
  scene = await openScene('telegram', { environment })
  owner = scene.centre.owner
  anna = scene.centre.operator
  await receiveByHand()
})

async function receiveByHand(): Promise<void> {
  const { browser } = owner
  const id = await teamByHand('Продажи', [anna])
  const path = `/api/v1/channels/${scene.centre.channel.id}/rules`
  const { version } = (await browser.get(path)).json<ChannelRules>()
  const receiver = { kind: 'team', id }
  assert.equal((await browser.send('PATCH', path, { version, receiver })).statusCode, 200)
}

async function teamByHand(name: string, members: Member[]): Promise<string> {
  const team = await owner.browser.send('POST', '/api/v1/teams', {
    name,
    memberIds: members.map(({ operatorId }) => operatorId),
    settings: { method: 'manual', tellTeamS: 300, queueWaitS: 600 },
  })
  assert.equal(team.statusCode, 201, team.body)
  return team.json().id
}

/** Somebody allows notifications in their browser. */
async function subscribe({ browser }: Member): Promise<TestBrowser> {
  const { key } = (await browser.get('/api/v1/push/key')).json<{ key: string }>()
  const made = service.subscribe(key)
  const answer = await browser.send('PUT', '/api/v1/push/subscription', { ...made.subscription })
  assert.equal(answer.statusCode, 204, answer.body)
  return made
}

async function prefer({ browser }: Member, change: Partial<Preferences>): Promise<void> {
  const { preferences } = (await browser.get('/api/v1/session')).json<Session>()
  const answer = await browser.send('PUT', '/api/v1/preferences', { ...preferences, ...change })
  assert.equal(answer.statusCode, 200, answer.body)
}

async function arrives(text = 'где мой диван?', name = `Клиент ${++people}`, shown = name) {
  const person = await scene.centre.person(name)
  await person.does('text', { text })
  return { person, conversation: await scene.centre.conversationOf(shown) }
}

async function seesOnly({ operatorId }: Member, scope: Scope): Promise<void> {
  const path = `/api/v1/operators/${operatorId}`
  const answer = await owner.browser.send('PATCH', path, { scope })
  assert.equal(answer.statusCode, 200, answer.body)
}

/** A newcomer who is told of whatever they may see, and that is everything. */
async function hearsOfAll(): Promise<Member> {
  const member = await scene.centre.signUp('operator', { accountId: owner.accountId })
  await seesOnly(member, 'all')
  await prefer(member, { noticesOf: 'all' })
  await member.browser.send('PUT', '/api/v1/operators/me/status', { status: 'online' })
  return member
}

async function feedIsRead(): Promise<void> {
  const isRead = async () => {
    const { rows } = await scene.centre.database.query<{ isRead: boolean }>(
      `select n.number = c.feed_number as "isRead" from notice_cursors n
       join account_counters c on c.account_id = n.account_id where n.account_id = $1`,
      [owner.accountId],
    )
    return rows[0]?.isRead
  }
  await until(isRead, 'the feed to be read')
}

/** When somebody was last told anything, and how much of this conversation they are to be told. */
async function toldOf({ operatorId }: Member, conversationId?: string) {
  const { rows } = await scene.centre.database.query<{ pushedAt: Date | null; waiting: number }>(
    `select (select pushed_at from notice_times where operator_id = $1) as "pushedAt",
       (select count(*)::integer from notices
        where operator_id = $1 and conversation_id = $2) as waiting`,
    [operatorId, conversationId ?? null],
  )
  return rows[0]!
}

const pushesLeft = async () =>
  (await scene.centre.database.query('select from pushes')).rowCount ?? 0

test('tells a closed browser of a customer’s word, sealed for it alone', async () => {
  const phone = await subscribe(anna)
  const masked = '+7 903 •••-••-77'
  const { conversation } = await arrives('мой секрет', '8 903 555-66-77', masked)
  const { title, body, path, tag, count } = await phone.next()
  assert.deepEqual(
    { title, path, tag, count },
    {
      title: `${masked} ждёт ответа`,
      path: `/conversations/${conversation.id}`,
      tag: conversation.id,
      count: 1,
    },
  )
  // What the customer wrote is nobody's business on a locked screen, unless it was asked for.
  assert.ok(!body.includes('секрет'))
  const { headers } = phone.arrived[0]!
  assert.equal(headers['content-encoding'], 'aes128gcm')
  assert.ok(Number(headers.ttl) > 0)
  await until(async () => (await pushesLeft()) === 0, 'nothing on its way')
})

test('[REQ-22] tells of several at once, and once a minute at most', async () => {
  const phone = await subscribe(anna)
  scene.moveOn(MINUTE)
  await arrives()
  await phone.next()
  const second = await arrives()
  await arrives()
  const told = async () => {
    const { rowCount } = await scene.centre.database.query(
      'select from notices where operator_id = $1',
      [anna.operatorId],
    )
    return rowCount === 2
  }
  await until(told, 'two to tell of')
  assert.equal(phone.arrived.length, 1)
  // REQ-26: one of them is answered, the other is told of though somebody has read it.
  await scene.act('POST', second.conversation.id, 'assignment', anna)
  await scene.write(second.conversation.id, 'завтра')
  await prefer(anna, { pushPreviews: true })
  scene.moveOn(MINUTE)
  const next = await phone.next()
  assert.equal(next.count, 1)
  assert.equal(next.body, 'где мой диван?')
})

test('[REQ-04] tells the team of what nobody takes, then supervisors', async () => {
  const [phone, desk] = [await subscribe(anna), await subscribe(owner)]
  scene.moveOn(MINUTE)
  await arrives()
  await phone.next()
  scene.moveOn(5 * MINUTE + 1000)
  const reminder = await phone.next()
  assert.match(reminder.title, /никто не взял|нужен ответ/)
  assert.equal(desk.arrived.length, 0)
  scene.moveOn(5 * MINUTE)
  const alarm = await desk.next()
  assert.match(alarm.title, /группа не взяла|нужен ответ/)
})

test('[REQ-04] tells a team what a colleague gives it to take, and not the colleague', async () => {
  const lev = await scene.centre.signUp('operator', { accountId: owner.accountId })
  await lev.browser.send('PUT', '/api/v1/operators/me/status', { status: 'online' })
  const id = await teamByHand('Доставка', [anna, lev])
  const [phone, others] = [await subscribe(anna), await subscribe(lev)]
  scene.moveOn(MINUTE)
  const { conversation } = await arrives()
  await phone.next()
  await scene.act('POST', conversation.id, 'assignment', anna)
  const transfer = `/api/v1/conversations/${conversation.id}/transfer`
  const given = await anna.browser.send('POST', transfer, { to: { kind: 'team', id } })
  assert.ok(given.statusCode < 300, given.body)
  assert.match((await others.next()).title, /передано/)
  await feedIsRead()
  assert.equal((await toldOf(anna, conversation.id)).waiting, 0)
})

test('tells supervisors of a broken SLA, while it is still owed', async () => {
  const team = (await owner.browser.get('/api/v1/teams'))
    .json<Team[]>()
    .find(({ name }) => name === 'Продажи')!
  const promise = async (firstS: number | null) => {
    const { version } = (await owner.browser.get('/api/v1/teams'))
      .json<Team[]>()
      .find(({ id }) => id === team.id)!
    const sla = { usual: { firstS, nextS: null, resolutionS: null }, vip: null }
    const answer = await owner.browser.send('PATCH', `/api/v1/teams/${team.id}`, {
      ...{ version, settings: { sla } },
    })
    assert.equal(answer.statusCode, 200, answer.body)
  }
  await promise(120)
  const [phone, desk] = [await subscribe(anna), await subscribe(owner)]
  scene.moveOn(MINUTE)
  const late = await arrives()
  await scene.act('POST', late.conversation.id, 'assignment')
  scene.moveOn(2 * MINUTE + 1000)
  const { title, path } = await desk.next()
  assert.equal(title, `${late.person.name}: нарушен SLA`)
  assert.equal(path, `/conversations/${late.conversation.id}`)
  assert.ok(phone.arrived.length <= 1, 'an operator is told of the word alone')
  await promise(null)
})

test('[REQ-22] is silent for whoever is not to be disturbed', async () => {
  const phone = await subscribe(anna)
  await anna.browser.send('PUT', '/api/v1/operators/me/status', { status: 'do-not-disturb' })
  scene.moveOn(MINUTE)
  const before = await toldOf(anna)
  const { conversation } = await arrives()
  await feedIsRead()
  assert.deepEqual(await toldOf(anna, conversation.id), { ...before, waiting: 0 })
  assert.equal(phone.arrived.length, 0)
  await anna.browser.send('PUT', '/api/v1/operators/me/status', { status: 'online' })
})

test('[REQ-22] says nothing of what has left somebody’s sight before they are told', async () => {
  const vera = await hearsOfAll()
  const { person, conversation } = await arrives()
  await scene.act('POST', conversation.id, 'assignment', vera)
  // Whatever they may see, they want to hear of: sight alone keeps it from them.
  await seesOnly(vera, 'own')
  const phone = await subscribe(vera)
  await person.does('text', { text: 'раз' })
  await phone.next()
  await person.does('text', { text: 'два' })
  const waiting = async () => (await toldOf(vera, conversation.id)).waiting
  await until(async () => (await waiting()) === 1, 'a notice')
  const to = { kind: 'operator', id: anna.operatorId }
  const transfer = `/api/v1/conversations/${conversation.id}/transfer`
  assert.ok((await vera.browser.send('POST', transfer, { to })).statusCode < 300)
  await scene.act('POST', conversation.id, 'assignment', anna)
  const view = await vera.browser.get(`/api/v1/conversations/${conversation.id}`)
  assert.equal(view.statusCode, 404)
  const before = await toldOf(vera)
  scene.moveOn(MINUTE)
  await until(async () => (await waiting()) === 0, 'the notice to be gone')
  assert.deepEqual(await toldOf(vera), before)
})

test('tries again when the service is away, and forgets a browser that is gone', async () => {
  const lidia = await scene.centre.signUp('observer', { accountId: owner.accountId })
  const phone = await subscribe(lidia)
  phone.failures.push({ status: 503 }, { status: 429, headers: { 'retry-after': '30' } })
  const trial = await lidia.browser.send('POST', '/api/v1/push/trial')
  assert.equal(trial.statusCode, 202, trial.body)
  // When it is tried again counts from when the failure was written down, a moment after the call.
  const isWritten = () => new Promise((resolve) => setTimeout(resolve, 250))
  await until(() => phone.calls === 1, 'the first call')
  await isWritten()
  scene.moveOn(6000)
  await until(() => phone.calls === 2, 'the second call')
  await isWritten()
  scene.moveOn(31_000)
  assert.equal((await phone.next()).title, 'Уведомления работают')

  // It was on its way when the session ran out.
  phone.failures.push({ status: 503 })
  await lidia.browser.send('POST', '/api/v1/push/trial')
  await until(() => phone.calls === 4, 'the call before')
  await isWritten()
  const { database } = scene.centre
  const expire = (at: string) =>
    database.query(
      `update sessions set expires_at = ${at} where token_hash in (
         select session_hash from push_subscriptions where operator_id = $1)`,
      [lidia.operatorId],
    )
  await expire("expires_at - interval '1 year'")
  scene.moveOn(6000)
  const other = await hearsOfAll()
  const heard = await subscribe(other)
  await other.browser.send('POST', '/api/v1/push/trial')
  await heard.next()
  assert.equal(phone.calls, 4)
  await expire("expires_at + interval '1 year'")
  await phone.next()

  phone.failures.push({ status: 410 })
  await lidia.browser.send('POST', '/api/v1/push/trial')
  const isForgotten = async () =>
    (await lidia.browser.send('POST', '/api/v1/push/trial')).statusCode === 404
  await until(isForgotten, 'the browser to be forgotten')
})

test('forgets a browser with the session it was signed in to', async () => {
  const igor = await scene.centre.signUp('operator', { accountId: owner.accountId })
  await subscribe(igor)
  await igor.browser.send('DELETE', '/api/v1/session')
  const { rowCount } = await scene.centre.database.query(
    'select from push_subscriptions where operator_id = $1',
    [igor.operatorId],
  )
  assert.equal(rowCount, 0)
})

test('tells no browser whose session has run out', async () => {
  const { database } = scene.centre
  const igor = await hearsOfAll()
  const { email, password } = igor
  const elsewhere = { ...igor, browser: scene.centre.browser() }
  await elsewhere.browser.send('POST', '/api/v1/session', { email, password })
  const [phone, desk] = [await subscribe(igor), await subscribe(elsewhere)]
  const runOut = ({ subscription: { endpoint } }: TestBrowser) =>
    database.query(
      `update sessions set expires_at = $2 where token_hash =
         (select session_hash from push_subscriptions where endpoint = $1)`,
      [endpoint, scene.centre.clock.now()],
    )
  await runOut(phone)
  await arrives()
  await desk.next()
  await until(async () => (await pushesLeft()) === 0, 'nothing on its way')
  assert.equal(phone.arrived.length, 0)
  await runOut(desk)
  scene.moveOn(MINUTE)
  const before = await toldOf(igor)
  const { conversation } = await arrives()
  await feedIsRead()
  assert.deepEqual(await toldOf(igor, conversation.id), before)
})

test('has nothing more to tell of a customer who was erased', async () => {
  const igor = await hearsOfAll()
  await prefer(igor, { noticesOf: 'all', pushPreviews: true })
  const phone = await subscribe(igor)
  phone.failures.push({ status: 503 })
  scene.moveOn(MINUTE)
  const { conversation } = await arrives('мой тайный адрес', 'Глафира')
  await until(() => phone.calls === 1, 'the call before')
  const told = async () => {
    const { rowCount } = await scene.centre.database.query(
      `select from pushes where payload::text like '%Глафира%' and payload::text like '%тайный%'`,
    )
    return rowCount ?? 0
  }
  assert.ok((await told()) > 0)
  const path = `/api/v1/contacts/${conversation.contact.id}/erasure`
  const erased = await owner.browser.send('POST', path, { confirmation: 'удалить' })
  assert.equal(erased.statusCode, 204, erased.body)
  assert.equal(await told(), 0)
})

test('refuses an address inside the network and a key that is none', async () => {
  const { subscription } = service.subscribe('')
  const put = (body: object) =>
    owner.browser.send('PUT', '/api/v1/push/subscription', { ...subscription, ...body })
  for (const endpoint of ['http://10.0.0.5/push', 'https://127.0.0.2/push', 'push']) {
    const answer = await put({ endpoint })
    assert.equal(answer.statusCode, 422)
    assert.ok(answer.json<ApiError>().error.fields?.endpoint)
  }
  const keys = { ...subscription.keys, p256dh: 'A'.repeat(87) }
  assert.equal((await put({ keys })).statusCode, 422)
})

test('keeps the private key sealed', async () => {
  const { rows } = await scene.centre.database.query<{ push_private_key: string }>(
    'select push_private_key from installation',
  )
  assert.match(rows[0]!.push_private_key, /^v1\./)
})

test('reads a push service’s answer as RFC 8030 means it', () => {
  const of = (status: number, headers = {}) => outcomeOf({ status, headers }, 2)
  assert.equal(of(201), 'sent')
  assert.equal(of(404), 'gone')
  assert.equal(of(413), 'refused')
  assert.deepEqual(of(500), { retryAfterMs: 10_000 })
  assert.deepEqual(of(429, { 'retry-after': '7' }), { retryAfterMs: 7000 })
})
