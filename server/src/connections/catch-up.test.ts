import assert from 'node:assert/strict'
import { before, test } from 'node:test'

import { ChannelError } from '../channels/index.ts'
import { addTrialPlatform, createTrialCentre, trialMessage, until } from '../testing/index.ts'
import { watchSubscriptions } from './index.ts'

let centre: Awaited<ReturnType<typeof createTrialCentre>>
let isThere = true
let isHistoryClosed = false
let history: object[] = []
const asked: Date[] = []

before(async () => {
  addTrialPlatform({
    connection: () => ({
      subscribe: async () => {
        isThere = true
      },
      isSubscribed: async () => isThere,
      async catchUp(since) {
        asked.push(since)
        if (isHistoryClosed) throw new ChannelError('unreachable', 'no answer', { executed: 'no' })
        return history.map((event) => Buffer.from(JSON.stringify({ events: [event] })))
      },
    }),
  })
  centre = await createTrialCentre()
})

/** A start of the watch: as after a restart of the server, or its next full round. */
async function watchOnce(told: object[] = []): Promise<void> {
  const before = asked.length
  const watch = startWatch(told)
  await until(async () => {
    const { rows } = await centre.database.query<{ well: boolean }>(
      `select seen_well_at > now() - interval '10 seconds' as well from channels where id = $1`,
      [centre.channelId],
    )
    return rows[0]?.well && (asked.length > before || isThere)
  }, 'a look')
  await watch.stop()
}

function startWatch(told: object[] = []) {
  const { connecting } = centre.server
  return watchSubscriptions({
    ...connecting,
    store: async (accountId, channelId, body) => {
      await centre.database.query(
        'insert into inbox (account_id, channel_id, body) values ($1, $2, $3)',
        [accountId, channelId, body],
      )
      centre.hints.send('inbox', accountId)
    },
    onProblem: (problem, facts) => void told.push({ problem, ...facts }),
  })
}

/** As if the last time all was well had been then. */
const wasWell = (ago: string) =>
  centre.database.query(
    `update channels set seen_well_at = now() - $2::interval, last_received_at = now() where id = $1`,
    [centre.channelId, ago],
  )

const texts = async (id: string) =>
  (await centre.messagesOf(id)).map(({ text }) => text).filter(Boolean)

test('[REQ-11] fetches what was missed while the subscription was gone, and counts it', async () => {
  const id = await centre.conversationWith('Олег')
  await wasWell('10 minutes')
  isThere = false
  history = [
    trialMessage('Олег', 'Олег-1', 'здравствуйте'),
    trialMessage('Олег', 'missed-1', 'вы там?'),
    trialMessage('Олег', 'missed-2', 'ау'),
  ]
  const told: object[] = []
  await watchOnce(told)
  assert.equal(isThere, true)
  await until(async () => (await texts(id)).length === 3, 'the missed messages')
  assert.deepEqual(await texts(id), ['здравствуйте', 'вы там?', 'ау'])
  const since = Date.now() - asked.at(-1)!.getTime()
  assert.ok(since > 10 * 60_000 && since < 13 * 60_000, `since ${since} ms`)
  const { health } = (await centre.owner.browser.get(`/api/v1/channels/${centre.channelId}`)).json()
  assert.equal(health.recovered.count, 2)
  assert.partialDeepStrictEqual(told, [{ channelId: centre.channelId, messages: 2 }])
})

test('[REQ-11] fetches what came while we were away, and nothing twice', async () => {
  const id = await centre.conversationWith('Марина')
  await wasWell('1 hour')
  history = [
    trialMessage('Марина', 'while-away', 'перезвоните'),
    trialMessage('Марина', 'while-away', 'перезвоните'),
  ]
  const before = asked.length
  await watchOnce()
  assert.equal(asked.length, before + 1)
  await until(async () => (await texts(id)).includes('перезвоните'), 'the message')
  await wasWell('1 hour')
  await watchOnce()
  assert.equal((await texts(id)).filter((text) => text === 'перезвоните').length, 1)
})

test('[REQ-11] fetches what was missed though it died before, with the subscription back', async () => {
  const id = await centre.conversationWith('Вера')
  await wasWell('40 seconds')
  isThere = false
  isHistoryClosed = true
  history = [trialMessage('Вера', 'missed-3', 'где мой заказ?')]
  const before = asked.length
  const watch = startWatch()
  await until(async () => asked.length > before, 'a question nobody answers')
  await watch.stop()
  assert.equal(isThere, true)
  isHistoryClosed = false
  await watchOnce()
  await until(async () => (await texts(id)).includes('где мой заказ?'), 'the message')
  assert.deepEqual(asked.at(-1), asked.at(-2), 'asked for the same time again')
  await watchOnce()
  assert.equal(asked.length, before + 2, 'and no more once it was there')
})

test('asks for nothing after a silence that platforms bridge themselves', async () => {
  await wasWell('30 seconds')
  const before = asked.length
  await watchOnce()
  assert.equal(asked.length, before)
})
