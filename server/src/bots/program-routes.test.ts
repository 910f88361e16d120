import assert from 'node:assert/strict'
import { before, beforeEach, describe, test } from 'node:test'
import type { ApiError } from '@otklik/protocol'
import type { ProgramView } from '@otklik/protocol/settings'

import {
  addTrialPlatform,
  type BotCentre,
  createBotCentre,
  openProgram,
  says,
  type TestProgram,
} from '../testing/index.ts'

const nowhere = '00000000-0000-4000-8000-000000000000'
let program: TestProgram
let centre: BotCentre
before(async () => {
  addTrialPlatform()
  program = await openProgram()
  centre = await createBotCentre(program)
})
beforeEach(() => {
  program.answer = (_question, response) => void response.writeHead(202).end()
})

const say = (text: string) => ({ type: 'say', text })
const act = (id: string, body: object, key?: string) =>
  centre.calls('POST', `conversations/${id}/actions`, body, key)
const view = async (id: string): Promise<ProgramView> =>
  (await centre.calls('GET', `conversations/${id}`)).json()
const codeOf = (answer: { json(): never }) => (answer.json() as ApiError).error.code
const take = (id: string) =>
  centre.owner.browser.send('POST', `/api/v1/conversations/${id}/assignment`)

describe('a program that answers later', () => {
  test('says so through the API, once', async () => {
    const { id } = await centre.writes('Анна')
    const { question } = await program.askedAbout('Анна')
    const { asked } = await view(id)
    assert.deepEqual(asked, { turn: 1, answerBy: question.data.answerBy })

    const answer = { turn: question.data.turn, actions: [say('Уже смотрю')] }
    const accepted = await act(id, answer)
    assert.deepEqual([accepted.statusCode, accepted.json()], [200, { status: 'bot' }])
    await centre.transcript(id, 'Уже смотрю')
    const again = await act(id, answer)
    assert.deepEqual([again.statusCode, codeOf(again)], [409, 'turn-over'])
    centre.pass(60_000)
    assert.equal((await view(id)).asked, undefined)
    assert.ok(!(await centre.transcript(id)).includes('bot-unavailable'))
  })

  test('speaks of its own accord, notes, and hands over', async () => {
    const { id } = await centre.writes('Борис')
    const set = { type: 'set', attributes: { заказ: '17' }, tags: ['срочно'] }
    assert.equal((await act(id, { actions: [set, say('Минуту')] })).statusCode, 200)
    const { conversation, messages, status } = await view(id)
    assert.deepEqual([conversation.attributes, conversation.tags], [{ заказ: '17' }, ['срочно']])
    assert.deepEqual(
      messages.map(({ author, text }) => [author.type, text]),
      [
        ['contact', 'здравствуйте'],
        ['bot', 'Минуту'],
      ],
    )
    assert.equal(status, 'bot')
    const handOver = { type: 'hand-over', to: { kind: 'team', id: centre.teamId } }
    const over = await act(id, { actions: [handOver, say('вслед')] })
    assert.deepEqual(over.json(), { status: 'queued' })
    assert.ok(!(await centre.transcript(id, 'bot-handed-over')).includes('вслед'))
  })

  test('[REQ-19] is refused after a person took over, and hears no more of it', async () => {
    const { id } = await centre.writes('Вера')
    await program.askedAbout('Вера')
    assert.equal((await take(id)).statusCode, 200)
    for (const body of [{ turn: 1, actions: [say('и всё же')] }, { actions: [say('и ещё')] }]) {
      const late = await act(id, body)
      assert.deepEqual([late.statusCode, codeOf(late)], [409, 'turn-over'])
    }
    assert.equal(codeOf(await centre.calls('GET', `conversations/${id}`)), 'turn-over')
    assert.deepEqual(
      (await centre.messages(id)).filter(({ author }) => author.type === 'bot'),
      [],
    )
  })

  test('[REQ-19] answers nothing of before when it is given the conversation back', async () => {
    const { id } = await centre.writes('Глеб')
    await program.askedAbout('Глеб')
    await take(id)
    const to = { kind: 'bot', id: centre.bot.id }
    const path = `/api/v1/conversations/${id}/transfer`
    const given = await centre.owner.browser.send('POST', path, { to })
    assert.equal(given.statusCode, 200, given.body)
    assert.equal(codeOf(await act(id, { turn: 1, actions: [say('на прежнее')] })), 'turn-over')
    assert.equal((await act(id, { turn: 2, actions: [say('Снова я')] })).statusCode, 200)
  })

  test('reads what it held to its end', async () => {
    const { id } = await centre.writes('Дина')
    const closed = await act(id, { actions: [{ type: 'close', text: 'До свидания' }] })
    assert.deepEqual(closed.json(), { status: 'closed' })
    const { status, messages } = await view(id)
    assert.deepEqual([status, messages.at(-1)?.text], ['closed', 'До свидания'])
    assert.equal(codeOf(await act(id, { actions: [say('и ещё')] })), 'turn-over')
  })
})

describe('the key of a bot', () => {
  test('opens nothing once it is another, spoiled, or of a deleted bot', async () => {
    const { id } = await centre.writes('Егор')
    for (const key of ['', 'otklik_', `otklik_${'A'.repeat(43)}`, centre.secret, 'a b']) {
      const refused = await act(id, { actions: [] }, key)
      assert.deepEqual([refused.statusCode, codeOf(refused)], [401, 'wrong-key'], key)
    }
    const other = await centre.owner.browser.send('POST', `/api/v1/bots/${centre.bot.id}/key`)
    assert.equal((await act(id, { actions: [] })).statusCode, 401)
    centre.key = other.json().key
    assert.equal((await act(id, { actions: [] }, centre.key)).statusCode, 200)
  })

  test('opens one company, and what that bot holds', async () => {
    const { id } = await centre.writes('Жанна')
    const stranger = await centre.signUp('owner')
    await stranger.browser.send('PUT', '/api/v1/modules/bots', { isOn: true })
    const keyOf = async (who: typeof stranger, name: string) => {
      const made = await who.browser.send('POST', '/api/v1/bots', { kind: 'scenario', name })
      return (await who.browser.send('POST', `/api/v1/bots/${made.json().id}/key`)).json().key
    }
    const foreign = await keyOf(stranger, 'Чужой')
    const colleague = await keyOf(centre.owner, 'Коллега')
    const body = { actions: [say('это я')] }
    assert.equal((await act(id, body, foreign)).statusCode, 404)
    assert.equal((await act(nowhere, body, foreign)).statusCode, 404)
    assert.equal(codeOf(await act(id, body, colleague)), 'turn-over')
    const path = `conversations/${id}`
    assert.equal((await centre.calls('GET', path, undefined, foreign)).statusCode, 404)
    assert.equal((await centre.calls('GET', path, undefined, colleague)).statusCode, 409)
  })

  test('changes nothing in a suspended company', async () => {
    const { id } = await centre.writes('Зоя')
    const suspend = (at: string) =>
      centre.database.query(`update accounts set suspended_at = ${at} where id = $1`, [
        centre.owner.accountId,
      ])
    await suspend('now()')
    const refused = await act(id, { actions: [say('мы закрыты')] }, centre.key)
    await suspend('null')
    assert.deepEqual([refused.statusCode, codeOf(refused)], [403, 'suspended'])
  })
})

describe('what a program sends', () => {
  test('is refused as a whole, with the place of what is wrong', async () => {
    const { id } = await centre.writes('Инна')
    const wrong: [object[], string][] = [
      [[say('раз'), { type: 'say', text: 'я'.repeat(4001) }], 'actions.1.text'],
      [[{ type: 'refund' }], 'actions.0.type'],
      [[{ ...say('да'), html: true }], 'actions.0.html'],
      [Array.from({ length: 21 }, () => say('да')), 'actions'],
      [[say('раз'), { ...say('два'), fileIds: [nowhere] }], 'fileIds'],
    ]
    for (const [actions, path] of wrong) {
      const refused = await act(id, { actions }, centre.key)
      assert.equal(refused.statusCode, 422, refused.body)
      assert.deepEqual(Object.keys((refused.json() as ApiError).error.fields ?? {}), [path])
    }
    const huge = await act(id, { actions: [say('я'.repeat(1_100_000))] }, centre.key)
    assert.equal(huge.statusCode, 413)
    const unknown = { type: 'send-template', templateId: nowhere }
    assert.equal((await act(id, { actions: [unknown] }, centre.key)).statusCode, 404)
    assert.ok(!(await centre.transcript(id)).includes('раз'))
    program.answer = says()
  })
})
