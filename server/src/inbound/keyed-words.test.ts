import assert from 'node:assert/strict'
import { before, beforeEach, test } from 'node:test'

import { ChannelError, type OutboundPart, type Sent } from '../channels/index.ts'
import { addTrialPlatform, createTrialCentre, until } from '../testing/index.ts'

let answer: (part: OutboundPart) => Promise<Sent>
let calls: OutboundPart[] = []
let centre: Awaited<ReturnType<typeof createTrialCentre>>
let id: string
let people = 0
const lost = async (): Promise<Sent> => {
  throw new ChannelError('unreachable', 'no answer', { executed: 'unknown' })
}
const busy = async (): Promise<Sent> => {
  throw new ChannelError('throttled', 'later', { executed: 'no', retryAfterMs: 60_000 })
}

before(async () => {
  addTrialPlatform({
    connection: () => ({
      render: ({ text }) =>
        text.split(' / ').map((text) => ({
          kind: 'message',
          method: 'send',
          payload: { text },
          fileIds: [],
        })),
      send(part) {
        calls.push(part)
        return answer(part)
      },
    }),
  })
  centre = await createTrialCentre()
})
beforeEach(async () => {
  calls = []
  answer = lost
  id = await centre.conversationWith(`Клиент ${++people}`)
})

const become = (text: string, status: string) =>
  until(async () => {
    const found = (await centre.messagesOf(id)).find((message) => message.text === text)
    return found?.status === status && found
  }, `«${text}» to be ${status}`)
const called = (times: number) => until(() => calls.length === times, `${times} calls`)
const word = (more: object) => ({ type: 'receipt', at: new Date().toISOString(), ...more })

test('[D-31] what the platform took is sent, though nobody heard so at first', async () => {
  await centre.write(id, 'дошло?')
  await become('дошло?', 'unknown')
  await centre.tell(word({ id: 'their-1', key: calls[0]!.key, status: 'sent' }))
  await become('дошло?', 'sent')
  // Under its name it is known from then on.
  await centre.tell(word({ id: 'their-1', status: 'read' }))
  await become('дошло?', 'read')
})

test('[D-31] of several words about one call the one that goes furthest is kept', async () => {
  const texts = ['первое', 'второе', 'третье', 'четвёртое']
  for (const [at, text] of texts.entries()) {
    await centre.write(id, text)
    await become(text, 'unknown')
    const { key } = calls[at]!
    const name = `their-0-${at}`
    await centre.tell(
      word({ id: name, key, status: 'sent' }),
      word({ id: name, key, status: 'read' }),
    )
    await become(text, 'read')
  }
})

test('[D-31] a word that overtakes the loss of its answer is not lost with it', async () => {
  let lose = () => {}
  answer = () =>
    new Promise((_, reject) => {
      lose = () => reject(new ChannelError('unreachable', 'no answer', { executed: 'unknown' }))
    })
  await centre.write(id, 'быстро')
  await called(1)
  await centre.tell(word({ id: 'their-2', key: calls[0]!.key, status: 'delivered' }))
  await until(async () => {
    const { rows } = await centre.database.query(
      'select 1 from external_messages where part_key = $1',
      [calls[0]!.key],
    )
    return rows.length === 1
  }, 'the word to be kept')
  lose()
  await become('быстро', 'delivered')
})

test('[D-31] a word that was kept is told once its message is known, whoever was to tell it', async () => {
  answer = async () => ({ ids: ['their-kept' as never] })
  await centre.write(id, 'прочитано')
  await become('прочитано', 'sent')
  // As a process leaves it that dies between the two.
  await centre.database.query(
    `update external_messages set early = '{"status": "read"}' where external_id = 'their-kept'`,
  )
  await become('прочитано', 'read')
})

test('[D-31] a word that was kept under a key settles its call, whoever was to tell it', async () => {
  await centre.write(id, 'никто не сказал')
  await become('никто не сказал', 'unknown')
  // As a process leaves it that dies between the loss of the answer and its look at what was said.
  await centre.database.query(
    `insert into external_messages (account_id, channel_id, external_id, early, part_key)
     select account_id, channel_id, 'their-lost', '{"status": "read"}', id from parts where id = $1`,
    [calls[0]!.key],
  )
  await become('никто не сказал', 'read')
})

test('[D-31] what the platform refused after all has failed, with its reason', async () => {
  await centre.write(id, 'зря')
  await become('зря', 'unknown')
  const { key } = calls[0]!
  const at = new Date().toISOString()
  await centre.tell({ type: 'failure', id: 'their-3', key, reason: 'recipient-gone', at })
  const failed = await become('зря', 'failed')
  assert.partialDeepStrictEqual(failed, { failure: { reason: 'recipient-gone' } })
})

test('[H-09] what arrived does not leave a second time, though somebody has asked for it', async () => {
  const { id: messageId } = await centre.write(id, 'ещё раз')
  await become('ещё раз', 'unknown')
  answer = busy
  const path = `/api/v1/conversations/${id}/messages/${messageId}/attempts`
  await centre.owner.browser.send('POST', path, { as: 'send-again' })
  await called(2)
  await until(async () => {
    const { rows } = await centre.database.query(
      `select 1 from parts where id = $1 and state = 'queued'`,
      [calls[0]!.key],
    )
    return rows.length === 1
  }, 'the part to wait')
  await centre.tell(word({ id: 'their-4', key: calls[0]!.key, status: 'delivered' }))
  await become('ещё раз', 'delivered')
  answer = async () => ({ ids: ['again' as never] })
  centre.moveOn(120_000)
  await centre.write(id, 'следующее')
  await become('следующее', 'sent')
  assert.deepEqual(
    calls.map(({ payload }) => payload.text),
    ['ещё раз', 'ещё раз', 'следующее'],
  )
})

test('[D-31] a doubt about one part is not settled by another', async () => {
  let count = 0
  answer = async () => (++count === 1 ? { ids: ['first' as never] } : lost())
  await centre.write(id, 'раз / два')
  await become('раз / два', 'unknown')
  await centre.tell(word({ id: 'first', status: 'delivered' }))
  await centre.tell(word({ id: 'their-5', key: 'of another application', status: 'delivered' }))
  await centre.tell(word({ id: 'their-6', key: crypto.randomUUID(), status: 'sent' }))
  await centre.tell(word({ id: 'second', key: calls[1]!.key, status: 'sent' }))
  // Nothing of the first three said what became of the second part.
  await become('раз / два', 'sent')
})
