import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BOT, openMessenger, TOKEN } from './test-kit.ts'

const rows = (count: number, width = 1) =>
  Array.from({ length: count }, () =>
    Array.from({ length: width }, () => ({ type: 'callback', text: 'а', payload: 'б' })),
  )
const keyboard = (buttons: unknown) => ({
  attachments: [{ type: 'inline_keyboard', payload: { buttons } }],
})

test('lets in by the raw token only', async (t) => {
  const messenger = await openMessenger(t)
  const me = await messenger.result('GET /me')
  assert.equal(me.user_id, BOT)
  assert.equal(me.is_bot, true)
  const refusal = async (token: string, path = '/me') => {
    const { status, body } = await messenger.call(`GET ${path}`, { token })
    return [status, body.code, body.message]
  }
  assert.deepEqual(await refusal('wrong'), [401, 'verify.token', 'Invalid access_token'])
  assert.deepEqual(await refusal(`Bearer ${TOKEN}`), [401, 'verify.token', 'Invalid access_token'])
  assert.deepEqual(await refusal(''), [401, 'verify.token', 'Empty access_token'])
  const inAddress = await refusal(TOKEN, `/me?access_token=${TOKEN}`)
  assert.deepEqual(inAddress.slice(0, 2), [403, 'deprecated.token'])
  // Whoever may not come in does not learn what there is.
  assert.equal((await refusal('wrong', '/nothing'))[0], 401)
  assert.equal((await refusal(TOKEN, '/nothing'))[0], 404)
})

test('sends to a dialog by its id or by its person, with ids as recorded ones are made', async (t) => {
  const messenger = await openMessenger(t)
  const person = await messenger.acquaintance('Анна')
  const answer = await messenger.call(`POST /messages?chat_id=${person.chatId}`, {
    body: { text: 'Добрый день' },
  })
  const { message } = answer.body
  assert.deepEqual(message.recipient, {
    ...{ chat_id: person.chatId, chat_type: 'dialog', user_id: person.id },
  })
  assert.equal(message.sender.user_id, BOT)
  const seq = BigInt(/"seq":(\d+)/.exec(answer.text)![1]!)
  assert.ok(seq > BigInt(Number.MAX_SAFE_INTEGER))
  const hex = (value: bigint) => value.toString(16).padStart(16, '0')
  assert.equal(message.body.mid, `mid.${hex(BigInt(person.chatId))}${hex(seq)}`)
  assert.equal(seq >> 16n, BigInt(message.timestamp))
  await messenger.send(person, { text: 'ещё' })
  assert.equal((await person.lastSeen()).content.text, 'ещё')
})

test('refuses what is written wrongly before looking whom it is for', async (t) => {
  const messenger = await openMessenger(t)
  const person = await messenger.acquaintance('Анна')
  const bad = '400 proto.payload'
  const to = (query: string, body: unknown) => messenger.refusal(`POST /messages?${query}`, body)
  assert.deepEqual(await to('chat_id=1', { text: 'а'.repeat(4001) }), [
    bad,
    "Field 'text' size (4001) must be at most 4000",
  ])
  assert.equal((await to('chat_id=1', '{"text"'))[0], bad)
  assert.equal((await to('chat_id=1', {}))[0], bad)
  assert.equal((await to('chat_id=1', { text: 'а', format: 'latex' }))[0], bad)
  assert.deepEqual(await to('chat_id=1', { text: 'а' }), ['404 chat.not.found', 'Chat 1 not found'])
  assert.deepEqual(await to('chat_id=0', { text: 'а' }), ['403 chat.denied', 'Invalid chatId: 0'])
  assert.deepEqual(await to('', { text: 'а' }), ['403 chat.denied', 'Invalid chatId: 0'])
  assert.equal((await to('user_id=77', { text: 'а' }))[0], '404 dialog.not.found')
  const stranger = await messenger.person('Пётр')
  assert.equal((await to(`user_id=${stranger.id}`, { text: 'а' }))[0], '404 dialog.not.found')
  await person.do('stop')
  assert.deepEqual(await to(`user_id=${person.id}`, { text: 'а' }), [
    '403 chat.denied',
    'error.dialog.suspended',
  ])
  await person.do('start')
  assert.ok(await messenger.send(person, { text: 'а'.repeat(3998).concat('😀') }))
})

test('keeps the limits of keyboards', async (t) => {
  const messenger = await openMessenger(t)
  const person = await messenger.acquaintance('Анна')
  const refusal = async (buttons: unknown) =>
    (
      await messenger.refusal(`POST /messages?user_id=${person.id}`, {
        text: 'а',
        ...keyboard(buttons),
      })
    )[1]
  assert.match(await refusal(rows(31)), /at most 30/)
  assert.match(await refusal(rows(1, 8)), /at most 7/)
  const link = { type: 'link', text: 'Сайт', url: 'https://example.ru' }
  assert.match(await refusal([[link, link, link, link]]), /at most 3/)
  assert.equal(
    await refusal([[{ ...link, url: 'tel:+74950000000' }]]),
    'Must have only http/https links format in buttons',
  )
  const callback = { type: 'callback', text: 'а', payload: 'б' }
  assert.match(await refusal([[{ ...callback, text: 'а'.repeat(129) }]]), /at most 128/)
  assert.match(await refusal([[{ ...callback, payload: 'а'.repeat(1025) }]]), /at most 1024/)
  assert.match(await refusal([[{ ...callback, type: 'poll' }]]), /Unknown button type/)
  assert.match(await refusal([]), /cannot be empty/)
  assert.ok(await messenger.send(person, { text: 'а', ...keyboard(rows(30, 7)) }))
})

test('tells formatting apart from the text', async (t) => {
  const messenger = await openMessenger(t)
  const person = await messenger.acquaintance('Анна')
  const read = async (text: string, format: string) =>
    (await messenger.send(person, { text, format })).body
  const html = await read('Здравствуйте! <b>Чем <script>помочь</script>?</b> &lt;3', 'html')
  assert.equal(html.text, 'Здравствуйте! Чем помочь? <3')
  assert.deepEqual(html.markup, [{ type: 'strong', from: 14, length: 11 }])
  const markdown = await read(
    '# Заказ\n**важно** и *так*, [сайт](https://a.ru), ++да++',
    'markdown',
  )
  assert.equal(markdown.text, 'Заказ\nважно и так, сайт, да')
  assert.deepEqual(
    markdown.markup.map(({ type }: { type: string }) => type),
    ['heading', 'strong', 'emphasized', 'link', 'underline'],
  )
  const plain = await messenger.send(person, { text: '**2 < 3**' })
  assert.equal(plain.body.text, '**2 < 3**')
  assert.equal(plain.body.markup, undefined)
})

test('quotes and forwards what is there', async (t) => {
  const messenger = await openMessenger(t)
  const person = await messenger.acquaintance('Анна')
  const [created] = await messenger.updates()
  const { mid } = created.message.body
  const reply = await messenger.send(person, { text: 'Слушаю', link: { type: 'reply', mid } })
  assert.equal(reply.link.message.text, 'Здравствуйте')
  assert.equal((await person.lastSeen()).replyTo.text, 'Здравствуйте')
  const forward = await messenger.send(person, { link: { type: 'forward', mid } })
  assert.equal(forward.body.text, '')
  assert.equal(forward.link.message.text, 'Здравствуйте')
  const lost = { text: 'а', link: { type: 'reply', mid: 'mid.0' } }
  const [refused] = await messenger.refusal(`POST /messages?user_id=${person.id}`, lost)
  assert.equal(refused, '404 message.not.found')
})

test('edits and removes its own messages', async (t) => {
  const messenger = await openMessenger(t)
  const person = await messenger.acquaintance('Анна')
  const [created] = await messenger.updates()
  const { mid } = (await messenger.send(person, { text: 'Добрый ден', ...keyboard(rows(1)) })).body
  const put = (body: object) => messenger.result(`PUT /messages?message_id=${mid}`, body)
  assert.deepEqual(await put({ text: 'Добрый день' }), { success: true })
  assert.equal((await person.lastSeen()).buttons.length, 1)
  await put({ attachments: [] })
  assert.equal((await person.lastSeen()).buttons, undefined)
  assert.equal((await person.lastSeen()).content.text, 'Добрый день')
  messenger.emulators.advance(8 * 24 * 3600_000)
  assert.equal((await put({ text: 'поздно' })).success, false)
  const foreign = created.message.body.mid
  const [refused] = await messenger.refusal(`PUT /messages?message_id=${foreign}`, { text: 'а' })
  assert.equal(refused, '403 access.denied')
  assert.deepEqual(await messenger.result(`DELETE /messages?message_id=${mid}`), { success: true })
  assert.ok((await person.lastSeen()).deletedAt)
  const [gone] = await messenger.refusal(`DELETE /messages?message_id=${mid}`)
  assert.equal(gone, '404 message.not.found')
  assert.equal((await messenger.call('PUT /messages', { body: { text: 'а' } })).status, 400)
})

test('edits with a keyboard for ever', async (t) => {
  const messenger = await openMessenger(t)
  const person = await messenger.acquaintance('Анна')
  const { mid } = (await messenger.send(person, { text: 'Оцените', ...keyboard(rows(1)) })).body
  messenger.emulators.advance(30 * 24 * 3600_000)
  const edited = await messenger.result(`PUT /messages?message_id=${mid}`, { text: 'Спасибо' })
  assert.equal(edited.success, true)
})

test('reads messages back, newest first', async (t) => {
  const messenger = await openMessenger(t)
  const person = await messenger.acquaintance('Анна')
  const first = await messenger.send(person, { text: 'раз' })
  await new Promise((resolve) => setTimeout(resolve, 5))
  const second = await messenger.send(person, { text: 'два' })
  const texts = async (query: string) =>
    (await messenger.result(`GET /messages?${query}`)).messages.map(
      (message: { body: { text: string } }) => message.body.text,
    )
  assert.deepEqual(await texts(`chat_id=${person.chatId}`), ['два', 'раз', 'Здравствуйте'])
  assert.deepEqual(await texts(`chat_id=${person.chatId}&count=1`), ['два'])
  assert.deepEqual(await texts(`chat_id=${person.chatId}&after=${first.timestamp}`), ['два'])
  const mids = [second.body.mid, first.body.mid, 'mid.0'].join(',')
  assert.deepEqual(await texts(`message_ids=${mids}`), ['два', 'раз'])
  assert.equal((await messenger.result(`GET /messages/${first.body.mid}`)).body.text, 'раз')
  assert.equal((await messenger.call('GET /messages/mid.0')).status, 404)
})

test('limits how often, where that is switched on', async (t) => {
  // A second of a busy machine may be over before the last call of the burst has come.
  const messenger = await openMessenger(t, { clock: () => 1_790_000_000_000 })
  const person = await messenger.acquaintance('Анна')
  await messenger.bot('PATCH', '', { limitsRate: true })
  const send = () => messenger.call(`POST /messages?user_id=${person.id}`, { body: { text: 'а' } })
  const inDialog = await Promise.all([send(), send(), send()])
  assert.deepEqual(inDialog.map(({ status }) => status).sort(), [200, 200, 429])
  const refused = inDialog.find(({ status }) => status === 429)
  assert.equal(refused?.body.code, 'too.many.requests')
  messenger.emulators.advance(1000)
  const asked = await Promise.all(Array.from({ length: 31 }, () => messenger.call('GET /me')))
  assert.equal(asked.filter(({ status }) => status === 429).length, 1)
})

test('shows typing, and what is known of a dialog', async (t) => {
  const messenger = await openMessenger(t)
  const person = await messenger.acquaintance('Анна')
  const act = (action: string) =>
    messenger.call(`POST /chats/${person.chatId}/actions`, { body: { action } })
  assert.deepEqual((await act('typing_on')).body, { success: true })
  assert.equal((await person.sees()).typing, 'typing_on')
  messenger.emulators.advance(11_000)
  assert.equal((await person.sees()).typing, undefined)
  assert.deepEqual((await act('mark_seen')).body, { success: true })
  assert.equal((await act('dancing')).status, 400)
  const chat = await messenger.result(`GET /chats/${person.chatId}`)
  assert.equal(chat.status, 'active')
  const avatar = await fetch(chat.dialog_with_user.avatar_url)
  assert.equal(avatar.headers.get('content-type'), 'image/jpeg')
  await person.do('stop')
  assert.equal((await messenger.result(`GET /chats/${person.chatId}`)).status, 'suspended')
  // Inside a 200, where only the flag tells.
  assert.equal((await act('typing_on')).body.success, false)
})

test('keeps commands', async (t) => {
  const messenger = await openMessenger(t)
  const commands = [{ name: 'start', description: 'Начать' }]
  assert.deepEqual(await messenger.result('PATCH /me/commands', { commands }), { commands })
  assert.deepEqual((await messenger.result('GET /me')).commands, commands)
  const many = { commands: Array.from({ length: 33 }, () => commands[0]) }
  assert.equal((await messenger.call('PATCH /me/commands', { body: many })).status, 400)
})
