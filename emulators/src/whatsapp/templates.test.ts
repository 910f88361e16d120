import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eventually, type Json } from '../test-kit.ts'
import type { Listener } from '../whatsapp-network/test-kit.ts'
import { ACCOUNT, type Business, onlyValue, openBusiness } from './test-kit.ts'

const DAY = 24 * 3600_000
const body = (text: string, samples?: string[]) => ({
  type: 'body',
  text,
  ...(samples && { example: { body_text: [samples] } }),
})

async function create(business: Business, fields: object): Promise<Json> {
  const answer = await business.graph('POST', `${ACCOUNT}/message_templates`, {
    ...{ name: 'welcome', language: 'ru', category: 'utility' },
    components: [body('Ваш заказ собран')],
    ...fields,
  })
  return answer.body
}

const newsOf = ({ heard }: Listener, field: string) =>
  heard.filter((one) => one.body.entry[0].changes[0].field === field).map(onlyValue)

test('takes a template to approval, pause and back', async (t) => {
  const business = await openBusiness(t)
  const person = await business.person()
  const hook = await business.subscribe(t)
  const id = await business.template()
  const send = async () =>
    (
      await business.refusal(person.id, 'template', {
        ...{ name: 'order_shipped', language: { code: 'ru' } },
        components: [
          {
            type: 'body',
            parameters: [
              { type: 'text', text: 'Анна' },
              { type: 'text', text: '№5' },
            ],
          },
        ],
      })
    ).slice(0, 2)
  assert.deepEqual(await send(), [132001, 404])
  await business.control('POST', `/templates/${id}/approve`)
  assert.equal((await send())[0], undefined)
  await business.control('POST', `/templates/${id}/pause`)
  assert.deepEqual(await send(), [132015, 400])
  assert.deepEqual((await business.graph('POST', `${id}/unpause`)).body, { success: true })
  assert.equal((await send())[0], undefined)
  await business.control('POST', `/templates/${id}/disable`)
  assert.deepEqual(await send(), [132016, 400])
  await eventually(() => newsOf(hook, 'message_template_status_update').length === 4)
  const news = newsOf(hook, 'message_template_status_update')
  assert.deepEqual(
    news.map(({ event }) => event),
    ['APPROVED', 'PAUSED', 'APPROVED', 'DISABLED'],
  )
  assert.equal(news[0].message_template_id, Number(id))
  assert.equal(news[0].message_template_category, 'UTILITY')
  assert.equal(news[1].other_info.title, 'FIRST_PAUSE')
  assert.match(news[3].disable_info.disable_date, /^\d+$/)
  const { messages } = await person.sees()
  assert.equal(messages[0].content.text, 'Здравствуйте, Анна! Ваш заказ №5 передан в доставку.')
})

test('rejects with a reason, and takes an edit to review again', async (t) => {
  const business = await openBusiness(t)
  const hook = await business.subscribe(t)
  const { id } = await create(business, {})
  await business.control('POST', `/templates/${id}/reject`, {
    ...{ reason: 'PROMOTIONAL', explanation: 'Реклама' },
  })
  await eventually(() => newsOf(hook, 'message_template_status_update').length === 1)
  const [news] = newsOf(hook, 'message_template_status_update')
  assert.equal(news.reason, 'PROMOTIONAL')
  assert.equal(news.rejection_info.reason, 'Реклама')
  const read = async () => (await business.graph('GET', id)).body
  assert.equal((await read()).rejected_reason, 'PROMOTIONAL')
  const edit = (fields: object) => business.graph('POST', id, fields)
  assert.deepEqual((await edit({ components: [body('Ваш заказ готов')] })).body, { success: true })
  assert.equal((await read()).status, 'PENDING')
  assert.equal((await edit({ components: [] })).body.error.code, 100)
  await business.control('POST', `/templates/${id}/approve`)
  business.emulators.advance(DAY)
  assert.equal((await edit({ category: 'MARKETING' })).body.error.code, 100)
  assert.equal((await edit({ components: [body('Заказ готов')] })).status, 200)
  await business.control('POST', `/templates/${id}/approve`)
  assert.match((await edit({ components: [body('Готов')] })).body.error.message, /once in 24 hours/)
})

test('refuses what Meta refuses in a new template', async (t) => {
  const business = await openBusiness(t)
  const subcode = async (components: object[], fields = {}) =>
    (await create(business, { name: `t${Math.random()}`.replace('.', ''), components, ...fields }))
      .error?.error_subcode
  assert.equal(await subcode([body('{{1}}, ваш заказ собран', ['Анна'])]), 2388299)
  assert.equal(await subcode([body('Ваш заказ {{2}} собран', ['5'])]), 2388072)
  assert.equal(await subcode([body('Ваш заказ {{1}} собран')]), 2388072)
  assert.equal(await subcode([body('Заказ {{1}} {{2}} собран уже давно', ['5', '6'])]), 2388072)
  assert.equal(await subcode([body('Да {{1}} да', ['5'])]), 2388293)
  assert.equal(await subcode([body('я'.repeat(1025))]), 2388040)
  assert.equal(await subcode([{ type: 'HEADER', format: 'GIF' }, body('Привет')]), 2388047)
  assert.equal(await subcode([body('Привет'), { type: 'FOOTER', text: '{{1}}' }]), 2388073)
  const wrong = await create(business, { name: 'Order Shipped' })
  assert.equal(wrong.error.code, 100)
  await create(business, { name: 'twice' })
  const twice = await create(business, { name: 'twice' })
  assert.equal(twice.error.error_subcode, 2388024)
  assert.match(twice.error.error_user_msg, /already/)
  const named = { parameter_format: 'NAMED', name: 'named' }
  const example = { body_text_named_params: [{ param_name: 'first_name', example: 'Анна' }] }
  const text = 'Ждём вас снова, {{first_name}}, в нашем магазине'
  const made = await create(business, { ...named, components: [{ type: 'BODY', text, example }] })
  assert.equal(made.status, 'PENDING')
  const duplicate = await create(business, {
    name: 'again',
    components: [body('Ваш заказ собран')],
  })
  assert.equal(duplicate.status, 'REJECTED')
})

test('compares parameters with the template', async (t) => {
  const business = await openBusiness(t)
  const person = await business.person()
  const buttons = [
    { type: 'QUICK_REPLY', text: 'Спасибо' },
    {
      type: 'URL',
      text: 'Где он',
      url: 'https://shop.example/{{1}}',
      example: ['https://shop.example/5'],
    },
  ]
  const { id } = await create(business, {
    components: [
      { type: 'HEADER', format: 'TEXT', text: 'Заказ {{1}}', example: { header_text: ['№5'] } },
      body('Ваш заказ {{1}} уже передан в доставку', ['№5']),
      { type: 'FOOTER', text: 'Магазин' },
      { type: 'BUTTONS', buttons },
    ],
  })
  await business.control('POST', `/templates/${id}/approve`)
  const part = (type: string, ...texts: string[]) => ({
    type,
    parameters: texts.map((text) => ({ type: 'text', text })),
  })
  const link = { ...part('button', 'track/5'), sub_type: 'url', index: '1' }
  const send = (...components: object[]) =>
    business.refusal(person.id, 'template', {
      ...{ name: 'welcome', language: { code: 'ru' }, components },
    })
  const head = part('header', '№5')
  assert.equal((await send(head, part('body', '№5'), link))[0], undefined)
  assert.equal((await send(head, part('body', '1', '2'), link))[0], 132000)
  assert.equal((await send(part('body', '№5'), link))[0], 132000)
  assert.equal((await send(head, part('body', 'два\nряда'), link))[0], 132018)
  assert.equal((await send(head, part('body', ''), link))[0], 131008)
  assert.equal((await send(head, part('body', '№5')))[0], 131008)
  const image = { type: 'body', parameters: [{ type: 'image', image: {} }] }
  assert.equal((await send(head, image, link))[0], 132012)
  assert.equal((await send(head, part('body', 'я'.repeat(1024)), link))[0], 132005)
  const [message] = (await person.sees()).messages
  assert.equal(message.content.header.text, 'Заказ №5')
  assert.equal(message.content.buttons[1].url, 'https://shop.example/track/5')
  const hook = await business.subscribe(t)
  await person.do('press', { messageId: message.id, index: 0 })
  await eventually(() => hook.heard.some((one) => onlyValue(one).messages))
  const pressed = hook.heard.map(onlyValue).find(({ messages }) => messages).messages[0]
  assert.equal(pressed.type, 'button')
  assert.deepEqual(pressed.button, { payload: 'Спасибо', text: 'Спасибо' })
  assert.equal(pressed.context.id, message.id)
})

test('lists by pages and filters', async (t) => {
  const business = await openBusiness(t)
  for (let at = 0; at < 7; at++)
    await create(business, { name: `t_${at}`, components: [body(`Заказ номер ${at} собран`)] })
  const path = `${ACCOUNT}/message_templates`
  const first = (await business.graph('GET', `${path}?limit=5&fields=name,status`)).body
  assert.equal(first.data.length, 5)
  assert.deepEqual(Object.keys(first.data[0]).sort(), ['id', 'name', 'status'])
  const { after } = first.paging.cursors
  const second = (await business.graph('GET', `${path}?limit=5&after=${after}`)).body
  assert.deepEqual(
    second.data.map(({ name }: Json) => name),
    ['t_5', 't_6'],
  )
  assert.equal('next' in second.paging, false)
  await business.control('POST', `/templates/${first.data[0].id}/approve`)
  const approved = (await business.graph('GET', `${path}?status=approved`)).body.data
  assert.equal(approved.length, 1)
  assert.equal((await business.graph('GET', `${path}?name=t_3`)).body.data.length, 1)
})

test('deletes, and keeps the name of an approved one for a month', async (t) => {
  const business = await openBusiness(t)
  const { id } = await create(business, {})
  await create(business, { language: 'en', components: [body('Your order is ready')] })
  await business.control('POST', `/templates/${id}/approve`)
  const path = `${ACCOUNT}/message_templates?name=welcome`
  assert.equal((await business.graph('DELETE', `${path}&hsm_id=42`)).status, 400)
  await business.graph('DELETE', `${path}&hsm_id=${id}`)
  assert.equal((await business.graph('GET', path)).body.data.length, 1)
  await business.graph('DELETE', path)
  assert.equal((await create(business, {})).error.error_subcode, 2388023)
  business.emulators.advance(30 * DAY)
  assert.equal((await create(business, {})).status, 'PENDING')
})

test('archives, brings back, and forgets after four weeks', async (t) => {
  const business = await openBusiness(t)
  const hook = await business.subscribe(t)
  const { id } = await create(business, {})
  const move = async (where: string) =>
    (await business.graph('POST', `${ACCOUNT}/message_templates/${where}`, { hsm_ids: [id] })).body
  assert.match((await move('archive')).failed_templates[id], /Only approved/)
  await business.control('POST', `/templates/${id}/approve`)
  assert.deepEqual(await move('archive'), { archived_templates: [id], failed_templates: {} })
  assert.deepEqual((await move('unarchive')).unarchived_templates, [id])
  assert.equal((await business.graph('GET', id)).body.status, 'APPROVED')
  await move('archive')
  await eventually(() => newsOf(hook, 'message_template_status_update').length === 4)
  assert.deepEqual(
    newsOf(hook, 'message_template_status_update').map(({ event }) => event),
    ['APPROVED', 'ARCHIVED', 'UNARCHIVED', 'ARCHIVED'],
  )
  business.emulators.advance(28 * DAY + 1000)
  assert.deepEqual((await business.graph('GET', `${ACCOUNT}/message_templates`)).body.data, [])
})

test('tells of categories, quality, numbers and accounts', async (t) => {
  const business = await openBusiness(t)
  const hook = await business.subscribe(t)
  const { id } = await create(business, {})
  await business.control('POST', `/templates/${id}/category`, { category: 'MARKETING' })
  await business.control('POST', `/templates/${id}/quality`, { score: 'RED' })
  await business.control('POST', '/numbers/106540352242922/quality', { quality: 'YELLOW' })
  const ban = { waba_ban_state: 'DISABLE', waba_ban_date: 'January 1, 2026' }
  await business.control('POST', '/numbers/106540352242922/updates', {
    ...{ field: 'account_update', value: { event: 'DISABLED_UPDATE', ban_info: ban } },
  })
  await hook.wait(4)
  const [category] = newsOf(hook, 'template_category_update')
  assert.deepEqual([category.previous_category, category.new_category], ['UTILITY', 'MARKETING'])
  const [quality] = newsOf(hook, 'message_template_quality_update')
  assert.equal(quality.new_quality_score, 'RED')
  assert.equal(newsOf(hook, 'account_update')[0].ban_info.waba_ban_state, 'DISABLE')
  assert.equal(newsOf(hook, 'phone_number_quality_update')[0].current_limit, 'TIER_1K')
})

test('approves by itself where it was told to', async (t) => {
  const business = await openBusiness(t)
  await business.control('PATCH', `/accounts/${ACCOUNT}`, { reviewsAtOnce: true })
  const good = await create(business, {})
  const bad = await create(business, { name: 'reject_me', components: [body('Скидки')] })
  const status = async (id: string) => (await business.graph('GET', id)).body.status
  await eventually(async () => (await status(good.id)) === 'APPROVED')
  await eventually(async () => (await status(bad.id)) === 'REJECTED')
})
