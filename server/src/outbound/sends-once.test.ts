import assert from 'node:assert/strict'
import { before, beforeEach, describe, test } from 'node:test'

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
const refused = () => {
  throw new ChannelError('rejected', 'no', { executed: 'no' })
}
const taken = (part: OutboundPart): Sent => ({ ids: [`m-${part.key}` as never] })

let centre: Awaited<ReturnType<typeof createTrialCentre>>
let id: string
let people = 0
before(async () => {
  addTrialPlatform({
    capabilities: { sendsOnce: 'by-check' },
    connection: () => ({
      render: ({ text }) =>
        text.split('|').map((each) => ({
          ...{ kind: 'message', method: 'send', payload: { text: each }, fileIds: [] },
        })),
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
/** A call that time overtakes would be of unknown outcome. */
const nobodyCalls = () =>
  until(async () => {
    const { rows } = await centre.database.query(
      `select from parts where conversation_id = $1 and state = 'sending'`,
      [id],
    )
    return rows.length === 0
  }, 'the calls under way')
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

test('[H-10] [D-31] looks first for what a process that died was sending', async () => {
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

/** The first try is given up as silent, and the one that follows it is looking when it comes back. */
async function overtaken(text: string) {
  const waiting: ((how: () => Sent) => void)[] = []
  const hang = () =>
    new Promise<Sent>((resolve, reject) => {
      waiting.push((how) => Promise.resolve().then(how).then(resolve, reject))
    })
  send = hang
  findSent = hang
  await centre.write(id, text)
  await called('send')
  await until(async () => {
    centre.moveOn(10_000)
    return calls.includes('look')
  }, 'a look')
  return {
    endFirst: (how: () => Sent) => waiting[0]?.(how),
    endOthers: (how: () => Sent) => waiting.slice(1).forEach((end) => void end(how)),
  }
}

for (const [what, how] of [
  ['a refusal', () => refused()],
  ['a name', () => ({ ids: ['m-late' as never] })],
] as const) {
  test(`[D-31] ${what} that comes back after another try began decides nothing`, async () => {
    const { endFirst, endOthers } = await overtaken('поздно')
    endFirst(how)
    // What is written to the same conversation waits for what came before.
    await centre.write(id, 'вслед')
    const [message] = (await centre.messagesOf(id)).filter(({ text }) => text === 'поздно')
    assert.equal(message?.status, 'queued')
    send = async (part) => taken(part)
    endOthers(() => ({ ids: [`found after ${what}` as never] }))
    await statusIs('поздно', 'sent')
    await statusIs('вслед', 'sent')
    const { rows } = await centre.database.query<{ delivery: object; names: string[] }>(
      `select m.delivery, array(select e.external_id from external_messages e
         where e.message_id = m.id order by 1) as names
       from messages m where m.id = $1`,
      [message?.id],
    )
    assert.deepEqual(rows[0]?.delivery, { total: 1, sent: 1, unknown: 0 })
    const late = what === 'a name' ? ['m-late'] : []
    assert.deepEqual(rows[0]?.names, [`found after ${what}`, ...late])
  })
}

test('[D-31] what was claimed too late to be called has surely not left, and leaves later', async () => {
  const { database, channelId } = centre
  findSent = async () => undefined
  send = async (part) => taken(part)
  const pauseUntil = (at: string | null) =>
    database.query('update channels set paused_until = $2 where id = $1', [channelId, at])
  const allow = (ms: number) =>
    database.query('update parts set timeout_ms = $2 where conversation_id = $1', [id, ms])
  await pauseUntil('infinity')
  await centre.write(id, 'проспали')
  await allow(0)
  await pauseUntil(null)
  await until(async () => {
    const { rows } = await database.query<{ outcome: { mayHaveArrived?: true } }>(
      `select p.outcome from parts p where p.conversation_id = $1 and p.tries > 1
         and p.outcome ->> 'result' = 'retry'`,
      [id],
    )
    assert.equal(rows[0]?.outcome.mayHaveArrived, undefined)
    return rows.length > 0
  }, 'a second try')
  assert.deepEqual(calls, [])
  await allow(30_000)
  await statusIs('проспали', 'sent')
  assert.deepEqual(calls, ['send'])
})

describe('a platform that takes nothing for a while', () => {
  const goneOn = (...wanted: string[]) =>
    until(async () => {
      centre.moveOn(1000)
      const messages = await centre.messagesOf(id)
      return wanted.every((text) =>
        messages.some((message) => message.text === text && message.status === 'sent'),
      )
    }, wanted.join())

  test('[H-12] by throttling, is called no more than it allows, and gets all of it in order', async () => {
    const arrived: string[] = []
    findSent = async () => undefined
    const opensAt = centre.clock.now().getTime() + 60_000
    let early = 0
    send = async (part) => {
      const now = centre.clock.now().getTime()
      const isRefused = now < opensAt || (arrived.length > 0 && calls.length % 10 === 0)
      if (!isRefused) {
        arrived.push(String(part.payload.text))
        return taken(part)
      }
      if (now < opensAt) early++
      const retryAfterMs = Math.max(opensAt - now, 1000)
      const facts = { executed: 'no', retryAfterMs, pauses: 'channel' } as const
      throw new ChannelError('throttled', 'too many', facts)
    }
    const texts = Array.from({ length: 10 }, (_, n) => `ответ ${n}`)
    for (const text of texts) await centre.write(id, text)
    await until(() => early > 0, 'the first refusal')
    await goneOn(...texts)
    assert.deepEqual(arrived, texts)
    assert.equal(early, 1, 'it said how long to wait, and was left alone')
    const refusedLater = calls.length - early - arrived.length
    assert.ok(refusedLater <= 4, `${refusedLater} calls more than there were answers`)
  })

  test('[H-33] [H-17] for two hours, gets what was not withdrawn, in order, before the goodbye', async () => {
    const backAt = centre.clock.now().getTime() + 2 * 3_600_000
    findSent = async () => undefined
    const arrived: string[] = []
    send = async (part) => {
      if (centre.clock.now().getTime() < backAt) {
        throw new ChannelError('unreachable', 'no route', { executed: 'no' })
      }
      arrived.push(String(part.payload.text))
      return taken(part)
    }
    await centre.write(id, 'первый')
    const { id: withdrawn } = await centre.write(id, 'лишний')
    await centre.write(id, 'последний')
    const path = `/api/v1/conversations/${id}`
    const removed = await centre.owner.browser.send('DELETE', `${path}/messages/${withdrawn}`)
    assert.ok(removed.statusCode < 300, removed.body)
    const { owner } = centre
    const rules = `/api/v1/channels/${centre.channelId}/rules`
    const { version } = (await owner.browser.get(rules)).json<{ version: number }>()
    const closing = { isClosingTextShown: true, closingText: 'До свидания' }
    const edited = await owner.browser.send('PATCH', rules, { version, ...closing })
    assert.equal(edited.statusCode, 200, edited.body)
    const closed = await owner.browser.send('POST', `${path}/closure`)
    assert.ok(closed.statusCode < 300, closed.body)
    const pass = async (ms: number) => {
      await nobodyCalls()
      centre.moveOn(ms)
      centre.hints.send('deadlines', owner.accountId)
    }
    while (centre.clock.now().getTime() < backAt + 10_000) await pass(5 * 60_000)
    await until(async () => {
      await pass(5000)
      return arrived.includes('До свидания')
    }, 'the goodbye')
    assert.deepEqual(arrived, ['первый', 'последний', 'До свидания'])
    // A try every five minutes at the most often, once it has been away for a while.
    const tries = calls.filter((call) => call === 'send')
    assert.ok(tries.length < 60, String(tries.length))
  })
})

describe('[H-14] a message of several parts', () => {
  let arrived: string[]
  let keys: string[]
  beforeEach(() => {
    ;[arrived, keys] = [[], []]
  })
  const arrives = (part: OutboundPart): Sent => {
    arrived.push(String(part.payload.text))
    keys.push(part.key)
    return taken(part)
  }

  for (const hasArrived of [false, true]) {
    const what = hasArrived ? 'had got through' : 'had not got through'
    test(`goes on after a process that died while a part, which ${what}, was sent`, async (context) => {
      let never = () => {}
      // However this ends: nobody may wait for that call.
      context.after(() => never())
      send = (part) => {
        if (part.payload.text !== 'два' || calls.includes('look')) {
          return Promise.resolve(arrives(part))
        }
        if (hasArrived) arrives(part)
        return new Promise((_resolve, reject) => (never = () => reject(new Error('died'))))
      }
      findSent = async (part) => (keys.includes(part.key) ? taken(part) : undefined)
      await centre.write(id, 'раз|два|три')
      await called('send', 'send')
      await until(() => {
        centre.moveOn(10_000)
        return arrived.includes('три')
      }, 'the last part')
      await statusIs('раз|два|три', 'sent')
      assert.ok(calls.includes('look'))
      assert.deepEqual(arrived, ['раз', 'два', 'три'])
      assert.equal(new Set(keys).size, 3)
    })
  }

  // The last of the file: what it began with is no longer there.
  test('goes on with its next part after a restart, and sends none twice', async () => {
    send = async (part) => {
      if (part.payload.text === 'раз') return arrives(part)
      const facts = { executed: 'no', retryAfterMs: 60_000, pauses: 'channel' } as const
      throw new ChannelError('throttled', 'later', facts)
    }
    findSent = async () => undefined
    await centre.write(id, 'раз|два|три')
    await called('send', 'send')
    await nobodyCalls()
    await centre.restart()
    send = async (part) => arrives(part)
    centre.moveOn(120_000)
    await statusIs('раз|два|три', 'sent')
    assert.deepEqual(arrived, ['раз', 'два', 'три'])
    assert.equal(new Set(keys).size, 3)
  })
})
