import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { ChannelRules, EditChannelRulesRequest, Schedule } from '@otklik/protocol/settings'

import { lines, openScene, type Person, type Scene, spoken, until } from '../testing/index.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

let scene: Scene
let people = 0
before(async () => {
  scene = await openScene('telegram')
})

/** Changes how the channel answers and closes; everything else is as in a new channel. */
async function rule(changes: Omit<EditChannelRulesRequest, 'version'>): Promise<ChannelRules> {
  const { browser } = scene.centre.owner
  const path = `/api/v1/channels/${scene.centre.channel.id}/rules`
  const { version } = (await browser.get(path)).json<ChannelRules>()
  const off = { bot: false, autoReplies: false }
  const answer = await browser.send('PATCH', path, {
    version,
    autoReplies: [],
    offHours: off,
    offHoursReplies: [],
    isClosingTextShown: false,
    closingText: '',
    inactivity: null,
    keepsUnanswered: false,
    ...changes,
  })
  assert.equal(answer.statusCode, 200, answer.body)
  await swept()
  return answer.json()
}

/** From nine to six in UTC, every day; or around the clock. */
async function setHours(hours: 'nine to six' | 'always'): Promise<Schedule> {
  const { browser } = scene.centre.owner
  const { version } = (await browser.get('/api/v1/schedule')).json<Schedule>()
  const day = hours === 'always' ? { from: '00:00', to: '24:00' } : { from: '09:00', to: '18:00' }
  const answer = await browser.send('PUT', '/api/v1/schedule', {
    version,
    timeZone: 'UTC',
    week: Array.from({ length: 7 }, () => [day]),
    exceptions: [],
  })
  assert.equal(answer.statusCode, 200, answer.body)
  await swept()
  return answer.json()
}

/** Every open conversation knows of the new settings. */
const swept = () =>
  until(async () => {
    const { rows } = await scene.centre.database.query('select from sweeps')
    return rows.length === 0
  }, 'the sweep')

/** Moves to the next moment of this hour, in UTC. */
function moveTo(hour: number, minute = 0): void {
  const now = scene.centre.clock.now()
  const then = new Date(now)
  then.setUTCHours(hour, minute, 0, 0)
  if (then <= now) then.setUTCDate(then.getUTCDate() + 1)
  scene.moveOn(then.getTime() - now.getTime())
}

async function writes(text = 'здравствуйте'): Promise<{ person: Person; id: string }> {
  const person = await scene.centre.person(`Клиент ${++people}`)
  await person.does('text', { text })
  return { person, id: (await scene.centre.conversationOf(person.name)).id }
}

const received = async (person: Person) =>
  (await person.chat()).filter(({ from }) => from === 'bot').map(({ content }) => content.text)
const receives = (person: Person, texts: string[]) =>
  until(async () => {
    const got = await received(person)
    return got.length >= texts.length && assertSame(got, texts)
  }, `«${texts}» on the phone`)
const assertSame = (got: unknown, wanted: unknown) => {
  assert.deepEqual(got, wanted)
  return true
}
const statusOf = async (id: string) =>
  (await scene.centre.operator.browser.get(`/api/v1/conversations/${id}`)).json().status
const becomes = (id: string, status: string) =>
  until(async () => (await statusOf(id)) === status, `${status}`)

test('[COM-41] [COM-43] sends the text after the close by an operator', async () => {
  await rule({ isClosingTextShown: true, closingText: 'Спасибо за обращение!' })
  const { person, id } = await writes()
  await scene.write(id, 'решили')
  await scene.act('POST', id, 'closure')
  assert.deepEqual(await received(person).then((got) => got.filter((t) => t !== 'решили')), [])
  scene.moveOn(8000)
  await becomes(id, 'closed')
  await receives(person, ['решили', 'Спасибо за обращение!'])
  const messages = await scene.centre.messagesOf(id)
  const closedAt = messages.findIndex(({ system }) => system?.code === 'closed')
  const saidAt = messages.findIndex(({ text }) => text === 'Спасибо за обращение!')
  assert.ok(closedAt >= 0 && closedAt < saidAt)
})

test('[COM-40] [TG-10] sends nothing on a close while it is off', async () => {
  await rule({ isClosingTextShown: false, closingText: 'Спасибо за обращение!' })
  const { person, id } = await writes()
  await scene.write(id, 'решили')
  await receives(person, ['решили'])
  await scene.act('POST', id, 'closure')
  scene.moveOn(8000)
  await becomes(id, 'closed')
  assert.equal(spoken(await scene.centre.messagesOf(id)).length, 2)
})

test('sends no text to whoever was closed as spam', async () => {
  await rule({ isClosingTextShown: true, closingText: 'Спасибо за обращение!' })
  const { id } = await writes('купите слона')
  const path = `/api/v1/conversations/${id}/closure`
  await scene.centre.operator.browser.send('POST', path, { as: 'spam' })
  scene.moveOn(8000)
  await becomes(id, 'closed')
  const { closeReason } = (
    await scene.centre.operator.browser.get(`/api/v1/conversations/${id}`)
  ).json()
  assert.equal(closeReason, 'spam')
  assert.equal(spoken(await scene.centre.messagesOf(id)).length, 1)
})

for (const [value, unit, ms] of [
  [2, 'hours', 2 * HOUR],
  [3, 'days', 3 * DAY],
] as const) {
  test(`[COM-70] [COM-72] [COM-45] closes after ${value} ${unit} of silence, and says so`, async () => {
    await rule({
      inactivity: { value, unit },
      isClosingTextShown: true,
      closingText: 'Закрыли, потому что вы молчите',
    })
    const { person, id } = await writes()
    await scene.write(id, 'что-нибудь ещё?')
    await receives(person, ['что-нибудь ещё?'])
    scene.moveOn(ms - 1000)
    await scene.write(id, 'мы на связи')
    await receives(person, ['что-нибудь ещё?', 'мы на связи'])
    scene.moveOn(ms - 1000)
    assert.equal(await statusOf(id), 'assigned')
    scene.moveOn(1000)
    await becomes(id, 'closed')
    await receives(person, ['что-нибудь ещё?', 'мы на связи', 'Закрыли, потому что вы молчите'])
    assert.ok(lines(await scene.centre.messagesOf(id)).includes('closed'))
    await rule({})
  })
}

test('[COM-72] keeps what is held or put off, and counts anew when it goes on', async () => {
  await rule({ inactivity: { value: 1, unit: 'hours' } })
  const { id } = await writes()
  await scene.act('POST', id, 'assignment')
  const { browser } = scene.centre.operator
  await browser.send('PUT', `/api/v1/conversations/${id}/hold`)
  scene.moveOn(5 * HOUR)
  await swept()
  assert.equal(await statusOf(id), 'assigned')
  await browser.send('DELETE', `/api/v1/conversations/${id}/hold`)
  scene.moveOn(HOUR - 1000)
  assert.equal(await statusOf(id), 'assigned')
  scene.moveOn(1000)
  await becomes(id, 'closed')
  await rule({})
})

test('[D-07] keeps what waits for our answer where the channel says so', async () => {
  await rule({ inactivity: { value: 1, unit: 'hours' }, keepsUnanswered: true })
  const { id } = await writes()
  scene.moveOn(30 * HOUR)
  await rule({ inactivity: { value: 1, unit: 'hours' }, keepsUnanswered: false })
  await becomes(id, 'closed')
  const closed = (await scene.centre.messagesOf(id)).find(({ system }) => system?.code === 'closed')
  assert.equal(closed?.system?.parameters.unanswered, 'yes')
  await rule({})
})

test('[D-03] answers by itself while nobody does, once each', async () => {
  await rule({
    autoReplies: [
      { text: 'Сотрудники скоро ответят', delayS: 30 },
      { text: 'Ещё немного', delayS: 300 },
    ],
  })
  const { person, id } = await writes()
  scene.moveOn(29_000)
  await person.does('text', { text: 'ау' })
  await scene.centre.transcript(id, (all) => spoken(all).length === 2)
  assert.deepEqual(await received(person), [])
  scene.moveOn(1000)
  await receives(person, ['Сотрудники скоро ответят'])
  await scene.write(id, 'добрый день')
  await receives(person, ['Сотрудники скоро ответят', 'добрый день'])
  await person.does('text', { text: 'спасибо' })
  await scene.centre.transcript(id, (all) => all.some(({ text }) => text === 'спасибо'))
  scene.moveOn(HOUR)
  await scene.write(id, 'пожалуйста')
  await receives(person, ['Сотрудники скоро ответят', 'добрый день', 'пожалуйста'])
  await rule({})
})

test('[D-03] writes nothing to those who have waited longer than a reply that is new', async () => {
  const before = await writes()
  scene.moveOn(10 * 60_000)
  await rule({ autoReplies: [{ text: 'Сотрудники скоро ответят', delayS: 30 }] })
  const after = await writes()
  scene.moveOn(30_000)
  await receives(after.person, ['Сотрудники скоро ответят'])
  assert.deepEqual(await received(before.person), [])
  await rule({})
})

test('[COM-61] [D-09] answers off hours once, and gives it out at opening time, oldest first', async () => {
  await setHours('nine to six')
  await rule({
    offHours: { bot: false, autoReplies: true },
    offHoursReplies: [{ text: 'Мы ответим утром', delayS: 0 }],
    autoReplies: [{ text: 'Сотрудники скоро ответят', delayS: 60 }],
    inactivity: { value: 1, unit: 'hours' },
  })
  moveTo(23, 40)
  const first = await writes('не спится')
  const second = await writes('и мне')
  await receives(first.person, ['Мы ответим утром'])
  await first.person.does('text', { text: 'вы где?' })
  await scene.centre.transcript(first.id, (all) => all.some(({ text }) => text === 'вы где?'))
  const waiting = await scene.centre.conversationOf(first.person.name)
  assert.equal(waiting.waitsForOpening, true)
  moveTo(8, 59)
  assert.equal(await statusOf(first.id), 'queued')
  moveTo(9, 0)
  await scene.centre.transcript(second.id, (all) => lines(all).includes('released'))
  await scene.centre.transcript(first.id, (all) => lines(all).includes('released'))
  const released = await scene.centre.conversationOf(first.person.name)
  assert.equal(released.waitsForOpening, undefined)
  // One automatic reply for each, and none of working time: that list began in other hours.
  assert.deepEqual(await received(first.person), ['Мы ответим утром'])
  assert.deepEqual(await received(second.person), ['Мы ответим утром'])
  // The silence of the night counts against nobody: it begins now.
  scene.moveOn(HOUR - 1000)
  assert.equal(await statusOf(first.id), 'queued')
  scene.moveOn(1000)
  await becomes(first.id, 'closed')
  await setHours('always')
  await rule({})
})

test('[COM-61] keeps silent off hours where neither is switched on', async () => {
  await setHours('nine to six')
  await rule({ offHoursReplies: [{ text: 'Мы ответим утром', delayS: 0 }] })
  moveTo(23, 0)
  const { person, id } = await writes()
  scene.moveOn(60_000)
  await scene.act('POST', id, 'assignment')
  await scene.write(id, 'мы здесь и ночью')
  await receives(person, ['мы здесь и ночью'])
  await setHours('always')
})

test('releases what waits for opening as soon as the schedule says that it is open', async () => {
  await setHours('nine to six')
  moveTo(22, 0)
  const { id, person } = await writes()
  assert.equal((await scene.centre.conversationOf(person.name)).waitsForOpening, true)
  await setHours('always')
  await scene.centre.transcript(id, (all) => lines(all).includes('released'))
})
