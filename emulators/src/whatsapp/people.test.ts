import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eventually } from '../test-kit.ts'
import { ACCOUNT, messagesOf, NUMBER, onlyValue, openBusiness, PHONE } from './test-kit.ts'

test('knows a person without a phone by an id only', async (t) => {
  const business = await openBusiness(t)
  const hook = await business.subscribe(t)
  const person = await business.person({ name: 'Ника', username: 'nika', isPhoneHidden: true })
  await person.writes('Привет')
  const [heard] = await hook.wait(1)
  const { contacts, messages } = onlyValue(heard!)
  assert.equal('wa_id' in contacts[0] || 'from' in messages[0], false)
  const userId = messages[0].from_user_id
  const body = { messaging_product: 'whatsapp', type: 'text', text: { body: 'Ответ' } }
  const answer = await business.graph('POST', `${NUMBER}/messages`, { ...body, recipient: userId })
  assert.deepEqual(answer.body.contacts, [{ input: userId, user_id: userId }])
  await hook.wait(3)
  const status = onlyValue(hook.heard[1]!).statuses[0]
  assert.equal(status.recipient_user_id, userId)
  assert.equal('recipient_id' in status, false)
  const unknown = await business.graph('POST', `${NUMBER}/messages`, { ...body, recipient: 'RU.1' })
  assert.equal(unknown.body.error.code, 131009)
})

test('gives one address of a person to all numbers of an account', async (t) => {
  const business = await openBusiness(t)
  const other = { id: '300', account: ACCOUNT, phone: '74951111111', name: 'Склад' }
  await business.control('POST', '/numbers', other)
  await business.control('POST', '/numbers', { id: '400', account: '401', phone: '74952222222' })
  const hook = await business.subscribe(t)
  const person = await business.person({ phone: '79161234567' })
  await person.writes('первому')
  await person.do('text', { text: 'второму' }, '300')
  await eventually(() => hook.heard.length === 2)
  const values = hook.heard.map(onlyValue)
  const ids = values.map((value) => value.contacts[0].user_id)
  assert.equal(new Set(ids).size, 1)
  assert.deepEqual(values.map((value) => value.metadata.phone_number_id).sort(), [NUMBER, '300'])
  const { body } = await business.graph('GET', `${ACCOUNT}/phone_numbers?limit=1`)
  assert.equal(body.data.length, 1)
  const next = await fetch(body.paging.next, { headers: { authorization: 'Bearer EAAtesttoken' } })
  const page = (await next.json()) as { data: { id: string }[]; paging: object }
  assert.equal(page.data[0]!.id, '300')
  assert.equal('next' in page.paging, false)
})

test('tells of a changed phone twice, with the new id and with both', async (t) => {
  const business = await openBusiness(t)
  const person = await business.acquaintance({ name: 'Анна', phone: '79161234567' })
  const hook = await business.subscribe(t)
  await person.change({ phone: '79160000009' })
  await hook.wait(2)
  const [message] = messagesOf(hook)
  assert.equal(message.type, 'system')
  assert.equal(message.from, '79161234567')
  assert.equal(message.system.wa_id, '79160000009')
  assert.equal(message.system.type, 'user_changed_number')
  const values = hook.heard.map(onlyValue)
  assert.ok(values.some((value) => value.messages && !('contacts' in value)))
  const update = values.find((value) => value.user_id_update).user_id_update[0]
  assert.equal(update.user_id.current, message.system.user_id)
  assert.notEqual(update.user_id.previous, update.user_id.current)
})

test('tells of edits only where a phone shares the number', async (t) => {
  const business = await openBusiness(t)
  const person = await business.person()
  const id = await person.writes('Здраствуйте')
  const hook = await business.subscribe(t)
  await person.do('edit', { messageId: id, text: 'Здравствуйте' })
  assert.equal(hook.heard.length, 0)
  await business.change({ edits: 'unsupported' })
  await person.do('edit', { messageId: id, text: 'Здравствуйте!' })
  await business.change({ edits: 'told' })
  await person.do('edit', { messageId: id, text: 'Добрый день' })
  await person.do('delete', { messageId: id })
  await eventually(() => hook.heard.length === 3)
  const messages = messagesOf(hook)
  const unsupported = messages.find(({ type }) => type === 'unsupported')
  assert.equal(unsupported.errors[0].code, 131051)
  assert.deepEqual(unsupported.unsupported, { type: 'edit' })
  const { edit } = messages.find(({ type }) => type === 'edit')
  assert.equal(edit.original_message_id, id)
  assert.deepEqual(edit.message, { type: 'text', text: { body: 'Добрый день' } })
  const { revoke } = messages.find(({ type }) => type === 'revoke')
  assert.equal(revoke.original_message_id, id)
})

test('tells of places, cards, forwards, advertisements and what it cannot show', async (t) => {
  const business = await openBusiness(t)
  const hook = await business.subscribe(t)
  const person = await business.person({ phone: '79161234567' })
  await person.do('location', { latitude: 55.75, longitude: 37.61, name: 'Склад' })
  await person.do('contact')
  await person.do('unsupported', { was: 'poll' })
  await person.do('text', { text: 'x', extra: { context: { forwarded: true } } })
  await person.do('text', { text: 'y', extra: { referral: { source_type: 'ad', source_id: '1' } } })
  await eventually(() => hook.heard.length === 5)
  const of = (type: string) => messagesOf(hook).filter((message) => message.type === type)
  assert.deepEqual(of('location')[0].location, { latitude: 55.75, longitude: 37.61, name: 'Склад' })
  assert.equal(of('contacts')[0].contacts[0].phones[0].wa_id, '79161234567')
  assert.deepEqual(of('unsupported')[0].unsupported, { type: 'poll' })
  assert.ok(of('text').some(({ context }) => context?.forwarded))
  assert.ok(of('text').some(({ referral }) => referral?.source_type === 'ad'))
})

test('blocks those who wrote within a day', async (t) => {
  const business = await openBusiness(t)
  const person = await business.acquaintance()
  const stranger = await business.person()
  const block = (user: string, method = 'POST') =>
    business.graph(method, `${NUMBER}/block_users`, {
      ...{ messaging_product: 'whatsapp', block_users: [{ user }] },
    })
  const added = (await block(person.id)).body.block_users.added_users
  assert.deepEqual(added, [{ input: person.id, wa_id: person.id }])
  assert.equal((await block(stranger.id)).body.error.code, 139100)
  const hook = await business.subscribe(t)
  await person.writes('не услышат')
  assert.equal((await business.graph('GET', `${NUMBER}/block_users`)).body.data.length, 1)
  await block(person.id, 'DELETE')
  await person.writes('услышат')
  await hook.wait(1)
  assert.equal(messagesOf(hook)[0].text.body, 'услышат')
})

test('keeps marketing from those who do not want it', async (t) => {
  const business = await openBusiness(t)
  const person = await business.acquaintance()
  const hook = await business.subscribe(t)
  await person.do('stop-marketing')
  const [heard] = await hook.wait(1)
  assert.equal(heard!.body.entry[0].changes[0].field, 'user_preferences')
  assert.equal(onlyValue(heard!).user_preferences[0].value, 'stop')
  assert.equal(typeof heard!.body.entry[0].time, 'number')
  const id = await business.template({
    ...{ name: 'sale', category: 'MARKETING' },
    components: [{ type: 'BODY', text: 'Скидки до конца недели' }],
  })
  await business.control('POST', `/templates/${id}/approve`)
  await business.sent(person.id, 'template', { name: 'sale', language: { code: 'ru' } })
  await eventually(() => hook.heard.some((one) => onlyValue(one).statuses))
  const failed = hook.heard.map(onlyValue).find(({ statuses }) => statuses).statuses[0]
  assert.equal(failed.errors[0].code, 131050)
})

test('describes the number and the token', async (t) => {
  const business = await openBusiness(t)
  const fields = 'id,display_phone_number,verified_name,quality_rating'
  const { body } = await business.graph('GET', `${NUMBER}?fields=${fields}`)
  assert.deepEqual(body, {
    ...{ id: NUMBER, display_phone_number: `+${PHONE}` },
    ...{ verified_name: 'Верба Мебель', quality_rating: 'GREEN' },
  })
  const token = (await business.graph('GET', 'debug_token?input_token=EAAtesttoken')).body.data
  assert.equal(token.is_valid, true)
  assert.deepEqual(token.granular_scopes[0].target_ids, [ACCOUNT])
  assert.equal((await business.graph('GET', 'debug_token?input_token=x')).body.data.is_valid, false)
  const qr = await business.graph('POST', `${NUMBER}/message_qrdls`, {
    prefilled_message: 'Заявка 5',
  })
  assert.match(qr.body.deep_link_url, /^https:\/\/wa\.me\/message\/\w{10,14}$/)
  await business.graph('POST', `${NUMBER}/deregister`, {})
  assert.equal((await business.refusal('79161234567', 'text', { body: 'x' }))[0], 133010)
})
