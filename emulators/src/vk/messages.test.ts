import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Json } from '../test-kit.ts'
import { GROUP, KEY, type Network, openNetwork } from './test-kit.ts'

const inline = (buttons: object[][]) => ({ inline: true, buttons })
const textKey = (label: string, more = {}) => ({ action: { type: 'text', label, ...more } })

test('answers refusals with 200 and repeats what was asked, without the key', async (t) => {
  const network = await openNetwork(t)
  const { error } = await network.call('messages.send', { peer_id: 5, random_id: 1, message: 'а' })
  assert.equal(error.error_code, 936)
  assert.deepEqual(error.request_params[0], { key: 'method', value: 'messages.send' })
  assert.doesNotMatch(JSON.stringify(error), new RegExp(KEY))
})

test('refuses calls without version, key or a known name', async (t) => {
  const network = await openNetwork(t)
  assert.equal(await network.refusal('messages.Send'), 3)
  assert.equal(await network.refusal('users.get', { v: '' }), 8)
  assert.equal(await network.refusal('users.get', {}, 'vk1.a.nobody'), 5)
  const url = `${network.url}/method/users.get?v=5.199`
  const json = { method: 'POST', body: JSON.stringify({ access_token: KEY }) }
  const answer: Json = await (
    await fetch(url, { ...json, headers: { 'content-type': 'application/json' } })
  ).json()
  assert.equal(answer.error.error_code, 5)
  const bearer = await fetch(url, { headers: { authorization: `Bearer ${KEY}` } })
  assert.deepEqual(await bearer.json(), { response: [] })
  const put: Json = await (await fetch(url, { method: 'PUT' })).json()
  assert.equal(put.error.error_code, 9999)
})

test('sends one message for one random_id, even at once', async (t) => {
  const network = await openNetwork(t)
  const person = await network.acquaintance('Ирина')
  const other = await network.acquaintance('Павел')
  const send = (peer_id: number, message: string) =>
    network.result('messages.send', {
      ...{ peer_id, random_id: 1803123456, message, sticker_id: 9019 },
    })
  const [first, second] = await Promise.all([send(person.id, 'раз'), send(person.id, 'раз')])
  assert.equal(first, second)
  assert.equal(await send(person.id, 'другое'), first)
  assert.notEqual(await send(other.id, 'раз'), first)
  const sent = await network.community('GET', '/sent')
  assert.deepEqual(
    sent.map((one: Json) => one.text),
    ['раз', 'раз'],
  )
  assert.notEqual(await network.send(person.id, 'без'), await network.send(person.id, 'без'))
})

test('writes only to those who allow it', async (t) => {
  const network = await openNetwork(t)
  const poll = await network.poll('message_allow', 'message_deny', 'message_new')
  const person = await network.person('Ирина')
  const refusal = () =>
    network.refusal('messages.send', { peer_id: person.id, random_id: 0, message: 'а' })
  const isAllowed = async () =>
    (
      await network.result('messages.isMessagesFromGroupAllowed', {
        group_id: GROUP,
        user_id: person.id,
      })
    ).is_allowed
  assert.equal(await refusal(), 901)
  await person.do('allow', { key: 'from-widget-1' })
  assert.equal(await refusal(), undefined)
  assert.equal(await isAllowed(), 1)
  await person.do('deny')
  assert.equal(await refusal(), 901)
  assert.equal(await isAllowed(), 0)
  await person.do('text', { text: 'снова я' })
  assert.equal(await refusal(), undefined)
  const types = (await poll.take()).map((update: Json) => update.type)
  assert.deepEqual(types, ['message_allow', 'message_deny', 'message_allow', 'message_new'])
})

test('tells apart those it cannot reach', async (t) => {
  const network = await openNetwork(t)
  const person = await network.acquaintance('Ирина')
  const refusal = (peer_id = person.id) =>
    network.refusal('messages.send', { peer_id, random_id: 0, message: 'а' })
  assert.equal(await refusal(2_000_000_001), 917)
  await network.community('PATCH', '', { banned: [person.id] })
  assert.equal(await refusal(), 900)
  await network.community('PATCH', '', { banned: [] })
  await person.change({ isPrivate: true })
  assert.equal(await refusal(), 902)
  await network.community('PATCH', '', { messages: false })
  assert.equal(await refusal(), 15)
  await network.result('groups.setSettings', { group_id: GROUP, messages: 1 })
  await person.change({ deactivated: 'deleted' })
  assert.equal(await refusal(), 18)
})

test('answers for each of many', async (t) => {
  const network = await openNetwork(t)
  const person = await network.acquaintance('Ирина')
  const stranger = await network.person('Павел')
  const answer = await network.result('messages.send', {
    ...{ peer_ids: `${person.id},${stranger.id}`, random_id: 5, message: 'всем' },
  })
  assert.equal(answer[0].conversation_message_id, 2)
  assert.equal(answer[1].error.code, 901)
  assert.equal(answer[1].message_id, 0)
})

const bad = (network: Network, keyboard: unknown, peer_id: number) =>
  network.refusal('messages.send', { peer_id, random_id: 0, message: 'а', keyboard })

test('refuses keyboards the platform cannot draw', async (t) => {
  const network = await openNetwork(t)
  const { id } = await network.acquaintance('Ирина')
  const row = (count: number) => Array.from({ length: count }, () => textKey('да'))
  const wrong = [
    'не json',
    { buttons: 1 },
    inline([row(6)]),
    inline([row(4), row(4), row(3)]),
    inline(Array.from({ length: 7 }, () => row(1))),
    inline([]),
    { inline: true, one_time: true, buttons: [row(1)] },
    { buttons: Array.from({ length: 9 }, () => row(5)) },
    inline([[textKey('л'.repeat(41))]]),
    inline([[textKey('да', { payload: `"${'п'.repeat(254)}"` })]]),
    inline([[textKey('да', { payload: '{' })]]),
    inline([[{ ...textKey('да'), color: 'pink' }]]),
    inline([[{ action: { type: 'open_link', label: 'Сайт', link: 'shop' } }]]),
    inline([[{ action: { type: 'location' } }, textKey('да')]]),
    inline([[{ action: { type: 'dance', label: 'да' } }]]),
  ]
  for (const keyboard of wrong)
    assert.equal(await bad(network, keyboard, id), 911, JSON.stringify(keyboard).slice(0, 80))
  const right = [inline([row(5), row(5)]), { buttons: [], one_time: true }, { buttons: [row(5)] }]
  for (const keyboard of right) assert.equal(await bad(network, keyboard, id), undefined)
  await network.community('PATCH', '', { bots_capabilities: false })
  assert.equal(await bad(network, inline([row(1)]), id), 912)
})

test('refuses what is too long, empty or not there', async (t) => {
  const network = await openNetwork(t)
  const { id: peer_id } = await network.acquaintance('Ирина')
  const refusal = (params: object) => network.refusal('messages.send', { peer_id, ...params })
  assert.equal(await refusal({ message: 'а' }), 100)
  assert.equal(await refusal({ random_id: 0 }), 100)
  assert.equal(await refusal({ random_id: 0, message: 'а'.repeat(4097) }), 914)
  assert.equal(await refusal({ random_id: 0, message: 'а'.repeat(4096) }), undefined)
  assert.equal(await refusal({ random_id: 0, attachment: 'photo-1_1' }), 100)
  assert.equal(await refusal({ random_id: 0, message: 'а', payload: 'п'.repeat(1001) }), 100)
  const forward = { peer_id, conversation_message_ids: [77], is_reply: 1 }
  assert.equal(await refusal({ random_id: 0, message: 'а', forward }), 921)
  const many = { peer_id, conversation_message_ids: Array.from({ length: 101 }, (_, i) => i) }
  assert.equal(await refusal({ random_id: 0, message: 'а', forward: many }), 913)
  const attachment = Array.from({ length: 11 }, () => 'photo-1_1').join(',')
  assert.equal(await refusal({ random_id: 0, attachment }), 100)
})

test('answers to a message of the person', async (t) => {
  const network = await openNetwork(t)
  const person = await network.acquaintance('Ирина')
  const forward = { peer_id: person.id, conversation_message_ids: [1], is_reply: 1 }
  await network.send(person.id, 'Здравствуйте', { forward })
  assert.equal((await person.lastSeen()).replyTo.text, 'Здравствуйте')
})

test('edits its own messages for a day', async (t) => {
  const network = await openNetwork(t)
  const poll = await network.poll('message_edit')
  const person = await network.acquaintance('Ирина')
  const message_id = await network.send(person.id, 'опечатка')
  const edit = (more: object) =>
    network.refusal('messages.edit', { peer_id: person.id, message: 'верно', ...more })
  assert.equal(await edit({ message_id }), undefined)
  assert.equal((await person.lastSeen()).text, 'верно')
  assert.ok((await poll.take())[0].object.update_time)
  assert.equal(await edit({ cmid: 1 }), 920)
  assert.equal(await edit({ message_id: 999 }), 100)
  network.emulators.advance(24 * 3600_000 + 1000)
  assert.equal(await edit({ message_id }), 909)
})

test('deletes for everybody within a day', async (t) => {
  const network = await openNetwork(t)
  const person = await network.acquaintance('Ирина')
  const id = await network.send(person.id, 'лишнее')
  const params = { message_ids: `${id},1,999`, delete_for_all: 1 }
  const answer = await network.result('messages.delete', params)
  assert.equal(answer[0].response, 1)
  assert.equal(answer[1].error.code, 924)
  assert.equal(answer[2].error.code, 100)
  assert.ok((await person.lastSeen()).deletedAt)
  const { count } = await network.result('messages.getHistory', { peer_id: person.id })
  assert.equal(count, 1)
})

test('gives back what was missed', async (t) => {
  const network = await openNetwork(t)
  const person = await network.acquaintance('Ирина')
  await person.do('text', { text: 'Вы здесь?' })
  const unread = () => network.result('messages.getConversations', { filter: 'unread' })
  const { items } = await unread()
  assert.equal(items[0].conversation.unread_count, 2)
  assert.equal(items[0].last_message.text, 'Вы здесь?')
  const history = await network.result('messages.getHistory', {
    ...{ peer_id: person.id, count: 1, rev: 1, extended: 1 },
  })
  assert.equal(history.count, 2)
  assert.equal(history.items[0].text, 'Здравствуйте')
  assert.equal(history.profiles[0].first_name, 'Ирина')
  const byCmid = { peer_id: person.id, conversation_message_ids: 2 }
  const found = await network.result('messages.getByConversationMessageId', byCmid)
  assert.equal(found.items[0].conversation_message_id, 2)
  await network.result('messages.markAsRead', { peer_id: person.id })
  assert.equal((await unread()).count, 0)
  assert.equal((await person.lastSeen()).progress, 'taken')
})

test('echoes what leaves the community, by whose hand ever', async (t) => {
  const network = await openNetwork(t)
  const poll = await network.poll('message_reply')
  const person = await network.acquaintance('Ирина')
  await network.send(person.id, 'из программы', { random_id: 42 })
  const admin = await network.person('Анна')
  await network.community('POST', '/replies', {
    ...{ person: person.id, admin: admin.id, text: 'из ВК' },
  })
  const [own, others] = (await poll.take()).map((update: Json) => update.object)
  assert.deepEqual([own.out, own.random_id, own.admin_author_id], [1, 42, undefined])
  assert.deepEqual([others.out, others.random_id, others.admin_author_id], [1, 0, admin.id])
  assert.equal(own.message, undefined)
})

test('waits a minute for the answer to a press', async (t) => {
  const network = await openNetwork(t)
  const poll = await network.poll('message_event')
  const person = await network.acquaintance('Ирина')
  const keyboard = inline([
    [{ action: { type: 'callback', label: '5', payload: '{"csat":5}' }, color: 'positive' }],
  ])
  await network.send(person.id, 'Оцените', { keyboard })
  const press = () => person.do('press', { messageId: 2, row: 0, column: 0 })
  await press()
  assert.equal((await person.lastSeen()).buttons[0][0].isWaiting, true)
  const [update] = await poll.take()
  assert.deepEqual(update.object.payload, { csat: 5 })
  assert.notEqual(update.event_id, update.object.event_id)
  const { event_id, user_id, peer_id } = update.object
  const answer = (event_data: object, id = event_id) =>
    network.refusal('messages.sendMessageEventAnswer', {
      ...{ event_id: id, user_id, peer_id, event_data },
    })
  assert.equal(await answer({ type: 'show_snackbar', text: 'д'.repeat(91) }), 100)
  assert.equal(await answer({ type: 'show_snackbar', text: 'Спасибо' }), undefined)
  assert.equal((await person.sees()).notice.text, 'Спасибо')
  assert.equal(await answer({ type: 'show_snackbar', text: 'Спасибо' }), 100)
  await press()
  const [late] = await poll.take()
  network.emulators.advance(61_000)
  assert.equal(
    await answer({ type: 'open_link', link: 'https://a.example' }, late.object.event_id),
    100,
  )
})

test('hides a keyboard that was sent for one time', async (t) => {
  const network = await openNetwork(t)
  const poll = await network.poll('message_new')
  const person = await network.acquaintance('Ирина')
  const buttons = [[textKey('Да', { payload: { yes: 1 } })], [{ action: { type: 'location' } }]]
  await network.send(person.id, 'Едем?', { keyboard: { one_time: true, buttons } })
  await person.do('key', { text: 'Да' })
  assert.equal((await person.sees()).keyboard, undefined)
  assert.equal((await poll.take()).at(-1).object.message.payload, '{"yes":1}')
  await network.send(person.id, 'Где вы?', { keyboard: { buttons } })
  await person.do('key', { row: 1, column: 0 })
  assert.ok((await poll.take()).at(-1).object.message.geo.coordinates.latitude)
  assert.ok((await person.sees()).keyboard)
})

test('shows typing until a message comes', async (t) => {
  const network = await openNetwork(t)
  const person = await network.acquaintance('Ирина')
  await network.result('messages.setActivity', { peer_id: person.id, type: 'typing' })
  assert.equal((await person.sees()).typing, 'typing')
  await network.send(person.id, 'вот')
  assert.equal((await person.sees()).typing, undefined)
})

test('tells of reading, typing and a link with a mark', async (t) => {
  const network = await openNetwork(t)
  const types = ['message_read', 'message_typing_state', 'message_new', 'message_reaction_event']
  const poll = await network.poll(...types)
  const person = await network.person('Ирина')
  await person.do('follow', { ref: 'site42', refSource: 'qr' })
  await person.do('start')
  const [first] = await poll.take()
  const { message } = first.object
  assert.deepEqual([message.ref, message.ref_source], ['site42', 'qr'])
  assert.equal(message.payload, '{"command":"start"}')
  await network.send(person.id, 'Чем помочь?')
  await person.do('typing')
  await person.do('read')
  await person.do('reaction', { messageId: 2, emoji: ['👍'] })
  await person.do('text', { text: 'Ничем' })
  const updates = await poll.take()
  assert.deepEqual(
    updates.map((update: Json) => update.type),
    ['message_typing_state', 'message_read', 'message_reaction_event', 'message_new'],
  )
  assert.equal(updates[1].object.conversation_message_id, 2)
  assert.equal(updates[3].object.message.ref, undefined)
})

test('limits a key of the community to twenty a second', async (t) => {
  const network = await openNetwork(t, { clock: () => 1_795_341_600_000 })
  await network.community('PATCH', '', { limitsRate: true })
  for (let i = 0; i < 20; i++) await network.result('users.get')
  assert.equal(await network.refusal('users.get'), 6)
  network.emulators.advance(1000)
  assert.equal(await network.refusal('users.get'), undefined)
  const user = await network.person('Анна')
  const token = await network.userToken(user.id)
  for (let i = 0; i < 3; i++) await network.result('users.get', {}, token)
  assert.equal(await network.refusal('users.get', {}, token), 6)
})

test('keeps a phone without network waiting on both sides', async (t) => {
  const network = await openNetwork(t)
  const poll = await network.poll('message_new')
  const person = await network.acquaintance('Ирина')
  await poll.take()
  await person.change({ isOffline: true })
  await person.do('text', { text: 'из метро' })
  await network.send(person.id, 'вы здесь?')
  const { messages } = await person.sees()
  assert.equal(messages.at(-1).progress, 'waiting')
  assert.equal(messages.at(-2).isUnseen, true)
  await person.change({ isOffline: false })
  assert.equal((await poll.take())[0].object.message.text, 'из метро')
})
