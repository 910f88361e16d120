import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { before, beforeEach, describe, test } from 'node:test'
import type { Bot, ProgramQuestion } from '@otklik/protocol/settings'

import {
  addTrialPlatform,
  type BotCentre,
  createBotCentre,
  openProgram,
  says,
  type TestProgram,
  trialMessage,
  until,
} from '../testing/index.ts'

let program: TestProgram
let centre: BotCentre
before(async () => {
  addTrialPlatform()
  program = await openProgram()
  centre = await createBotCentre(program)
})
beforeEach(async () => {
  program.answer = says()
  await centre.renew()
})

const hello = { type: 'say', text: 'Чем помочь?' }
const failures = async () => {
  const { rows } = await centre.database.query<{ failures: number }>(
    'select failures from bots where id = $1',
    [centre.bot.id],
  )
  return rows[0]?.failures
}

describe('a program', () => {
  test('is asked about a customer, and its answer is what they read', async () => {
    const buttons = { placement: 'inline', rows: [[{ label: 'Возврат', value: 'refund' }]] }
    program.answer = says({ ...hello, buttons }, { type: 'set', topic: 'Возврат', tags: ['новый'] })
    const { id, number, contact } = await centre.writes('Анна', 'верните деньги')
    await centre.transcript(id, 'Чем помочь?')
    const said = (await centre.messages(id)).find(({ author }) => author.type === 'bot')
    assert.deepEqual(said?.author, { type: 'bot', id: centre.bot.id, name: 'Верба' })
    assert.deepEqual(said.buttons, buttons)

    const { question } = await program.askedAbout('Анна')
    const { data } = question
    assert.equal(question.type, 'bot.asked')
    assert.deepEqual(data.bot, { id: centre.bot.id, name: 'Верба' })
    assert.equal(data.answerBy, new Date(centre.clock.now().getTime() + 30_000).toISOString())
    assert.deepEqual(data.conversation, {
      id,
      number,
      kind: 'direct',
      channel: { id: centre.channelId, name: 'Верба', platform: 'trial' },
      contact: { id: contact.id, name: 'Анна', isNew: true },
      attributes: {},
      tags: [],
    })
    const [start, word] = data.events
    assert.deepEqual(start, { type: 'conversation.started' })
    assert.ok(word?.type === 'message.received' && word.text === 'верните деньги')
    const conversation = await centre.conversationOf('Анна')
    assert.deepEqual([conversation.topic, conversation.tags], ['Возврат', ['новый']])
  })

  test('is told of a press, and finds what it noted', async () => {
    const rows = [[{ label: 'Возврат', value: 'refund' }]]
    program.answer = says(
      { ...hello, buttons: { placement: 'keyboard', rows } },
      { type: 'set', attributes: { шаг: 'выбор' } },
    )
    const { id } = await centre.writes('Борис')
    await centre.transcript(id, 'Чем помочь?')
    program.answer = says({ type: 'close', text: 'До свидания' })
    await centre.writes('Борис', 'Возврат')
    await centre.transcript(id, 'До свидания', 'closed')
    const { data } = (await program.askedAbout('Борис')).question
    assert.equal(data.turn, 2)
    assert.deepEqual(data.events, [{ type: 'button.pressed', value: 'refund', label: 'Возврат' }])
    assert.deepEqual(data.conversation.attributes, { шаг: 'выбор' })
  })

  test('can tell that it is us who ask, and which question it is', async () => {
    program.answer = (_question, response) => void response.writeHead(202).end()
    const { id } = await centre.writes('Вера')
    const { headers, body } = await program.askedAbout('Вера')
    const { 'webhook-id': webhookId, 'webhook-timestamp': timestamp } = headers
    assert.equal(webhookId, `turn_${id}_1`)
    assert.equal(Number(timestamp), Math.floor(centre.clock.now().getTime() / 1000))
    const right = createHmac('sha256', Buffer.from(centre.secret.replace('whsec_', ''), 'base64'))
      .update(`${webhookId}.${timestamp}.${body}`)
      .digest('base64')
    assert.equal(headers['webhook-signature'], `v1,${right}`)
  })
})

/** Everything a program can do wrong at once. */
const nonsense: Record<string, (question: ProgramQuestion, response: ServerResponse) => void> = {
  'an error': (_, response) => void response.writeHead(500).end('{"actions":[]}'),
  'a page': (_, response) => void response.end('<html>502</html>'),
  'half of its JSON': (_, response) => void response.end('{"actions":[{"type":"say"'),
  'nothing but brackets': (_, response) => void response.end('['.repeat(100_000)),
  'an action that nobody knows': says(hello, { type: 'refund', amount: 100 }),
  'a word too long': says({ type: 'say', text: 'я'.repeat(4001) }),
  'too many words': says(...Array.from({ length: 21 }, () => hello)),
  'ten megabytes': (_, response) => void response.end(Buffer.alloc(10_000_000, 0x20)),
  'a redirect inside': (_, response) =>
    void response.writeHead(307, { location: 'http://127.0.0.1:1/secret' }).end(),
  'a template that is not there': says({
    type: 'send-template',
    templateId: '00000000-0000-4000-8000-000000000000',
  }),
  'half a body, and hangs up': (_, response) => {
    response.writeHead(200, { 'content-length': '100' }).write('{')
    setImmediate(() => response.destroy())
  },
}

describe('[COM-14] whose program answers', () => {
  for (const [what, answer] of Object.entries(nonsense)) {
    test(`[H-16] ${what} is the backup's at once`, async () => {
      program.answer = answer
      const { id } = await centre.writes(what)
      const said = await centre.transcript(id, 'bot-unavailable')
      assert.ok(!said.includes(hello.text))
      const { status, teamId } = await centre.conversationOf(what)
      assert.deepEqual([status, teamId], ['queued', centre.teamId])
      await until(async () => (await failures()) === 1, 'a failure counted')
    })
  }
})

describe('[D-06] a program that is too slow', () => {
  test('loses its customer when its time is over, and is not heard afterwards', async () => {
    let late: ServerResponse | undefined
    program.answer = (_question, response) => {
      late = response
      response.writeHead(200).write('{')
    }
    const { id } = await centre.writes('Глеб')
    await program.askedAbout('Глеб')
    centre.pass(30_000)
    await centre.transcript(id, 'bot-unavailable')
    late?.end(`"actions":[${JSON.stringify(hello)}]}`)
    program.answer = says(hello)
    const next = await centre.writes('Дина')
    await centre.transcript(next.id, hello.text)
    assert.ok(!(await centre.transcript(id)).includes(hello.text))
  })

  test('[REQ-19] is not heard either once a person took over', async () => {
    let late: ServerResponse | undefined
    program.answer = (_question, response) => {
      late = response
    }
    const { id } = await centre.writes('Егор')
    await program.askedAbout('Егор')
    const path = `/api/v1/conversations/${id}/assignment`
    assert.equal((await centre.owner.browser.send('POST', path)).statusCode, 200)
    late?.end(JSON.stringify({ actions: [hello] }))
    program.answer = says(hello)
    const next = await centre.writes('Жанна')
    await centre.transcript(next.id, hello.text)
    assert.ok(!(await centre.transcript(id)).includes(hello.text))
    assert.equal(await failures(), 0)
  })

  test('may take its question and answer later, within its time', async () => {
    program.answer = (_question, response) => void response.end()
    const { id } = await centre.writes('Зоя')
    await program.askedAbout('Зоя')
    centre.pass(29_000)
    const { status } = await centre.conversationOf('Зоя')
    assert.equal(status, 'bot')
    centre.pass(1000)
    await centre.transcript(id, 'bot-unavailable')
  })
})

describe('a program that hangs', () => {
  test('[H-16] is asked so much at once and no more, and other bots go on', async () => {
    const other = await openProgram()
    other.answer = says(hello)
    const made = { kind: 'webhook', name: 'Ромашка', url: other.url }
    const { browser } = centre.owner
    const { id: botId } = (await browser.send('POST', '/api/v1/bots', made)).json<Bot>()
    const hanging: ServerResponse[] = []
    program.answer = (_question, response) => void hanging.push(response)
    const names = Array.from({ length: 40 }, (_, k) => `Очередь ${k}`)
    await centre.tell(...names.map((name) => trialMessage(name, `${name} 1`, 'здравствуйте')))
    await until(() => hanging.length === 32, 'all that it is asked at once')

    const { id } = await centre.conversationOf('Очередь 39')
    const path = `/api/v1/conversations/${id}/transfer`
    const given = await browser.send('POST', path, { to: { kind: 'bot', id: botId } })
    assert.equal(given.statusCode, 200, given.body)
    await centre.transcript(id, hello.text)
    assert.equal(hanging.length, 32)

    for (const response of hanging) response.end()
    await until(() => hanging.length >= 39, 'the others')
    for (const response of hanging) response.end()
    assert.equal(other.asked.length, 1)
  })
})
