import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { Conversation, Decision, Team } from '@otklik/protocol'
import type { ChannelRules } from '@otklik/protocol/settings'

import { lines, type Member, openScene, type Scene, until } from '../testing/index.ts'

const MINUTE = 60_000

let scene: Scene
let anna: Member
let igor: Member
let owner: Member
let people = 0
before(async () => {
  scene = await openScene('telegram')
  owner = scene.centre.owner
  anna = scene.centre.operator
  igor = await scene.centre.signUp('operator', { accountId: owner.accountId })
})

async function createTeam(settings: object, members: Member[] = [anna, igor]): Promise<Team> {
  const answer = await owner.browser.send('POST', '/api/v1/teams', {
    name: `Группа ${++people}`,
    memberIds: members.map(({ operatorId }) => operatorId),
    settings,
  })
  assert.equal(answer.statusCode, 201, answer.body)
  return answer.json()
}

/** Who receives the channel's conversations from now on. */
async function receiveBy(receiver: object, changes: object = {}): Promise<void> {
  const path = `/api/v1/channels/${scene.centre.channel.id}/rules`
  const { version } = (await owner.browser.get(path)).json<ChannelRules>()
  const answer = await owner.browser.send('PATCH', path, { version, receiver, ...changes })
  assert.equal(answer.statusCode, 200, answer.body)
  await swept()
}

const byTeam = async (settings: object, members?: Member[]) => {
  const team = await createTeam(settings, members)
  await receiveBy({ kind: 'team', id: team.id })
  return team
}

const swept = () =>
  until(async () => {
    const { rows } = await scene.centre.database.query('select from sweeps')
    return rows.length === 0
  }, 'the sweep')

const say = async (status: string, ...members: Member[]) => {
  for (const { browser } of members) {
    await browser.send('PUT', '/api/v1/operators/me/status', { status })
  }
}

/** A new customer's conversation. */
async function arrives(): Promise<Conversation> {
  const person = await scene.centre.person(`Клиент ${++people}`)
  await person.does('text', { text: 'здравствуйте' })
  return scene.centre.conversationOf(person.name)
}

const read = async (id: string): Promise<Conversation> =>
  (await owner.browser.get(`/api/v1/conversations/${id}`)).json()
const becomes = (id: string, isSo: (conversation: Conversation) => unknown, what: string) =>
  until(async () => {
    const found = await read(id)
    return isSo(found) ? found : undefined
  }, what)
const offeredTo = (id: string, member: Member) =>
  becomes(id, ({ offer }) => offer?.operatorIds.includes(member.operatorId), 'the offer')
const assignedTo = (id: string, member: Member) =>
  becomes(
    id,
    ({ status, operatorId }) => status === 'assigned' && operatorId === member.operatorId,
    'the assignment',
  )
const act = (
  member: Member,
  method: 'POST' | 'PUT' | 'DELETE',
  id: string,
  what: string,
  body?: Record<string, unknown>,
) => member.browser.send(method, `/api/v1/conversations/${id}/${what}`, body)
const closeNow = async (id: string) => {
  await act(owner, 'POST', id, 'closure')
  scene.moveOn(8000)
  await becomes(id, ({ status }) => status === 'closed', 'closed')
}
const linesOf = async (id: string) => lines(await scene.centre.messagesOf(id))

test('[COM-10] [TG-10] gives a team’s conversations to its members, an operator’s to that operator', async () => {
  await scene.centre.goOnline(anna)
  await scene.centre.goOnline(igor)
  await byTeam({ hand: 'assign' }, [igor])
  const teams = await arrives()
  await assignedTo(teams.id, igor)
  await receiveBy({ kind: 'operator', id: anna.operatorId })
  const own = await arrives()
  await assignedTo(own.id, anna)
  for (const { id } of [teams, own]) await closeNow(id)
})

test('[COM-14] [COM-13] leaves no conversation with a bot that is not there', async () => {
  await owner.browser.send('PUT', '/api/v1/modules/bots', { isOn: true })
  const path = `/api/v1/channels/${scene.centre.channel.id}/rules`
  const { version } = (await owner.browser.get(path)).json<ChannelRules>()
  const bot = { kind: 'bot', id: anna.operatorId }
  const answer = await owner.browser.send('PATCH', path, { version, receiver: bot })
  assert.equal(answer.statusCode, 422)
  assert.equal(answer.json().error.fields['receiver.backup'].code, 'no-backup')
})

test('[D-25] offers, counts down, and goes on to the next one', async () => {
  await byTeam({ method: 'strict-order', answerWaitS: 60 })
  const { id } = await arrives()
  const offered = await offeredTo(id, anna)
  assert.equal(Date.parse(offered.offer!.until) - Date.parse(offered.offer!.since), MINUTE)
  scene.moveOn(MINUTE)
  await offeredTo(id, igor)
  const declined = await act(igor, 'DELETE', id, 'offer')
  assert.equal(declined.statusCode, 200, declined.body)
  await becomes(id, ({ status }) => status === 'queued', 'in the queue')
  // A pause, and the round begins again.
  scene.moveOn(15_000)
  await offeredTo(id, anna)
  const late = await act(igor, 'DELETE', id, 'offer')
  assert.equal(late.json().error.code, 'offer-gone')
  assert.equal((await act(anna, 'POST', id, 'assignment')).statusCode, 200)
  await assignedTo(id, anna)
  assert.deepEqual(await linesOf(id), [
    'offered',
    'not-accepted',
    'offered',
    'declined',
    'offered',
    'accepted',
  ])
  await closeNow(id)
})

test('[D-25] takes the first reply for acceptance', async () => {
  await byTeam({ method: 'strict-order' })
  const { id } = await arrives()
  await offeredTo(id, anna)
  assert.equal((await scene.write(id, 'здравствуйте')).statusCode, 201)
  await assignedTo(id, anna)
  assert.ok((await linesOf(id)).includes('accepted'))
  await closeNow(id)
})

test('offers to all at once, and the first has it', async () => {
  await byTeam({ method: 'all-at-once' })
  const { id } = await arrives()
  const { offer } = await offeredTo(id, anna)
  assert.deepEqual(new Set(offer?.operatorIds), new Set([anna.operatorId, igor.operatorId]))
  const answers = await Promise.all([anna, igor].map((one) => act(one, 'POST', id, 'assignment')))
  assert.deepEqual(answers.map(({ statusCode }) => statusCode).sort(), [200, 409])
  const refused = answers.find(({ statusCode }) => statusCode === 409)
  assert.equal(refused?.json().error.code, 'already-taken')
  await closeNow(id)
})

test('[COM-16] gives what was assigned at once and not answered to the next one', async () => {
  await byTeam({ method: 'strict-order', hand: 'assign', answerWaitS: 30 })
  const { id } = await arrives()
  await assignedTo(id, anna)
  scene.moveOn(30_000)
  await assignedTo(id, igor)
  assert.ok((await linesOf(id)).includes('not-answered'))
  const path = `/api/v1/conversations/${id}/messages`
  await igor.browser.send('POST', path, { clientId: 'igor-answers', kind: 'message', text: 'да' })
  scene.moveOn(10 * MINUTE)
  assert.equal((await read(id)).operatorId, igor.operatorId)
  await closeNow(id)
})

test('[COM-16] moves on to the backup when the queue has waited too long, and tells supervisors', async () => {
  const backup = await createTeam({ hand: 'assign' }, [igor])
  await byTeam(
    { queueWaitS: 120, afterQueueWait: 'backup', backupTeamId: backup.id, hand: 'assign' },
    [anna],
  )
  await say('break', anna)
  const { id } = await arrives()
  scene.moveOn(119_000)
  assert.equal((await read(id)).status, 'queued')
  scene.moveOn(1000)
  const moved = await assignedTo(id, igor)
  assert.equal(moved.teamId, backup.id)
  const told = await linesOf(id)
  assert.ok(told.includes('supervisors-told') && told.includes('moved-to-backup'))
  await say('online', anna)
  await closeNow(id)
})

test('[D-24] waits in an operator’s own queue, and tells supervisors after the channel’s minutes', async () => {
  await receiveBy({ kind: 'operator', id: anna.operatorId }, { operatorWaitMin: 7 })
  await say('do-not-disturb', anna)
  const { id } = await arrives()
  assert.equal((await read(id)).awaitedOperatorId, anna.operatorId)
  scene.moveOn(7 * MINUTE - 1000)
  assert.equal((await read(id)).escalatedAt, undefined)
  scene.moveOn(1000)
  await becomes(id, ({ escalatedAt }) => escalatedAt, 'the alarm')
  await say('online', anna)
  await assignedTo(id, anna)
  await closeNow(id)
})

test('[REQ-03] brings a customer back to whom they talked to, when that one is on line', async () => {
  await byTeam({ hand: 'assign', stickyWaitS: 60 })
  const person = await scene.centre.person(`Клиент ${++people}`)
  await person.does('text', { text: 'раз' })
  const first = await scene.centre.conversationOf(person.name)
  const { operatorId } = await becomes(first.id, ({ status }) => status === 'assigned', 'assigned')
  await closeNow(first.id)
  for (let times = 0; times < 2; times++) {
    await person.does('text', { text: 'ещё раз' })
    const next = await scene.centre.conversationOf(person.name)
    const { operatorId: again } = await becomes(
      next.id,
      ({ status }) => status === 'assigned',
      'assigned',
    )
    assert.equal(again, operatorId)
    await closeNow(next.id)
  }
  const [last, other] = operatorId === anna.operatorId ? [anna, igor] : [igor, anna]
  await say('offline', last)
  await person.does('text', { text: 'и снова' })
  const { id } = await scene.centre.conversationOf(person.name)
  await assignedTo(id, other)
  await say('online', last)
  await closeNow(id)
})

test('«Почему?» names the rule, the loads and why the others were not asked', async () => {
  await say('break', igor)
  const team = await byTeam({ hand: 'assign' })
  const { id } = await arrives()
  await assignedTo(id, anna)
  const line = (await scene.centre.messagesOf(id)).find(({ system }) => system?.hasDecision)
  const path = `/api/v1/conversations/${id}/messages/${line!.id}/decision`
  const decision = (await igor.browser.get(path)).json<Decision>()
  assert.equal(decision.rule, 'least-loaded')
  assert.equal(decision.teamId, team.id)
  assert.deepEqual(
    decision.candidates.map(({ operatorId, isChosen, load, exclusion }) => [
      operatorId,
      isChosen,
      load,
      exclusion,
    ]),
    [
      [anna.operatorId, true, 0, undefined],
      [igor.operatorId, false, 0, 'break'],
    ],
  )
  await say('online', igor)
  await closeNow(id)
})

test('passes a conversation on to a colleague or a team, with a note', async () => {
  await byTeam({ method: 'manual' })
  const { id } = await arrives()
  await act(anna, 'POST', id, 'assignment')
  const to = { kind: 'operator', id: igor.operatorId }
  const passed = await act(anna, 'POST', id, 'transfer', { to, note: 'Постоянный клиент' })
  assert.equal(passed.statusCode, 200, passed.body)
  await assignedTo(id, igor)
  const messages = await scene.centre.messagesOf(id)
  assert.ok(messages.some(({ kind, text }) => kind === 'note' && text === 'Постоянный клиент'))
  const others = await act(anna, 'POST', id, 'transfer', { to: { ...to, id: anna.operatorId } })
  assert.equal(others.json().error.code, 'not-yours')
  const empty = await createTeam({}, [])
  const nowhere = await act(igor, 'POST', id, 'transfer', { to: { kind: 'team', id: empty.id } })
  assert.equal(nowhere.json().error.code, 'nobody-there')
  const nobody = await act(igor, 'POST', id, 'transfer', { to: { kind: 'operator', id: empty.id } })
  assert.equal(nobody.json().error.fields['to.id'].code, 'no-such-operator')
  const service = await createTeam({ hand: 'assign' }, [anna])
  await act(igor, 'POST', id, 'transfer', { to: { kind: 'team', id: service.id } })
  await assignedTo(id, anna)
  await closeNow(id)
})

test('waits for a colleague who is away when it is passed on to them', async () => {
  await byTeam({ method: 'manual' })
  const { id } = await arrives()
  await act(anna, 'POST', id, 'assignment')
  await say('offline', igor)
  await act(anna, 'POST', id, 'transfer', { to: { kind: 'operator', id: igor.operatorId } })
  await becomes(id, ({ awaitedOperatorId }) => awaitedOperatorId === igor.operatorId, 'waiting')
  await say('break', igor)
  await assignedTo(id, igor)
  await say('online', igor)
  await closeNow(id)
})

test('a held conversation takes nobody’s place, and the customer’s word brings it back', async () => {
  await byTeam({ hand: 'assign' }, [anna])
  const path = `/api/v1/operators/${anna.operatorId}`
  await owner.browser.send('PATCH', path, { capacity: 1 })
  const person = await scene.centre.person(`Клиент ${++people}`)
  await person.does('text', { text: 'раз' })
  const first = await scene.centre.conversationOf(person.name)
  await assignedTo(first.id, anna)
  const second = await arrives()
  await until(async () => (await linesOf(second.id)).length >= 0, 'quiet')
  assert.equal((await read(second.id)).status, 'queued')
  await act(anna, 'PUT', first.id, 'hold')
  await assignedTo(second.id, anna)
  const until_ = new Date(scene.centre.clock.now().getTime() + 30 * MINUTE).toISOString()
  await act(anna, 'PUT', second.id, 'snooze', { until: until_ })
  assert.equal((await read(second.id)).snoozedUntil, until_)
  await person.does('text', { text: 'ну что?' })
  await becomes(first.id, ({ heldSince }) => heldSince === undefined, 'no longer held')
  scene.moveOn(30 * MINUTE)
  await becomes(second.id, ({ snoozedUntil }) => snoozedUntil === undefined, 'no longer put off')
  const past = await act(anna, 'PUT', second.id, 'snooze', { until: '2020-01-01T00:00:00Z' })
  assert.equal(past.statusCode, 422)
  await owner.browser.send('PATCH', path, { capacity: 5 })
  for (const { id } of [first, second]) await closeNow(id)
})

test('[H-20] an operator who goes away does not keep customers waiting', async () => {
  const absence = { policy: 'reassign', afterS: 90 }
  await byTeam({ hand: 'assign', answerWaitS: 600, absence })
  await say('break', igor)
  const { id } = await arrives()
  await assignedTo(id, anna)
  await say('online', igor)
  await say('offline', anna)
  scene.moveOn(89_000)
  assert.equal((await read(id)).operatorId, anna.operatorId)
  scene.moveOn(1000)
  await assignedTo(id, igor)
  assert.ok((await linesOf(id)).includes('assignee-away'))
  await say('online', anna)
  await closeNow(id)
})

test('an operator who is there keeps what they hold, however long ago it was given', async () => {
  const absence = { policy: 'reassign', afterS: 5 }
  await byTeam({ method: 'strict-order', hand: 'assign', answerWaitS: 3600, absence })
  const kept = await arrives()
  await assignedTo(kept.id, anna)
  await say('break', anna)
  const moved = await arrives()
  await assignedTo(moved.id, igor)
  await say('online', anna)
  await say('offline', igor)
  scene.moveOn(10 * MINUTE)
  await assignedTo(moved.id, anna)
  assert.equal((await read(kept.id)).operatorId, anna.operatorId)
  assert.ok(!(await linesOf(kept.id)).includes('assignee-away'))
  await say('online', igor)
  for (const { id } of [kept, moved]) await closeNow(id)
})

test('[H-20] an operator who is shut out while holding ten conversations leaves none behind', async () => {
  const vera = await scene.centre.signUp('operator', { accountId: owner.accountId })
  await scene.centre.goOnline(vera)
  await owner.browser.send('PATCH', `/api/v1/operators/${vera.operatorId}`, { capacity: 10 })
  await byTeam({ hand: 'assign' }, [vera])
  const held = await Promise.all(Array.from({ length: 10 }, arrives))
  await Promise.all(held.map(({ id }) => assignedTo(id, vera)))
  const answer = await owner.browser.send('PATCH', `/api/v1/operators/${vera.operatorId}`, {
    isDisabled: true,
  })
  assert.equal(answer.statusCode, 200, answer.body)
  // Nobody is left in that team: everybody's queue has them.
  const everyone = (await owner.browser.get('/api/v1/teams'))
    .json<Team[]>()
    .find(({ isEveryone }) => isEveryone)
  await Promise.all(
    held.map(({ id }) =>
      becomes(id, (found) => found.status === 'queued' && found.teamId === everyone?.id, 'waiting'),
    ),
  )
  await byTeam({ hand: 'assign' })
  await Promise.all(
    held.map(({ id }) => becomes(id, ({ status }) => status === 'assigned', 'with a colleague')),
  )
  for (const { id } of held) await act(owner, 'POST', id, 'closure')
})
