import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type {
  ChannelRules,
  DryRun,
  EditChannelRulesRequest,
  Schedule,
} from '@otklik/protocol/settings'

import { openScene, type Scene, until } from '../testing/index.ts'

const SECOND = 1000
const HOUR = 3_600_000

let scene: Scene
before(async () => {
  scene = await openScene('telegram')
  const { browser } = scene.centre.owner
  const { version } = (await browser.get('/api/v1/schedule')).json<Schedule>()
  const week = Array.from({ length: 7 }, () => [{ from: '09:00', to: '18:00' }])
  const hours = { version, timeZone: 'UTC', week, exceptions: [] }
  assert.equal((await browser.send('PUT', '/api/v1/schedule', hours)).statusCode, 200)
})

const swept = () =>
  until(async () => {
    const { rows } = await scene.centre.database.query('select from sweeps')
    return rows.length === 0
  }, 'the sweep')

async function rule(changes: Omit<EditChannelRulesRequest, 'version'>): Promise<void> {
  const { browser } = scene.centre.owner
  const path = `/api/v1/channels/${scene.centre.channel.id}/rules`
  const { version } = (await browser.get(path)).json<ChannelRules>()
  const answer = await browser.send('PATCH', path, { version, ...changes })
  assert.equal(answer.statusCode, 200, answer.body)
  await swept()
}

/** Moves to the next such time of the UTC day, and returns it as a dry run takes it. */
function moveTo(time: string): { day: string; time: string } {
  const now = scene.centre.clock.now()
  const then = new Date(`${now.toISOString().slice(0, 10)}T${time}:00Z`)
  if (then <= now) then.setUTCDate(then.getUTCDate() + 1)
  scene.moveOn(then.getTime() - now.getTime())
  return { day: then.toISOString().slice(0, 10), time }
}

/** What the timeline says that the customer gets by itself. */
async function promised(asked: object): Promise<string[]> {
  const answer = await scene.centre.owner.browser.send('POST', '/api/v1/dry-runs', {
    channelId: scene.centre.channel.id,
    customerWritesS: [0],
    onLine: 'everybody',
    ...asked,
  })
  assert.equal(answer.statusCode, 200, answer.body)
  return answer
    .json<DryRun>()
    .stored.steps.filter(({ code }) => code === 'auto-reply' || code === 'closing-text')
    .map(({ text }) => text ?? '')
}

async function writes(name: string) {
  const person = await scene.centre.person(name)
  await person.does('text', { text: 'здравствуйте' })
  const received = async () =>
    (await person.chat()).filter(({ from }) => from === 'bot').map(({ content }) => content.text)
  const { id } = await scene.centre.conversationOf(name)
  return {
    id,
    received,
    has: (count: number) =>
      until(async () => (await received()).length >= count, `${count} messages`),
  }
}

test('at night a real customer gets what the timeline promised', async () => {
  await rule({
    autoReplies: [{ text: 'днём', delayS: 0 }],
    offHours: { bot: false, autoReplies: true },
    offHoursReplies: [
      { text: 'ночью, сразу', delayS: 0 },
      { text: 'ночью, позже', delayS: 600 },
      { text: 'уже утром', delayS: 10 * 3600 },
    ],
    isClosingTextShown: true,
    closingText: 'До свидания',
    inactivity: { value: 2, unit: 'hours' },
  })
  const moment = moveTo('23:40')
  const texts = await promised({ ...moment, operators: { do: 'nothing' } })
  assert.deepEqual(texts, ['ночью, сразу', 'ночью, позже', 'До свидания'])
  const customer = await writes('Полуночник')
  await customer.has(1)
  scene.moveOn(600 * SECOND)
  await customer.has(2)
  moveTo('09:00')
  await until(async () => {
    const messages = await scene.centre.messagesOf(customer.id)
    return messages.some(({ system }) => system?.code === 'released')
  }, 'the opening')
  scene.moveOn(2 * HOUR)
  await customer.has(3)
  assert.deepEqual(await customer.received(), texts)
})

test('in working time an answered customer gets what the timeline promised', async () => {
  await rule({
    autoReplies: [
      { text: 'минутку', delayS: 30 },
      { text: 'ещё минутку', delayS: 120 },
    ],
    inactivity: null,
  })
  const moment = moveTo('10:00')
  const texts = await promised({ ...moment, operators: { do: 'close', afterS: 60 } })
  assert.deepEqual(texts, ['минутку', 'До свидания'])
  const customer = await writes('Ранний')
  scene.moveOn(30 * SECOND)
  await customer.has(1)
  scene.moveOn(30 * SECOND)
  await scene.write(customer.id, 'готово')
  await scene.act('POST', customer.id, 'closure')
  await customer.has(2)
  scene.moveOn(8 * SECOND)
  await customer.has(3)
  scene.moveOn(300 * SECOND)
  const received = await customer.received()
  assert.deepEqual(
    received.filter((text) => text !== 'готово'),
    texts,
  )
})
