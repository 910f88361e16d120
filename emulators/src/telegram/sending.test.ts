import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openSandbox } from '../test-kit.ts'

const BUTTONS = { inline_keyboard: [[{ text: 'Да', callback_data: 'yes' }]] }

test('checks a message in the documented order', async (t) => {
  const sandbox = await openSandbox(t)
  const person = await sandbox.acquaintance('Ирина')
  const refusals: [object, string][] = [
    [{}, 'message text is empty'],
    [{ text: ' \n\t ' }, 'text must be non-empty'],
    [{ text: 'x'.repeat(4097) }, 'message is too long'],
    [{ text: 'x'.repeat(32_769) }, 'text is too long'],
    [{ text: 'x', parse_mode: 'rtf' }, 'unsupported parse_mode'],
    [{ text: 'x', reply_markup: [] }, 'object expected as reply markup'],
    [{ text: 'x' }, 'chat_id is empty'],
    [{ text: 'x', chat_id: 42 }, 'chat not found'],
    [
      { text: 'x', chat_id: person.id, reply_parameters: { message_id: 999 } },
      'message to be replied not found',
    ],
  ]
  for (const [body, words] of refusals)
    assert.equal(await sandbox.refusal('sendMessage', body), `Bad Request: ${words}`)
  await person.do('block')
  assert.equal(
    await sandbox.refusal('sendMessage', {
      text: 'x',
      chat_id: person.id,
      reply_parameters: { message_id: 999 },
    }),
    'Forbidden: bot was blocked by the user',
  )
})

test('counts code points, not UTF-16 units', async (t) => {
  const sandbox = await openSandbox(t)
  const { id } = await sandbox.acquaintance('Ирина')
  await sandbox.result('sendMessage', { chat_id: id, text: '😀'.repeat(4096) })
})

test('returns the text as it was stored', async (t) => {
  const sandbox = await openSandbox(t)
  const { id } = await sandbox.acquaintance('Ирина')
  const { text, entities } = await sandbox.result('sendMessage', {
    chat_id: id,
    text: '\n  a\tb\r\n\u202ec <b>d</b>  ',
    parse_mode: 'HTML',
  })
  assert.equal(text, 'a b\nc d')
  assert.deepEqual(entities, [{ type: 'bold', offset: 6, length: 1 }])
})

test('echoes the answered message and inline buttons', async (t) => {
  const sandbox = await openSandbox(t)
  const { id } = await sandbox.acquaintance('Ирина')
  const message = await sandbox.result('sendMessage', {
    chat_id: id,
    text: 'Добрый день',
    reply_parameters: { message_id: 1 },
    reply_markup: { inline_keyboard: [[{ text: 'Сайт', url: 'https://shop.example' }]] },
  })
  assert.equal(message.reply_to_message.text, '/start')
  assert.equal(message.reply_markup.inline_keyboard[0][0].url, 'https://shop.example/')
  const other = await sandbox.result('sendMessage', {
    chat_id: id,
    text: 'Выберите',
    reply_to_message_id: 999,
    allow_sending_without_reply: true,
    reply_markup: { keyboard: [['А', 'Б']] },
  })
  assert.equal(other.reply_markup, undefined)
  assert.equal(other.reply_to_message, undefined)
})

test('does not echo own messages as updates', async (t) => {
  const sandbox = await openSandbox(t)
  const { id } = await sandbox.acquaintance('Ирина')
  await sandbox.updates()
  await sandbox.result('sendMessage', { chat_id: id, text: 'тишина' })
  assert.deepEqual(await sandbox.updates(), [])
})

test('refuses senseless buttons', async (t) => {
  const sandbox = await openSandbox(t)
  const { id } = await sandbox.acquaintance('Ирина')
  const refuse = (reply_markup: object) =>
    sandbox.refusal('sendMessage', { chat_id: id, text: 'x', reply_markup })
  assert.equal(
    await refuse({ inline_keyboard: [[{ text: 'x', callback_data: 'я'.repeat(33) }]] }),
    'Bad Request: BUTTON_DATA_INVALID',
  )
  assert.equal(
    await refuse({ inline_keyboard: [{ text: 'x' }] }),
    'Bad Request: field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
  )
  assert.match(await refuse({ inline_keyboard: [[{ text: 'x' }]] }), /Text buttons are unallowed/)
  assert.match(
    await refuse({ inline_keyboard: [[{ text: 'x', url: 'ftp://a' }]] }),
    /inline keyboard button URL 'ftp:\/\/a' is invalid/,
  )
})

test('edits own messages and refuses equal ones', async (t) => {
  const sandbox = await openSandbox(t)
  const person = await sandbox.acquaintance('Ирина')
  const ids = { chat_id: person.id, message_id: 2 }
  await sandbox.result('sendMessage', { chat_id: person.id, text: 'было', reply_markup: BUTTONS })
  const edited = await sandbox.result('editMessageText', { ...ids, text: 'стало' })
  assert.equal(edited.text, 'стало')
  assert.equal(edited.reply_markup, undefined)
  assert.ok(edited.edit_date)
  assert.match(
    await sandbox.refusal('editMessageText', { ...ids, text: 'стало' }),
    /^Bad Request: message is not modified: specified new message content and reply markup are/,
  )
  assert.equal(
    await sandbox.refusal('editMessageText', { ...ids, message_id: 1, text: 'чужое' }),
    "Bad Request: message can't be edited",
  )
  assert.equal(
    await sandbox.refusal('editMessageText', { ...ids, message_id: 99, text: 'x' }),
    'Bad Request: message to edit not found',
  )
  assert.equal(
    await sandbox.refusal('editMessageReplyMarkup', {
      ...ids,
      reply_markup: { keyboard: [['a']] },
    }),
    'Bad Request: inline keyboard expected',
  )
})

test('never edits a message with a keyboard', async (t) => {
  const sandbox = await openSandbox(t)
  const { id } = await sandbox.acquaintance('Ирина')
  const { message_id } = await sandbox.result('sendMessage', {
    chat_id: id,
    text: 'x',
    reply_markup: { remove_keyboard: true },
  })
  assert.equal(
    await sandbox.refusal('editMessageText', { chat_id: id, message_id, text: 'y' }),
    "Bad Request: message can't be edited",
  )
})

test('deletes messages younger than two days', async (t) => {
  const sandbox = await openSandbox(t)
  const person = await sandbox.acquaintance('Ирина')
  for (const text of ['a', 'b', 'c'])
    await sandbox.result('sendMessage', { chat_id: person.id, text })
  await sandbox.result('deleteMessage', { chat_id: person.id, message_id: 2 })
  assert.equal(
    await sandbox.refusal('deleteMessage', { chat_id: person.id, message_id: 2 }),
    'Bad Request: message to delete not found',
  )
  await sandbox.result('deleteMessages', { chat_id: person.id, message_ids: [2, 3, 77] })
  sandbox.emulators.advance(48 * 3600_000 + 1)
  assert.match(
    await sandbox.refusal('deleteMessage', { chat_id: person.id, message_id: 4 }),
    /message can't be deleted/,
  )
  const { messages } = await person.sees()
  assert.deepEqual(
    messages.map((message: { deletedAt?: number }) => Boolean(message.deletedAt)),
    [false, true, true, false],
  )
})

test('throttles a bot that asks for it', async (t) => {
  const sandbox = await openSandbox(t)
  const { id } = await sandbox.acquaintance('Ирина')
  await sandbox.changeBot({ limitsRate: true })
  const answers = []
  for (let i = 0; i < 7; i++)
    answers.push(await sandbox.call('sendMessage', { chat_id: id, text: 'x' }))
  const refused = answers.at(-1)!
  assert.equal(refused.status, 429)
  const seconds = refused.body.parameters.retry_after
  assert.equal(refused.headers.get('retry-after'), String(seconds))
  assert.equal(refused.body.description, `Too Many Requests: retry after ${seconds}`)
})

test('shows typing until a message comes', async (t) => {
  const sandbox = await openSandbox(t)
  const person = await sandbox.acquaintance('Ирина')
  await sandbox.result('sendChatAction', { chat_id: person.id, action: 'typing' })
  assert.equal((await person.sees()).typing, 'typing')
  await sandbox.result('sendMessage', { chat_id: person.id, text: 'x' })
  assert.equal((await person.sees()).typing, undefined)
  await sandbox.result('sendChatAction', { chat_id: person.id, action: 'typing' })
  sandbox.emulators.advance(5001)
  assert.equal((await person.sees()).typing, undefined)
})

test('distinguishes those a bot cannot reach', async (t) => {
  const sandbox = await openSandbox(t)
  const stranger = await sandbox.person('Незнакомка')
  const dead = await sandbox.acquaintance('Ушедший')
  await dead.change({ isDeactivated: true })
  const send = (chat_id: number) => sandbox.refusal('sendMessage', { chat_id, text: 'x' })
  assert.equal(await send(stranger.id), 'Bad Request: chat not found')
  assert.equal(await send(dead.id), 'Forbidden: user is deactivated')
  await sandbox.control('POST', '/groups', {
    title: 'Соседи',
    members: [stranger.id, 7_100_000_001],
  })
  assert.equal(await send(stranger.id), "Forbidden: bot can't initiate conversation with a user")
})
