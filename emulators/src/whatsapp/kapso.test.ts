import assert from 'node:assert/strict'
import { test } from 'node:test'
import { GraphApiError, WhatsAppClient } from '@kapso/whatsapp-cloud-api'
import { normalizeWebhook, verifySignature } from '@kapso/whatsapp-cloud-api/server'
import { eventually } from '../test-kit.ts'
import { ACCOUNT, type Business, NUMBER, openBusiness, SECRET, TOKEN } from './test-kit.ts'

/** A client library made for the real thing, told nothing but another address. */
const clientOf = (business: Business) =>
  new WhatsAppClient({ accessToken: TOKEN, baseUrl: business.root, graphVersion: 'v25.0' })

test('the client sends texts, buttons, lists, places and reactions', async (t) => {
  const business = await openBusiness(t)
  const person = await business.person({ phone: '79161234567' })
  const question = await person.writes('Есть в сером?')
  const { messages } = clientOf(business)
  const to = { phoneNumberId: NUMBER, to: person.id }
  const sent = await messages.sendText({ ...to, body: 'Есть', contextMessageId: question })
  assert.equal(sent.contacts[0]!.waId, '79161234567')
  await messages.sendInteractiveButtons({
    ...{ ...to, bodyText: 'Показать?' },
    buttons: [
      { id: 'yes', title: 'Да' },
      { id: 'no', title: 'Нет' },
    ],
  })
  await messages.sendInteractiveList({
    ...{ ...to, bodyText: 'Ткань?', buttonText: 'Выбрать' },
    sections: [{ title: 'Ткани', rows: [{ id: 'r1', title: 'Рогожка' }] }],
  })
  await messages.sendLocation({ ...to, location: { latitude: 55.75, longitude: 37.61 } })
  await messages.sendReaction({ ...to, reaction: { messageId: question, emoji: '👍' } })
  await messages.markRead({ phoneNumberId: NUMBER, messageId: question })
  await eventually(async () => (await person.sees()).messages.at(-1).status === 'read')
  const seen = (await person.sees()).messages
  assert.equal(seen[1].replyTo.text, 'Есть в сером?')
  assert.equal(seen[2].content.buttons[0].title, 'Да')
  assert.equal(seen[3].content.list.sections[0].rows[0].id, 'r1')
  assert.equal(seen[4].content.location.latitude, 55.75)
  assert.deepEqual(seen[0].reactions, [{ by: 'bot', emoji: '👍' }])
})

test('the client uploads, sends and downloads files', async (t) => {
  const business = await openBusiness(t)
  const person = await business.acquaintance()
  const { media, messages } = clientOf(business)
  const file = new Blob(['текст'], { type: 'text/plain' })
  const { id } = await media.upload({
    ...{ phoneNumberId: NUMBER, type: 'text/plain', file, fileName: 'Акт.txt' },
  })
  await messages.sendDocument({
    ...{ phoneNumberId: NUMBER, to: person.id, document: { id, filename: 'Акт сверки.txt' } },
  })
  const bytes = await media.download({ mediaId: id, auth: 'always' })
  assert.equal(Buffer.from(bytes as ArrayBuffer).toString(), 'текст')
  await media.delete({ mediaId: id })
  await assert.rejects(media.get({ mediaId: id }), GraphApiError)
  assert.equal((await person.sees()).messages[1].content.file.name, 'Акт сверки.txt')
})

test('the client keeps templates and sends them', async (t) => {
  const business = await openBusiness(t)
  const person = await business.person()
  const { templates, messages } = clientOf(business)
  const made = (await templates.create({
    ...{ businessAccountId: ACCOUNT, name: 'welcome_back', language: 'ru', category: 'UTILITY' },
    components: [
      {
        type: 'BODY',
        text: 'Ждём вас снова, {{1}}, в нашем магазине',
        example: { body_text: [['Анна']] },
      },
    ],
  })) as { id: string; status: string }
  assert.equal(made.status, 'PENDING')
  await business.control('POST', `/templates/${made.id}/approve`)
  const list = await templates.list({ businessAccountId: ACCOUNT, limit: 10 })
  assert.equal(list.data[0]!.status, 'APPROVED')
  await messages.sendTemplate({
    ...{ phoneNumberId: NUMBER, to: person.id },
    template: {
      name: 'welcome_back',
      language: { code: 'ru' },
      components: [{ type: 'body', parameters: [{ type: 'text', text: 'Анна' }] }],
    },
  })
  assert.match((await person.sees()).messages[0].content.text, /снова, Анна, в/)
  await templates.delete({ businessAccountId: ACCOUNT, name: 'welcome_back' })
})

test('the client recognises every refusal', async (t) => {
  const business = await openBusiness(t)
  const person = await business.person()
  const { messages } = clientOf(business)
  const send = () => messages.sendText({ phoneNumberId: NUMBER, to: person.id, body: 'x' })
  const refused = (check: (error: GraphApiError) => boolean) => (error: unknown) =>
    error instanceof GraphApiError && check(error)
  await assert.rejects(
    send(),
    refused((error) => error.code === 131047 && error.httpStatus === 400),
  )
  await person.writes('Здравствуйте')
  await business.fault({ kind: 'too-many-requests', count: 1 })
  await assert.rejects(
    send(),
    refused((error) => error.isRateLimit()),
  )
  await business.fault({ kind: 'unauthorized', count: 1 })
  await assert.rejects(
    send(),
    refused((error) => error.isAuthError()),
  )
})

test('the client’s parser reads the webhooks, and its check the signatures', async (t) => {
  const business = await openBusiness(t)
  const hook = await business.subscribe(t)
  const person = await business.person({ name: 'Анна', phone: '79161234567' })
  await person.writes('Привет 😮')
  await person.do('media', { kind: 'document', caption: 'договор' })
  await business.text(person.id, 'Добрый день')
  await eventually(() => hook.heard.length === 5)
  for (const { raw, headers } of hook.heard)
    assert.ok(
      verifySignature({
        ...{ appSecret: SECRET, rawBody: raw },
        signatureHeader: String(headers['x-hub-signature-256']),
      }),
    )
  const read = hook.heard.map(({ body }) => normalizeWebhook(body))
  const [text] = read.flatMap(({ messages }) => messages).filter(({ type }) => type === 'text')
  assert.equal(text!.text?.body, 'Привет 😮')
  assert.equal(read[0]!.phoneNumberId, NUMBER)
  assert.equal(read[0]!.contacts[0]!.waId, '79161234567')
  const [file] = read.flatMap(({ messages }) => messages).filter(({ type }) => type === 'document')
  assert.equal(file!.document?.filename, 'Договор № 1042.pdf')
  const statuses = read.flatMap((one) => one.statuses.map(({ status }) => status))
  assert.deepEqual(statuses.sort(), ['delivered', 'read', 'sent'])
})
