import assert from 'node:assert/strict'
import { before, beforeEach, test } from 'node:test'

import { ChannelError, type OutboundPart, type Sent } from '../channels/index.ts'
import { addTrialPlatform, createTrialCentre, until } from '../testing/index.ts'

type Send = (part: OutboundPart) => Promise<Sent>

/** What the platform did with each call, in order. */
let calls: string[] = []
let send: Send
let findSent: (part: OutboundPart) => Promise<Sent | undefined>
const lost = () => {
  throw new ChannelError('unreachable', 'no answer', { executed: 'unknown' })
}
const taken = (part: OutboundPart): Sent => ({ ids: [`m-${part.key}` as never] })

let centre: Awaited<ReturnType<typeof createTrialCentre>>
let id: string
let people = 0
before(async () => {
  addTrialPlatform({
    capabilities: { sendsOnce: 'by-check' },
    connection: () => ({
      send: async (part) => {
        calls.push('send')
        return send(part)
      },
      findSent: async (part) => {
        calls.push('look')
        return findSent(part)
      },
    }),
  })
  centre = await createTrialCentre()
})
beforeEach(async () => {
  calls = []
  id = await centre.conversationWith(`Клиент ${++people}`)
})

const statusIs = (text: string, status: string) =>
  until(async () => {
    const messages = await centre.messagesOf(id)
    return messages.find((message) => message.text === text)?.status === status
  }, `«${text}» to be ${status}`)
/** The outcome of a call is on record: time may pass. */
const doubted = (times: number) =>
  until(async () => {
    const { rows } = await centre.database.query<{ count: number }>(
      `select count(*)::integer as count from attempts a join parts p on p.id = a.part_id
       where p.conversation_id = $1 and a.outcome = 'retry'`,
      [id],
    )
    return rows[0]?.count === times
  }, `${times} doubtful attempts`)
const called = (...wanted: string[]) =>
  until(() => calls.join() === wanted.join(), `${wanted.join()}, and there was ${calls.join()}`)

test('[D-31] looks for what may have arrived, and does not send it again', async () => {
  send = async () => lost()
  findSent = async (part) => taken(part)
  await centre.write(id, 'вы здесь?')
  await called('send')
  await doubted(1)
  centre.moveOn(60_000)
  await statusIs('вы здесь?', 'sent')
  assert.deepEqual(calls, ['send', 'look'])
})

test('[D-31] sends again what it looked for in vain', async () => {
  send = async () => lost()
  findSent = async () => undefined
  await centre.write(id, 'ау')
  await called('send')
  await doubted(1)
  send = async (part) => taken(part)
  centre.moveOn(60_000)
  await statusIs('ау', 'sent')
  assert.deepEqual(calls, ['send', 'look', 'send'])
})

test('[D-31] sends nothing while it cannot look', async () => {
  send = async () => lost()
  findSent = async () => lost()
  await centre.write(id, 'слышно?')
  await called('send')
  await doubted(1)
  centre.moveOn(60_000)
  await called('send', 'look')
  await doubted(2)
  centre.moveOn(60_000)
  await called('send', 'look', 'look')
  await doubted(3)
  findSent = async (part) => taken(part)
  centre.moveOn(60_000)
  await statusIs('слышно?', 'sent')
})

test('[D-31] says that it may have arrived when its time ends before it could look', async () => {
  send = async () => lost()
  findSent = async () => lost()
  await centre.write(id, 'до завтра')
  await called('send')
  await doubted(1)
  centre.moveOn(25 * 3_600_000)
  await statusIs('до завтра', 'unknown')
})

test('[D-31] looks first for what a process that died was sending', async () => {
  let never = () => {}
  send = () => new Promise((_resolve, reject) => (never = () => reject(new Error('died'))))
  findSent = async (part) => taken(part)
  await centre.write(id, 'не успели')
  await called('send')
  // Nobody comes back from the call: its attempt is over when its deadline has passed.
  centre.moveOn(60_000)
  await until(async () => {
    centre.moveOn(10_000)
    return calls.includes('look')
  }, 'a look')
  await statusIs('не успели', 'sent')
  assert.equal(calls.filter((call) => call === 'send').length, 1)
  never()
})
