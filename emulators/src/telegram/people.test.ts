import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Json, openSandbox } from '../test-kit.ts'

const BUTTONS = { inline_keyboard: [[{ text: 'Да', callback_data: 'yes' }]] }

test('starts with the payload of a link', async (t) => {
  const sandbox = await openSandbox(t)
  const person = await sandbox.person('Ирина')
  assert.ok(person.id > 2 ** 31)
  await person.do('start', { payload: 'site-42_abc' })
  const [{ message }] = await sandbox.updates()
  assert.equal(message.text, '/start site-42_abc')
  assert.deepEqual(message.entities, [{ type: 'bot_command', offset: 0, length: 6 }])
  assert.deepEqual(message.chat, { id: person.id, first_name: 'Ирина', type: 'private' })
})

test('delivers edits with both dates', async (t) => {
  const sandbox = await openSandbox(t)
  const person = await sandbox.person('Ирина')
  const messageId = await person.writes('Заказ №1042')
  await person.do('edit', { messageId, text: 'Заказ №1043' })
  const { edited_message } = (await sandbox.updates())[1]
  assert.equal(edited_message.text, 'Заказ №1043')
  assert.ok(edited_message.edit_date >= edited_message.date)
})

test('tells about a block and refuses to send', async (t) => {
  const sandbox = await openSandbox(t)
  const person = await sandbox.acquaintance('Ирина')
  await sandbox.updates()
  await person.do('block')
  assert.equal(
    await sandbox.refusal('sendMessage', { chat_id: person.id, text: 'x' }),
    'Forbidden: bot was blocked by the user',
  )
  await person.do('unblock')
  await sandbox.result('sendMessage', { chat_id: person.id, text: 'x' })
  const changes = (await sandbox.updates()).map((update) => update.my_chat_member)
  assert.deepEqual(
    changes.map((change) => [change.old_chat_member.status, change.new_chat_member.status]),
    [
      ['member', 'kicked'],
      ['kicked', 'member'],
    ],
  )
  assert.equal(changes[0].new_chat_member.until_date, 0)
})

test('answers a press within 150 seconds', async (t) => {
  const sandbox = await openSandbox(t)
  const person = await sandbox.acquaintance('Ирина')
  await sandbox.result('sendMessage', { chat_id: person.id, text: 'Верно?', reply_markup: BUTTONS })
  await sandbox.updates()
  await person.do('press', { messageId: 2, row: 0 })
  const [{ callback_query }] = await sandbox.updates()
  assert.equal(callback_query.data, 'yes')
  assert.deepEqual(callback_query.message.reply_markup, BUTTONS)
  const callback_query_id = callback_query.id
  await sandbox.result('answerCallbackQuery', { callback_query_id, text: 'Принято' })
  assert.equal((await person.sees()).notice.text, 'Принято')
  sandbox.emulators.advance(150_001)
  assert.equal(
    await sandbox.refusal('answerCallbackQuery', { callback_query_id }),
    'Bad Request: query is too old and response timeout expired or query ID is invalid',
  )
})

test('presses a button of a deleted message', async (t) => {
  const sandbox = await openSandbox(t)
  const person = await sandbox.acquaintance('Ирина')
  await sandbox.result('sendMessage', { chat_id: person.id, text: 'x', reply_markup: BUTTONS })
  await sandbox.result('deleteMessage', { chat_id: person.id, message_id: 2 })
  await sandbox.updates()
  await person.do('press', { messageId: 2, data: 'yes' })
  const [{ callback_query }] = await sandbox.updates()
  assert.equal(callback_query.message.date, 0)
  assert.equal(callback_query.message.text, undefined)
})

test('sends the text of a keyboard button', async (t) => {
  const sandbox = await openSandbox(t)
  const person = await sandbox.acquaintance('Ирина')
  const keyboard = [['Рогожка'], [{ text: 'Мой телефон', request_contact: true }]]
  await sandbox.result('sendMessage', {
    chat_id: person.id,
    text: 'Ткань?',
    reply_markup: { keyboard, one_time_keyboard: true },
  })
  await sandbox.updates()
  assert.equal((await person.sees()).keyboard.keyboard[0][0].text, 'Рогожка')
  await person.do('key', { row: 1 })
  assert.equal((await sandbox.updates())[0].message.contact.user_id, person.id)
  assert.equal((await person.sees()).keyboard, undefined)
  await assert.rejects(person.do('key', { text: 'Рогожка' }), /key not found/)
})

test('keeps messages on a phone without network', async (t) => {
  const sandbox = await openSandbox(t)
  const person = await sandbox.acquaintance('Ирина')
  await sandbox.updates()
  await person.change({ isOffline: true })
  assert.equal((await person.do('text', { text: 'раз' })).isWaiting, true)
  await person.do('text', { text: 'два' })
  await sandbox.result('sendMessage', { chat_id: person.id, text: 'ответ' })
  const { messages } = await person.sees()
  assert.deepEqual(
    messages.map((message: Json) => message.progress ?? message.isUnseen),
    ['taken', true, 'waiting', 'waiting'],
  )
  assert.deepEqual(await sandbox.updates(), [])
  await person.change({ isOffline: false })
  const texts = (await sandbox.updates()).map((update) => update.message.text)
  assert.deepEqual(texts, ['раз', 'два'])
})

test('hears in a group what is meant for it', async (t) => {
  const sandbox = await openSandbox(t)
  const person = await sandbox.person('Ирина')
  const group = await sandbox.control('POST', '/groups', {
    title: 'Соседи',
    members: [person.id, 7_100_000_001],
  })
  const { message_id } = await sandbox.result('sendMessage', {
    chat_id: group.id,
    text: 'Добрый день',
  })
  await person.do('text', { chat: group.id, text: 'между нами' })
  await person.do('text', { chat: group.id, text: '/help@acme_bot' })
  await person.do('text', { chat: group.id, text: 'отвечаю', replyTo: message_id })
  const [joined, ...rest] = await sandbox.updates()
  assert.equal(joined.my_chat_member.new_chat_member.status, 'member')
  assert.deepEqual(
    rest.map((update) => update.message.text),
    ['/help@acme_bot', 'отвечаю'],
  )
  assert.deepEqual(rest[0].message.chat, { id: group.id, title: 'Соседи', type: 'group' })
})

test('points to the supergroup a group became', async (t) => {
  const sandbox = await openSandbox(t)
  const group = await sandbox.control('POST', '/groups', { title: 'Дом', members: [7_100_000_001] })
  const next = await sandbox.control('POST', `/groups/${group.id}/migrate`)
  const { body } = await sandbox.call('sendMessage', { chat_id: group.id, text: 'x' })
  assert.equal(body.description, 'Bad Request: group chat was upgraded to a supergroup chat')
  assert.equal(body.parameters.migrate_to_chat_id, next.id)
  await sandbox.result('sendMessage', { chat_id: next.id, text: 'x' })
})

test('delivers kinds of updates nobody knows', async (t) => {
  const sandbox = await openSandbox(t)
  await sandbox.result('getUpdates', { allowed_updates: ['message'] })
  const { updateId } = await sandbox.control('POST', '/bots/7100000001/updates', {
    kind: 'telepathy',
    body: { thought: 'ого' },
  })
  assert.deepEqual(await sandbox.updates(), [
    { update_id: updateId, telepathy: { thought: 'ого' } },
  ])
})

test('shows reactions of both sides', async (t) => {
  const sandbox = await openSandbox(t)
  const person = await sandbox.acquaintance('Ирина')
  const reaction = [{ type: 'emoji', emoji: '👍' }]
  await sandbox.result('setMessageReaction', { chat_id: person.id, message_id: 1, reaction })
  await person.do('reaction', { messageId: 1, emoji: ['🔥'] })
  assert.deepEqual((await person.sees()).messages[0].reactions, [
    { by: 'bot', emoji: '👍' },
    { by: 'person', emoji: '🔥' },
  ])
})

test('takes many texts in one request', async (t) => {
  const sandbox = await openSandbox(t)
  const [first, second] = [await sandbox.person('Ирина'), await sandbox.person('Олег')]
  const ids = await sandbox.control('POST', '/bots/7100000001/texts', [
    { person: first.id, text: 'раз' },
    { person: second.id, text: 'два' },
    { person: first.id, text: 'три' },
  ])
  assert.deepEqual(ids, [1, 1, 2])
  assert.equal((await sandbox.updates()).length, 3)
})
