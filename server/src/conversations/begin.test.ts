import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'

import { lines, openScene, type Scene } from '../testing/index.ts'

let scene: Scene
before(async () => {
  scene = await openScene('telegram')
})

/** Somebody whose conversation is over. */
async function formerCustomer(name: string) {
  const { centre } = scene
  const person = await centre.person(name)
  await person.does('text', { text: 'здравствуйте' })
  const { id } = await centre.conversationOf(name)
  await scene.act('POST', id, 'assignment')
  await scene.act('POST', id, 'closure')
  scene.moveOn(8000)
  await centre.transcript(id, (messages) => lines(messages).includes('closed'))
  return { person, previousId: id, address: String(person.id) }
}

const begin = (body: object, by = scene.centre.operator) =>
  by.browser.send('POST', '/api/v1/conversations', {
    channelId: scene.centre.channel.id,
    clientId: 'begin-with-a-word',
    text: 'Ваш заказ готов',
    ...body,
  })

describe('the company writes first', () => {
  test('opens a conversation of its own, held by who wrote, and linked to the last', async () => {
    const { person, previousId, address } = await formerCustomer('Ольга')
    const answer = await begin({ to: { address } })
    assert.equal(answer.statusCode, 201, answer.body)
    const conversation = answer.json()
    assert.equal(conversation.kind, 'outbound')
    assert.equal(conversation.operatorId, scene.centre.operator.operatorId)
    assert.equal(conversation.previousId, previousId)
    await scene.centre.transcript(conversation.id, (all) => all.at(-1)?.status === 'sent')
    assert.equal((await person.chat()).at(-1)?.content.text, 'Ваш заказ готов')

    await person.does('text', { text: 'спасибо' })
    const messages = await scene.centre.transcript(conversation.id, (all) =>
      all.some(({ text }) => text === 'спасибо'),
    )
    assert.deepEqual(lines(messages), ['continued', 'began'])
  })

  test('is asked twice and done once', async () => {
    const { address } = await formerCustomer('Пётр')
    const body = { to: { address }, clientId: 'the-same-beginning' }
    const [first, second] = await Promise.all([begin(body), begin(body)])
    assert.deepEqual([first.statusCode, second.statusCode].sort(), [200, 201])
    assert.equal(first.json().id, second.json().id)
  })

  test('does not begin beside an open conversation', async () => {
    const person = await scene.centre.person('Вера')
    await person.does('text', { text: 'здравствуйте' })
    const open = await scene.centre.conversationOf('Вера')
    const answer = await begin({ to: { address: String(person.id) } })
    assert.equal(answer.statusCode, 409)
    assert.equal(answer.json().error.code, 'already-open')
    assert.equal(answer.json().error.facts.conversationId, open.id)
  })

  test('writes to nobody it does not know, and by no phone where that is not possible', async () => {
    assert.equal((await begin({ to: { address: '123456789' } })).statusCode, 404)
    const byPhone = await begin({ to: { phone: '+79211234567' } })
    assert.equal(byPhone.json().error.code, 'cannot-reach')
    assert.equal((await begin({ to: { phone: 'восемь' } })).statusCode, 422)
  })

  test('knows nothing of another company', async () => {
    const { address } = await formerCustomer('Юлия')
    const stranger = await scene.centre.signUp('owner')
    assert.equal((await begin({ to: { address } }, stranger)).statusCode, 404)
  })
})
