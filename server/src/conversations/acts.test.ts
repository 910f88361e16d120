import assert from 'node:assert/strict'
import { before, beforeEach, describe, test } from 'node:test'
import type { ApiError, BulkAnswer, Conversation, Label, MessagePage } from '@otklik/protocol'

import {
  lines,
  type Member,
  openScene,
  type Person,
  type Scene,
  spoken,
  type TestCentre,
  until,
} from '../testing/index.ts'

let centre: TestCentre
let scene: Scene
let topic: Label
let tag: Label
before(async () => {
  scene = await openScene('telegram')
  centre = scene.centre
  const add = async (kind: string, name: string): Promise<Label> =>
    (await centre.owner.browser.send('POST', '/api/v1/labels', { kind, name })).json()
  topic = await add('topic', 'Доставка')
  tag = await add('tag', 'срочно')
})

let people = 0
/** Somebody new, whose conversation is with the operator. */
async function customer({ isTaken = true } = {}): Promise<{ person: Person; id: string }> {
  const person = await centre.person(`Клиент ${++people}`)
  await person.does('text', { text: 'здравствуйте' })
  const { id } = await centre.conversationOf(person.name)
  if (isTaken) await scene.act('POST', id, 'assignment')
  return { person, id }
}

let person: Person
let id: string
beforeEach(async () => {
  const one = await customer()
  person = one.person
  id = one.id
})

const send = (
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: Record<string, unknown>,
) => centre.operator.browser.send(method, `/api/v1/conversations/${path}`, body)
const get = async (which: string): Promise<Conversation> =>
  (await centre.operator.browser.get(`/api/v1/conversations/${which}`)).json()
const seen = async (which: string): Promise<Conversation> =>
  (await centre.owner.browser.get(`/api/v1/conversations/${which}`)).json()
const bulk = async (ids: string[], act: object, by: Member = centre.operator) =>
  (await by.browser.send('POST', '/api/v1/conversations/acts', { ids, act })).json<BulkAnswer>()
    .results
const require = (of: string) =>
  centre.owner.browser.send('PUT', '/api/v1/labels/requirement', { of })

describe('topic and tags of a conversation', () => {
  test('are chosen from the directory, and kept by the name of then', async () => {
    const labelled = await send('PATCH', `${id}/labels`, {
      topicId: topic.id,
      addTagIds: [tag.id],
    })
    const { topic: said, tags } = labelled.json<Conversation>()
    assert.deepEqual({ said, tags }, { said: 'Доставка', tags: ['срочно'] })
    const { browser } = centre.owner
    const path = `/api/v1/labels/${topic.id}`
    const body = { version: topic.version, name: 'Доставка и подъём' }
    topic = (await browser.send('PATCH', path, body)).json()
    assert.equal((await get(id)).topic, 'Доставка')
    await send('PATCH', `${id}/labels`, { removeTags: ['срочно'], topicId: null })
    const { topic: none, tags: left } = await get(id)
    assert.deepEqual({ none, left }, { none: undefined, left: undefined })
  })

  test('cannot be what is archived or was never there', async () => {
    const wrong = await send('PATCH', `${id}/labels`, { topicId: tag.id })
    assert.equal(wrong.json().error.fields.topicId.code, 'no-such-label')
  })

  test('is asked for before closing, in the words of the setting', async () => {
    await require('everybody')
    const refused = await scene.act('POST', id, 'closure')
    assert.equal(refused.statusCode, 409)
    assert.equal(refused.json().error.code, 'topic-required')
    await send('PATCH', `${id}/labels`, { topicId: topic.id })
    const closed = await scene.act('POST', id, 'closure')
    await require('nobody')
    assert.equal(closed.json().status, 'closing')
  })
})

describe('«Отвечать не нужно»', () => {
  test('owes no answer until the customer writes again', async () => {
    const waived = (await send('PUT', `${id}/waiver`)).json<Conversation>()
    assert.deepEqual([waived.owes, waived.isAnswerWaived], ['nobody', true])
    assert.equal((await send('DELETE', `${id}/waiver`)).json().owes, 'us')
    await send('PUT', `${id}/waiver`)
    await person.does('text', { text: 'и ещё вопрос' })
    await until(async () => (await get(id)).owes === 'us', 'an answer is owed again')
  })
})

describe('«Спам»', () => {
  test('is heard no more: kept where it was marked, and nothing opens', async () => {
    await send('POST', `${id}/closure`, { as: 'spam' })
    scene.moveOn(8000)
    await centre.transcript(id, (all) => lines(all).includes('closed'))
    await person.does('text', { text: 'купите лодку' })
    await centre.transcript(id, (all) => all.at(-1)?.text === 'купите лодку')
    await person.does('text', { text: 'и весло' })
    await centre.transcript(id, (all) => all.at(-1)?.text === 'и весло')
    const { conversations } = await centre.snapshot(centre.operator)
    assert.equal(
      conversations.some(({ contact }) => contact.name === person.name),
      false,
    )
    const page = await centre.operator.browser.get(
      '/api/v1/conversations?status=closed&reason=spam',
    )
    assert.deepEqual(
      page.json().conversations.map((each: Conversation) => each.id),
      [id],
    )

    const freed = (await send('DELETE', `${id}/spam`)).json<Conversation>()
    assert.deepEqual([freed.status, freed.closeReason], ['closed', 'operator'])
    await person.does('text', { text: 'я всё же клиент' })
    const opened = await centre.conversationOf(person.name)
    assert.equal(opened.previousId, id)
  })

  test('is written to after all: whoever is written to is heard', async () => {
    await send('POST', `${id}/closure`, { as: 'spam' })
    scene.moveOn(8000)
    await centre.transcript(id, (all) => lines(all).includes('closed'))
    const begun = await centre.operator.browser.send('POST', '/api/v1/conversations', {
      channelId: centre.channel.id,
      to: { address: String(person.id) },
      clientId: `after-spam-${id}`,
      text: 'Извините, мы ошиблись',
    })
    assert.equal(begun.statusCode, 201, begun.body)
    assert.notEqual(begun.json().id, id)
    await scene.act('POST', begun.json().id, 'closure')
    scene.moveOn(8000)
    await centre.transcript(begun.json().id, (all) => lines(all).includes('closed'))
    await person.does('text', { text: 'спасибо' })
    assert.equal((await centre.conversationOf(person.name)).previousId, begun.json().id)
  })
})

describe('many at once', () => {
  test('answers for each what became of it', async () => {
    const other = await customer()
    const closed = await customer()
    await scene.act('POST', closed.id, 'closure')
    scene.moveOn(8000)
    await centre.transcript(closed.id, (all) => lines(all).includes('closed'))
    const nowhere = '00000000-0000-4000-8000-000000000000'
    const results = await bulk([id, other.id, closed.id, nowhere], { type: 'close' })
    assert.deepEqual(
      results.map(({ conversation, error }) => conversation?.status ?? error?.code),
      ['closing', 'closing', 'conversation-closed', 'not-found'],
    )
    const undone = await bulk([id, other.id], { type: 'undo-close' })
    assert.deepEqual(
      undone.map(({ conversation }) => conversation?.status),
      ['assigned', 'assigned'],
    )
  })

  test('labels, puts off and takes back', async () => {
    const other = await customer()
    const ids = [id, other.id]
    await bulk(ids, { type: 'label', addTagIds: [tag.id], topicId: topic.id })
    assert.deepEqual([(await get(other.id)).tags, (await get(id)).tags], [['срочно'], ['срочно']])
    const until = new Date(centre.clock.now().getTime() + 3_600_000).toISOString()
    const later = await bulk(ids, { type: 'snooze', until })
    assert.ok(later.every(({ conversation }) => conversation?.snoozedUntil))
    const back = await bulk(ids, { type: 'resume' })
    assert.ok(back.every(({ conversation }) => !conversation?.snoozedUntil))
  })

  test('passes on with a note for each', async () => {
    const colleague = await centre.signUp('operator', { accountId: centre.owner.accountId })
    const to = { kind: 'operator', id: colleague.operatorId }
    const results = await bulk([id], { type: 'transfer', to, note: 'Просит счёт' })
    assert.equal(results[0]?.error, undefined)
    // It is out of the sight of whoever passed it on.
    const path = `/api/v1/conversations/${id}/messages`
    const { messages } = (await centre.owner.browser.get(path)).json<MessagePage>()
    assert.ok(messages.some(({ kind, text }) => kind === 'note' && text === 'Просит счёт'))
  })

  test('what was passed on is where it was, unless somebody has acted upon it', async () => {
    const colleague = await centre.signUp('operator', { accountId: centre.owner.accountId })
    const supervisor = await centre.signUp('supervisor', { accountId: centre.owner.accountId })
    const [other, late] = [await customer(), await customer()]
    const ids = [id, other.id]
    const to = { kind: 'operator', id: colleague.operatorId }
    // Their own, though it is out of their sight by now; and a supervisor's, of somebody else's.
    for (const by of [centre.operator, supervisor]) {
      await bulk(ids, { type: 'transfer', to }, by)
      assert.equal((await seen(other.id)).operatorId, undefined)
      const back = await bulk(ids, { type: 'undo-transfer' }, by)
      assert.deepEqual(
        back.map(({ conversation }) => conversation?.operatorId),
        [centre.operator.operatorId, centre.operator.operatorId],
      )
    }
    await bulk([id, other.id, late.id], { type: 'transfer', to }, supervisor)
    await scene.act('POST', id, 'assignment', colleague)
    const refused = (await bulk([id, late.id], { type: 'undo-transfer' })).map(
      ({ error }) => error?.code,
    )
    assert.deepEqual(refused, ['cannot-undo', 'not-yours'])
    const again = await bulk(ids, { type: 'undo-transfer' }, supervisor)
    assert.deepEqual(
      again.map(({ conversation, error }) => conversation?.operatorId ?? error?.code),
      ['cannot-undo', centre.operator.operatorId],
    )
    scene.moveOn(16_000)
    const path = `/api/v1/conversations/${late.id}/transfer`
    const tooLate = await supervisor.browser.send('DELETE', path)
    assert.equal(tooLate.json<ApiError>().error.code, 'cannot-undo')
    await centre.transcript(other.id, (all) => lines(all).includes('transfer-undone'))
  })

  test('takes no more than two hundred', async () => {
    const many = Array.from(
      { length: 201 },
      (_, k) => `00000000-0000-4000-8000-${String(k).padStart(12, '0')}`,
    )
    const act = { type: 'close' }
    const answer = await centre.operator.browser.send('POST', '/api/v1/conversations/acts', {
      ids: many,
      act,
    })
    assert.equal(answer.statusCode, 422)
  })
})

describe('«Отложить»', () => {
  test('ends within a year', async () => {
    const until = new Date(centre.clock.now().getTime() + 400 * 86_400_000).toISOString()
    const refused = await send('PUT', `${id}/snooze`, { until })
    assert.equal(refused.json().error.code, 'too-far')
  })
})

describe('going on elsewhere', () => {
  test('refuses the same channel and an address of somebody else', async () => {
    const body = { clientId: `elsewhere-${id}`, text: 'Продолжим здесь' }
    const same = await send('POST', `${id}/continuation`, {
      ...body,
      channelId: centre.channel.id,
      address: String(person.id),
    })
    assert.equal(same.json().error.fields.channelId.code, 'wrong-value')
  })

  test('[D-35] goes on with the same operator, and both say so', async () => {
    const second = await centre.emulators.control<{ token: string }>('telegram', 'bots', {
      name: 'Верба Доставка',
      username: 'verba_second_bot',
    })
    const { browser } = centre.owner
    const connected = await browser.send('POST', '/api/v1/channels', {
      kind: 'telegram',
      settings: { token: second.token },
      signature: 'none',
    })
    const channelId = connected.json().id
    const { contact } = await get(id)
    const address = '777000777'
    await centre.database.query(
      `insert into addresses (account_id, channel_id, address, contact_id, name, profile, created_at)
       values ($1, $2, $3, $4, 'Клиент', '{}', now())`,
      [centre.owner.accountId, channelId, address, contact.id],
    )
    const stranger = await customer()
    const body = { clientId: `elsewhere-${id}`, text: 'Продолжим здесь', channelId, address }
    assert.equal((await send('POST', `${stranger.id}/continuation`, body)).statusCode, 404)
    const begun = await send('POST', `${id}/continuation`, body)
    assert.equal(begun.statusCode, 201, begun.body)
    const there = begun.json<Conversation>()
    assert.equal(there.operatorId, centre.operator.operatorId)
    assert.equal(there.channelId, channelId)
    const again = await send('POST', `${id}/continuation`, body)
    assert.deepEqual([again.statusCode, again.json().id], [200, there.id])

    const old = await get(id)
    assert.deepEqual([old.continuedIn, old.owes], [there.id, 'nobody'])
    const here = await centre.messagesOf(id)
    assert.deepEqual(lines(here).filter((code) => code === 'continued-elsewhere').length, 1)
    const line = (await centre.messagesOf(there.id)).find(
      ({ system }) => system?.code === 'continues-from',
    )
    assert.equal(line?.system?.parameters.id, id)
    assert.equal(spoken(await centre.messagesOf(there.id))[0]?.text, 'Продолжим здесь')
  })
})
