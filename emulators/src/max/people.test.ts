import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import type { Json } from '../test-kit.ts'
import { BOT, openMessenger, TOKEN } from './test-kit.ts'

test('tells what a person writes, in the envelope of a dialog', async (t) => {
  const messenger = await openMessenger(t)
  const person = await messenger.person('Анна', { lastName: 'Петрова' })
  const { messageId } = await person.do('text', { text: 'Здравствуйте' })
  const [update] = await messenger.updates()
  assert.equal(update.update_type, 'message_created')
  assert.equal(update.user_locale, 'ru')
  assert.equal(typeof update.timestamp, 'number')
  assert.deepEqual(update.message.recipient, {
    ...{ chat_id: person.chatId, chat_type: 'dialog', user_id: BOT },
  })
  assert.equal(update.message.body.mid, messageId)
  assert.equal(update.message.sender.name, 'Анна Петрова')
  await messenger.send(person, { text: 'Добрый день' })
  // What the bot says itself is no news to it.
  assert.deepEqual(await messenger.updates(), [])
})

test('sends every kind there is', async (t) => {
  const messenger = await openMessenger(t)
  const person = await messenger.person('Анна')
  for (const kind of ['photo', 'document', 'voice', 'video', 'sticker'])
    await person.do('media', { kind, caption: kind === 'photo' ? 'Вот чек' : undefined })
  await person.do('location')
  await person.do('share')
  const updates = await messenger.updates()
  const attachments = updates.map(({ message }: Json) => message.body.attachments[0])
  assert.deepEqual(
    attachments.map(({ type }: Json) => type),
    ['image', 'file', 'audio', 'video', 'sticker', 'location', 'share'],
  )
  const [image, file, voice, video, sticker, location] = attachments
  assert.equal(updates[0].message.body.text, 'Вот чек')
  assert.equal(updates[1].message.body.text, '')
  assert.ok(image.payload.photo_id && image.payload.token)
  assert.equal(file.filename, 'Договор № 1042.pdf')
  assert.equal(voice.transcription, null)
  assert.ok(video.thumbnail.url && video.duration)
  assert.equal(sticker.width, 512)
  assert.equal(location.payload, undefined)
  assert.equal(location.latitude, 55.751999)
  for (const one of [image, file, voice, video, sticker]) {
    const response = await fetch(one.payload.url)
    assert.equal(response.status, 200)
    assert.ok((await response.arrayBuffer()).byteLength > 0)
  }
})

test('gives files under addresses that expire, and fresh ones on asking again', async (t) => {
  const messenger = await openMessenger(t)
  const person = await messenger.person('Анна')
  const { messageId } = await person.do('media', { kind: 'photo' })
  const [update] = await messenger.updates()
  const { url } = update.message.body.attachments[0].payload
  messenger.emulators.advance(25 * 3600_000)
  assert.equal((await fetch(url)).status, 403)
  const again = await messenger.result(`GET /messages/${messageId}`)
  assert.equal((await fetch(again.body.attachments[0].payload.url)).status, 200)
  await messenger.fault({ kind: 'media-expired', count: 1 })
  assert.equal((await fetch(again.body.attachments[0].payload.url)).status, 403)
})

test('signs the card of somebody who shares their own number', async (t) => {
  const messenger = await openMessenger(t)
  const person = await messenger.person('Анна', { lastName: 'Петрова', phone: '79990000000' })
  await person.do('contact')
  await person.do('contact', { phone: '+7 916 000-00-01', firstName: 'Иван' })
  const [own, foreign] = (await messenger.updates()).map(
    ({ message }) => message.body.attachments[0].payload,
  )
  const card =
    'BEGIN:VCARD\r\nVERSION:3.0\r\nTEL;TYPE=cell:79990000000\r\nFN:Анна Петрова\r\nEND:VCARD\r\n'
  assert.equal(own.vcf_info, card)
  assert.equal(own.hash, '07122c55a95974341b2ce1659b564208e2845541046b74cff6c6cd45db1e89ba')
  assert.equal(own.hash, createHmac('sha256', TOKEN).update(card).digest('hex'))
  assert.equal(own.max_info.user_id, person.id)
  assert.equal(foreign.hash, undefined)
  assert.match(foreign.vcf_info, /79160000001/)
})

test('replies and forwards with the content in the link', async (t) => {
  const messenger = await openMessenger(t)
  const person = await messenger.acquaintance('Анна')
  const { mid } = (await messenger.send(person, { text: 'Чем помочь?' })).body
  await messenger.updates()
  await person.do('text', { text: 'Да, этот', replyTo: mid })
  await person.do('forward', { text: 'Скидка', author: 'Иван' })
  const [reply, forward] = (await messenger.updates()).map(({ message }) => message)
  assert.equal(reply.link.type, 'reply')
  assert.equal(reply.link.message.mid, mid)
  assert.equal(reply.link.sender.is_bot, true)
  assert.equal(forward.body.text, '')
  assert.equal(forward.link.message.text, 'Скидка')
  assert.ok(forward.link.chat_id < 0)
  assert.deepEqual((await person.lastSeen()).forwarded, [{ author: 'Иван', text: 'Скидка' }])
})

test('edits and removes what was written', async (t) => {
  const messenger = await openMessenger(t)
  const person = await messenger.person('Анна')
  const { messageId } = await person.do('text', { text: 'Здраствуйте' })
  await person.do('edit', { messageId, text: 'Здравствуйте' })
  await person.do('delete', { messageId })
  const [, edited, removed] = await messenger.updates()
  assert.equal(edited.update_type, 'message_edited')
  assert.equal(edited.message.body.text, 'Здравствуйте')
  assert.ok(edited.timestamp >= edited.message.timestamp)
  assert.equal(removed.update_type, 'message_removed')
  assert.deepEqual(
    [removed.message_id, removed.chat_id, removed.user_id],
    [messageId, person.chatId, person.id],
  )
  assert.ok((await person.lastSeen()).deletedAt)
})

test('presses buttons of every kind', async (t) => {
  const messenger = await openMessenger(t)
  const person = await messenger.acquaintance('Анна')
  const buttons = [
    [{ type: 'callback', text: 'Продажи', payload: 'menu:sales' }],
    [{ type: 'message', text: 'Где заказ?' }],
    [{ type: 'request_contact', text: 'Номер' }],
    [{ type: 'request_geo_location', text: 'Место' }],
    [{ type: 'link', text: 'Сайт', url: 'https://example.ru' }],
  ]
  const { mid } = (
    await messenger.send(person, {
      text: 'Чем помочь?',
      attachments: [{ type: 'inline_keyboard', payload: { buttons } }],
    })
  ).body
  await messenger.updates()
  for (const row of [0, 0, 1, 2, 3, 4]) await person.do('press', { messageId: mid, row, column: 0 })
  const [once, twice, text, contact, location, ...rest] = await messenger.updates()
  assert.equal(once.update_type, 'message_callback')
  assert.equal(once.callback.payload, 'menu:sales')
  assert.equal(once.callback.user.user_id, person.id)
  assert.equal(once.message.sender.is_bot, true)
  // The id is the keyboard's: two presses share it.
  assert.equal(once.callback.callback_id, twice.callback.callback_id)
  assert.equal(once.message.body.attachments[0].callback_id, once.callback.callback_id)
  assert.equal(text.message.body.text, 'Где заказ?')
  assert.ok(contact.message.body.attachments[0].payload.hash)
  assert.equal(location.message.body.attachments[0].type, 'location')
  assert.deepEqual(rest, [])
})

test('answers a press with a toast and another message', async (t) => {
  const messenger = await openMessenger(t)
  const person = await messenger.acquaintance('Анна')
  const buttons = [[{ type: 'callback', text: '5', payload: 'rate:5' }]]
  const attachments = [{ type: 'inline_keyboard', payload: { buttons } }]
  const { mid } = (await messenger.send(person, { text: 'Оцените', attachments })).body
  const { callbackId } = await person.do('press', { messageId: mid, data: 'rate:5' })
  assert.equal((await person.lastSeen()).buttons[0][0].isWaiting, true)
  const to = `POST /answers?callback_id=${callbackId}`
  const [refused, words] = await messenger.refusal(to, {})
  assert.equal(refused, '400 proto.payload')
  assert.equal(words, 'Invalid request. `message` or `notification` required')
  const message = { text: 'Вы оценили диалог: 5', attachments: [] }
  assert.deepEqual(await messenger.result(to, { notification: 'Спасибо', message }), {
    success: true,
  })
  const view = await person.sees()
  assert.equal(view.notice.text, 'Спасибо')
  assert.equal(view.messages.at(-1).content.text, 'Вы оценили диалог: 5')
  assert.equal(view.messages.at(-1).buttons, undefined)
  const [unknown] = await messenger.refusal('POST /answers?callback_id=x', { notification: 'а' })
  assert.equal(unknown, '404 callback.not.found')
})

test('tells of a press on a removed message without the message', async (t) => {
  const messenger = await openMessenger(t)
  const person = await messenger.acquaintance('Анна')
  const buttons = [[{ type: 'callback', text: 'Да', payload: 'yes' }]]
  const attachments = [{ type: 'inline_keyboard', payload: { buttons } }]
  const { mid } = (await messenger.send(person, { text: 'Верно?', attachments })).body
  await messenger.result(`DELETE /messages?message_id=${mid}`)
  await messenger.updates()
  await person.do('press', { messageId: mid, row: 0 })
  const [update] = await messenger.updates()
  assert.equal(update.message, null)
  assert.equal(update.callback.payload, 'yes')
})

test('begins, stops and removes dialogs', async (t) => {
  const messenger = await openMessenger(t)
  const person = await messenger.person('Анна')
  await person.do('start', { payload: 'site_promo42' })
  await person.do('start', { payload: 'x'.repeat(129) })
  await person.do('start')
  await person.do('stop')
  await person.do('unblock')
  await person.do('mute')
  await person.do('unmute')
  await person.do('clear-dialog')
  await person.do('remove-dialog')
  const updates = await messenger.updates()
  assert.deepEqual(
    updates.map(({ update_type, payload }) => [update_type, payload]),
    [
      ['bot_started', 'site_promo42'],
      // Too long a payload is dropped without a word.
      ['bot_started', undefined],
      ['bot_started', undefined],
      ['bot_stopped', undefined],
      ['bot_started', undefined],
      ['dialog_muted', undefined],
      ['dialog_unmuted', undefined],
      ['dialog_cleared', undefined],
      ['dialog_removed', undefined],
    ],
  )
  assert.ok(updates.every(({ chat_id }) => chat_id === person.chatId))
  assert.ok(updates[5].muted_until > updates[5].timestamp)
  const [refused] = await messenger.refusal(`POST /messages?user_id=${person.id}`, { text: 'а' })
  assert.equal(refused, '403 chat.denied')
  // Writing begins it anew, and no event says so.
  await person.do('text', { text: 'Снова я' })
  assert.deepEqual(
    (await messenger.updates()).map(({ update_type }) => update_type),
    ['message_created'],
  )
  assert.ok(await messenger.send(person, { text: 'а' }))
})

test('keeps what waits for the network, on both sides', async (t) => {
  const messenger = await openMessenger(t)
  const person = await messenger.acquaintance('Анна')
  await messenger.updates()
  await person.change({ isOffline: true })
  assert.equal((await person.do('text', { text: 'раз' })).isWaiting, true)
  await messenger.send(person, { text: 'ответ' })
  assert.deepEqual(await messenger.updates(), [])
  const view = await person.sees()
  assert.equal(view.messages.find(({ from }: Json) => from === 'bot').isUnseen, true)
  assert.equal(view.messages.at(-1).progress, 'waiting')
  await person.change({ isOffline: false })
  const [update] = await messenger.updates()
  assert.equal(update.message.body.text, 'раз')
  assert.equal((await person.lastSeen()).progress, 'taken')
})
