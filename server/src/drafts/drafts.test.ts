import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { Conversation, Draft, FileView, Message } from '@otklik/protocol'

import { openScene, type Person, type Scene, until } from '../testing/index.ts'

let scene: Scene
let person: Person
let id: string
let count = 0
before(async () => {
  scene = await openScene('telegram')
})

async function meet(): Promise<void> {
  person = await scene.centre.person(`Клиент ${++count}`)
  await person.does('text', { text: 'где заказ?' })
  id = (await scene.centre.conversationOf(person.name)).id
  await scene.act('POST', id, 'assignment')
}

const mine = () => scene.centre.operator.browser
const drafts = async (browser = mine()) =>
  (await browser.get('/api/v1/drafts')).json<Draft[]>().filter((d) => d.conversationId === id)
const save = async (clientId: string, text: string, more: object = {}) => {
  const path = `/api/v1/conversations/${id}/draft`
  const answer = await mine().send('PUT', path, { clientId, mode: 'message', text, ...more })
  assert.equal(answer.statusCode, 200, answer.body)
  return answer.json<{ draft: Draft | null }>().draft
}
const post = (path: string, body: Record<string, unknown>) =>
  mine().send('POST', `/api/v1/conversations/${id}/${path}`, body)
const heard = async () =>
  (await person.chat()).filter(({ from }) => from === 'bot').map(({ content }) => content.text)
const isHeard = (text: string) => until(async () => (await heard()).includes(text), `«${text}»`)
const plannedOf = async () =>
  (await mine().get(`/api/v1/conversations/${id}`)).json<Conversation>().planned ?? []

async function upload(): Promise<FileView> {
  const form =
    '--b\r\nContent-Disposition: form-data; name="file"; filename="план.txt"\r\n\r\nплан\r\n--b--\r\n'
  const answer = await scene.centre.app.inject({
    method: 'POST',
    url: '/api/v1/files',
    headers: {
      origin: 'http://localhost:80',
      cookie: mine().cookie,
      'content-type': 'multipart/form-data; boundary=b',
    },
    body: form,
  })
  assert.equal(answer.statusCode, 201, answer.body)
  return answer.json()
}

describe('a draft', () => {
  before(meet)

  test('is kept for its author alone, the latest save, with its files', async () => {
    const file = await upload()
    await save('draft-0001', 'Добрый день')
    const later = await save('draft-0001', 'Добрый день, Олег', {
      mode: 'note',
      fileIds: [file.id],
    })
    assert.equal(later?.version, 2)
    const [found] = await drafts()
    assert.deepEqual(
      [found?.text, found?.mode, found?.files?.[0]?.name],
      ['Добрый день, Олег', 'note', 'план.txt'],
    )
    assert.deepEqual(await drafts(scene.centre.owner.browser), [])
  })

  test('is over in the act of sending, whatever comes late or again', async () => {
    await save('draft-0002', 'Уже едет')
    const body = { clientId: 'draft-0002', kind: 'message', text: 'Уже едет' }
    assert.equal((await post('messages', body)).statusCode, 201)
    assert.deepEqual(await drafts(), [])
    assert.equal(await save('draft-0002', 'Уже ед'), null)
    assert.equal((await post('messages', body)).statusCode, 200)
    assert.deepEqual(await drafts(), [])
    await save('draft-0003', 'Следующее')
    assert.equal(await save('draft-0002', 'Уже ед'), null)
    assert.equal((await drafts())[0]?.text, 'Следующее')
  })

  test('that was never saved is not brought back by a late save', async () => {
    await post('messages', { clientId: 'draft-0004', kind: 'note', text: 'заметка' })
    assert.equal((await drafts())[0]?.text, 'Следующее')
    await mine().send('DELETE', `/api/v1/conversations/${id}/draft`)
    assert.equal(await save('draft-0004', 'замет'), null)
    assert.deepEqual(await drafts(), [])
  })

  test('of an unknown conversation is refused', async () => {
    const path = `/api/v1/conversations/${crypto.randomUUID()}/draft`
    const body = { clientId: 'draft-0005', mode: 'message', text: '' }
    assert.equal((await mine().send('PUT', path, body)).statusCode, 404)
  })
})

describe('«Отправить позже»', () => {
  before(meet)
  const inAnHour = (clientId: string, text: string, more: object = {}) =>
    post('planned-messages', {
      clientId,
      text,
      sendAt: new Date(scene.centre.clock.now().getTime() + 3_600_000).toISOString(),
      ...more,
    })

  test('sends at its time, in its form, and the draft is over at once', async () => {
    await save('planned-01', 'Курьер выехал')
    const quoted = (await scene.centre.messagesOf(id)).find(({ kind }) => kind === 'message')
    const format = [{ type: 'bold', offset: 0, length: 6 }]
    const answer = await inAnHour('planned-01', 'Курьер выехал', { format, replyToId: quoted?.id })
    assert.equal(answer.statusCode, 200, answer.body)
    assert.equal((await inAnHour('planned-01', 'Курьер выехал')).statusCode, 200)
    assert.deepEqual(await drafts(), [])
    assert.deepEqual(
      (await plannedOf()).map(({ text }) => text),
      ['Курьер выехал'],
    )
    await save('after-plan-01', 'Следующее письмо')
    assert.equal(await save('planned-01', 'Курьер вые'), null)
    assert.equal((await drafts())[0]?.text, 'Следующее письмо')
    scene.moveOn(3_599_000)
    assert.deepEqual(await heard(), [])
    scene.moveOn(1000)
    await isHeard('Курьер выехал')
    const told = (await person.chat()).find(({ content }) => content.text === 'Курьер выехал')
    assert.deepEqual(told?.content.entities, [{ type: 'bold', offset: 0, length: 6 }])
    assert.ok(JSON.stringify(told).includes('reply'), JSON.stringify(told))
    assert.deepEqual(await plannedOf(), [])
  })

  test('is changed, sent at once, and not sent at all', async () => {
    await inAnHour('planned-02', 'Раз')
    await inAnHour('planned-03', 'Два')
    const [one, two] = await plannedOf()
    const path = (messageId = '') => `/api/v1/conversations/${id}/planned-messages/${messageId}`
    const sendAt = new Date(scene.centre.clock.now().getTime() + 60_000).toISOString()
    const empty = await mine().send('PATCH', path(one?.id), { text: ' ', sendAt })
    assert.equal(empty.statusCode, 422)
    const changed = await mine().send('PATCH', path(one?.id), { text: 'Раз и навсегда', sendAt })
    assert.equal(changed.statusCode, 200, changed.body)
    // Pressed twice at once, and once more later.
    const both = await Promise.all(
      [1, 2].map(() => mine().send('POST', `${path(one?.id)}/sending`)),
    )
    assert.deepEqual(both.map(({ statusCode }) => statusCode).sort(), [200, 201])
    const again = await mine().send('POST', `${path(one?.id)}/sending`)
    assert.deepEqual([again.statusCode, again.json<Message>().id], [200, one?.id])
    await isHeard('Раз и навсегда')
    assert.equal((await mine().send('DELETE', path(two?.id))).statusCode, 200)
    assert.equal((await mine().send('DELETE', path(two?.id))).statusCode, 404)
    scene.moveOn(2 * 3_600_000)
    assert.deepEqual(await plannedOf(), [])
    assert.equal((await heard()).includes('Два'), false)
  })

  test('is sent once, at once, when the same is sent before its time', async () => {
    await inAnHour('planned-05', 'Обещание')
    await inAnHour('planned-06', 'И ещё одно')
    const [promised] = await plannedOf()
    const body = { clientId: 'planned-05', kind: 'message', text: 'Обещание' }
    const sent = await post('messages', body)
    assert.equal(sent.statusCode, 201, sent.body)
    assert.equal(sent.json<Message>().id, promised?.id)
    assert.equal((await post('messages', body)).statusCode, 200)
    const note = { clientId: 'planned-06', kind: 'note', text: 'Для своих' }
    assert.equal((await post('messages', note)).statusCode, 201)
    scene.moveOn(3_600_000)
    await isHeard('И ещё одно')
    assert.equal((await heard()).filter((text) => text === 'Обещание').length, 1)
    assert.deepEqual(await plannedOf(), [])
  })

  test('that was said already is dropped, and stops nothing else', async () => {
    await inAnHour('planned-07', 'Сказано')
    await inAnHour('planned-08', 'Не сказано')
    const { database } = scene.centre
    await database.query(
      `update messages set client_id = 'planned-07'
       where conversation_id = $1 and text = 'Обещание' and kind = 'message'`,
      [id],
    )
    scene.moveOn(3_600_000)
    await isHeard('Не сказано')
    assert.equal((await heard()).includes('Сказано'), false)
    assert.deepEqual(await plannedOf(), [])
  })

  test('says in the transcript why it was not sent', async () => {
    await inAnHour('planned-04', 'До завтра')
    await scene.act('POST', id, 'closure')
    scene.moveOn(8000)
    await until(async () => (await plannedOf())[0]?.failure, 'the failure')
    const line = (await scene.centre.messagesOf(id)).find(
      ({ system }) => system?.code === 'planned-not-sent',
    )
    assert.equal(line?.system?.parameters.reason, 'conversation-closed')
  })
})
