/** The connector and the emulator, each written from the documentation by another hand. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { fillTemplate } from '@otklik/protocol'
import type { TemplateContent } from '@otklik/protocol/settings'

import type { Connection, LocalFile, OutboundMessage, PartContent } from '../../contract.ts'
import { type Emulators, startEmulators } from '../../suite/emulators.ts'
import { localFile, outbound, outboundPart, refusal, sendAll } from '../../suite/sending.ts'
import { openWebhookDoor, type WebhookDoor } from '../../suite/webhook-door.ts'
import { whatsapp } from '../index.ts'

let emulators: Emulators
let door: WebhookDoor
let number: Record<'id' | 'account' | 'app' | 'appSecret' | 'token' | 'phone', string>
let person: { id: string }
let thread: OutboundMessage['thread']
let connection: Connection

const control = <Answer = unknown>(path: string, body?: object) =>
  emulators.control<Answer>('whatsapp', path, body)
const does = (action: string, body: object = {}) =>
  control<{ messageId: string }>(`numbers/${number.id}/people/${person.id}/${action}`, body)
const breaks = (kind: string, more: object = {}) =>
  control(`numbers/${number.id}/faults`, { kind, count: 1, ...more })
const say = (fields: Partial<OutboundMessage>) =>
  sendAll(connection, outbound({ thread, ...fields }))

function settings(token = number.token) {
  const { id: phoneNumberId, account: accountId, app: appId, appSecret } = number
  const webhookSecret = 'kQ3v-0123456789_abcdefghijklmnopqrstuvwxyzA'
  return { provider: 'cloud', phoneNumberId, accountId, appId, appSecret, token, webhookSecret }
}
const connect = (token?: string) =>
  whatsapp.connect(settings(token), emulators.environment('whatsapp')) as Connection

interface Shown {
  id: string
  from: string
  text?: string
  parts?: { kind: string }[]
  buttons?: unknown
  replyTo?: unknown
}
const shown = async () => {
  const { messages } = await control<{ messages: Shown[] }>(
    `numbers/${number.id}/chats/${person.id}`,
  )
  return messages
}

before(async () => {
  emulators = await startEmulators()
  number = await control('numbers', { name: 'Верба Мебель' })
  person = await control('people', { name: 'Олег', phone: '79160000001' })
  connection = connect()
  door = await openWebhookDoor({
    kind: whatsapp,
    settings: () => settings(),
    environment: emulators.environment('whatsapp'),
    translate: (body) => connection.translate(body),
  })
})
after(async () => {
  await door[Symbol.asyncDispose]()
  await emulators[Symbol.asyncDispose]()
})

describe('The Cloud API on the wire', () => {
  test('[WA-04] tells the phone of the number by itself', async () => {
    const phone = `+${number.phone}`
    assert.deepEqual(await connection.identify(), {
      externalId: number.id,
      name: 'Верба Мебель',
      link: `https://wa.me/${number.phone}`,
      facts: { phone },
    })
  })

  test('tells when the token ends, and nothing of one that does not', async () => {
    assert.equal(await connection.tokenEndsAt?.(), undefined)
    const expiresAt = Math.round(Date.now() / 1000) + 5 * 86_400
    await control(`numbers/${number.id}/token-end`, { expiresAt })
    assert.deepEqual(await connection.tokenEndsAt?.(), new Date(expiresAt * 1000))
  })

  test('[D-05] a wrong token is told from a silent network', async () => {
    assert.equal((await refusal(connect('not-a-token').identify())).reason, 'misconfigured')
    await breaks('server-error', { methods: ['*'] })
    assert.equal((await refusal(connection.identify())).reason, 'unreachable')
  })

  test('answers who asks for the verify token, and is called from then on', async () => {
    await connection.subscribe?.(door.url)
    assert(await connection.isSubscribed?.(door.url))
    assert(!(await connection.isSubscribed?.(`${door.url}-of-another`)))
  })

  test('[WA-01] receives what a person writes, and from whom', async () => {
    await does('text', { text: 'Здравствуйте, это «Верба»? 😀' })
    const event = await door.next('message')
    thread = event.thread.id
    assert.equal(event.content.text, 'Здравствуйте, это «Верба»? 😀')
    assert.match(event.from.address, /^[A-Z]{2}\.\w+$/, 'known by an id of the business')
    assert.partialDeepStrictEqual(event.from, { name: 'Олег', phone: '+79160000001' })
    assert(Math.abs(event.at.getTime() - Date.now()) < 60_000)
  })

  test('[WA-01] receives files of every kind with their bytes', async () => {
    const ours: Record<string, string> = { photo: 'image' }
    for (const kind of ['photo', 'document', 'voice', 'audio', 'video', 'sticker']) {
      await does('media', { kind })
      const [file] = (await door.next('message')).content.files
      assert.equal(file?.kind, ours[kind] ?? kind)
      const stream = await connection.fetchFile!(file.reference)
      assert((await new Response(stream).bytes()).length > 0)
    }
  })

  test('receives places, cards, answers and what cannot be shown', async () => {
    await does('location', { latitude: 55.75, longitude: 37.61, name: 'Шоурум' })
    const { location } = (await door.next('message')).content
    assert.deepEqual([location?.latitude, location?.title], [55.75, 'Шоурум'])
    await does('contact', { name: 'Ирина Соколова', phone: '79160000002' })
    const card = (await door.next('message')).content.sharedContact
    assert.equal(card?.name, 'Ирина Соколова')
    await does('unsupported', { was: 'poll' })
    assert.equal((await door.next('message')).content.unsupported, 'poll')
    const [ours] = await say({ text: 'Какой диван?' })
    await does('text', { text: 'Осло', replyTo: (await shown()).at(-1)!.id })
    const { replyTo } = (await door.next('message')).content
    assert.deepEqual(replyTo, { id: ours, isOurs: true })
  })

  test('[WA-01] answers with text and files, and hears how they fared', async () => {
    const [id] = await say({ text: 'Добрый день' })
    const heard: string[] = []
    while (!heard.includes('delivered')) {
      const receipt = await door.next('receipt')
      if (!('id' in receipt) || receipt.id !== id) continue
      assert.equal(receipt.key, 'key', 'what was sent along comes back')
      heard.push(receipt.status)
    }
    assert.equal(heard[0], 'sent')
    const files: LocalFile[] = [
      localFile('image', 'image/png', 'Диван.png'),
      localFile('document', 'application/pdf', 'Договор №5.pdf'),
    ]
    assert.equal((await say({ files, text: 'Вот схема' })).length, 2)
    const last = (await shown()).slice(-2)
    assert.match(JSON.stringify(last), /Вот схема/)
    assert.match(JSON.stringify(last), /Договор №5\.pdf/)
    assert.equal((await say({ text: 'я'.repeat(9000) })).length, 3)
  })

  test('[COM-20] what a person presses comes back, from buttons and from a list', async () => {
    for (const count of [2, 5]) {
      const rows = Array.from({ length: count }, (_, n) => [{ label: `№ ${n}`, value: `v${n}` }])
      const [ours] = await say({ text: 'Что дальше?', buttons: { placement: 'inline', rows } })
      const { id: messageId } = (await shown()).at(-1)!
      await does('press', { messageId, index: 1 })
      const press = await door.next('press')
      assert.deepEqual([press.value, press.label, press.messageId], ['v1', '№ 1', ours])
    }
  })

  test('says the same of a refusal at once and of one that comes later', async () => {
    await breaks('refuse', { code: 131026 })
    assert.equal((await refusal(say({ text: 'а' }))).reason, 'recipient-gone')
    await breaks('refuse-late', { code: 131026 })
    const [id] = await say({ text: 'б' })
    assert.partialDeepStrictEqual(await door.next('failure'), {
      id,
      reason: 'recipient-gone',
      code: '131026',
    })
  })

  test('what waits for a number that was taken away waits until it is back', async () => {
    const gone = whatsapp.connect(
      { ...settings(), phoneNumberId: '100000000000001' },
      emulators.environment('whatsapp'),
    ) as Connection
    const image = localFile('image', 'image/png', 'a.png')
    for (const fields of [{ text: 'а' }, { files: [image] }]) {
      const error = await refusal(sendAll(gone, outbound({ thread, ...fields })))
      assert.partialDeepStrictEqual(
        { ...error },
        { reason: 'misconfigured', executed: 'no', pauses: 'channel' },
      )
    }
  })

  test('[D-10] nothing is sent through a closed window', async () => {
    const stranger = await control<{ id: string }>('people', { name: 'Вера', phone: '79160000009' })
    assert(stranger.id)
    const to = connection.reach?.({ phone: '8 916 000-00-09' })
    assert.equal(to?.address, '79160000009')
    const error = await refusal(say({ thread: to.thread, text: 'Здравствуйте' }))
    assert.deepEqual([error.reason, error.code], ['window-closed', '131047'])
  })

  test('[WA-07] [WA-08] [D-10] a template is handed in, approved, and passes a closed window', async () => {
    const content: TemplateContent = {
      header: { kind: 'text', text: 'Заказ {{1}}' },
      body: 'Здравствуйте, {{1}}! Ваш заказ {{2}} уже в пути.',
      footer: 'Верба Мебель',
      buttons: [
        { kind: 'reply', label: 'Спасибо' },
        { kind: 'url', label: 'Отследить', url: 'https://verba.example/{{1}}' },
      ],
      samples: { 'header.1': '№5', 'body.1': 'Анна', 'body.2': '№5', 'buttons.1.1': 'track/5' },
    }
    const draft = { name: 'order_shipped', language: 'ru', category: 'utility', content } as const
    const templates = connection.templates!
    const { openFile, linkFile } = outboundPart({} as PartContent, outbound({}))
    const { externalId, state } = await templates.submit(draft, { openFile, linkFile })
    assert.equal(state, 'pending')
    await control(`templates/${externalId}/approve`, {})
    assert.partialDeepStrictEqual(await door.next('template'), { externalId, state: 'approved' })
    const listed = (await templates.list()).find((each) => each.externalId === externalId)
    assert.partialDeepStrictEqual(listed, { name: 'order_shipped', language: 'ru', content })
    assert.deepEqual(listed?.unsupported, undefined)
    const values = { 'header.1': '№7', 'body.1': 'Вера', 'body.2': '№7', 'buttons.1.1': 'track/7' }
    const filled = fillTemplate(listed!.content, values)
    const { name, language } = draft
    const template = { externalId, name, language, content: listed!.content, values }
    const rows = filled.buttons.map((button) => [
      button.kind === 'reply'
        ? { label: button.label, value: button.value ?? button.label }
        : { label: button.label, url: 'x' },
    ])
    const to = connection.reach?.({ phone: '+7 916 000-00-09' })
    await say({
      thread: to!.thread,
      text: filled.body,
      template,
      buttons: { placement: 'inline', rows },
    })
    const { messages } = await control<{ messages: Shown[] }>(
      `numbers/${number.id}/chats/79160000009`,
    )
    assert.match(JSON.stringify(messages), /Здравствуйте, Вера! Ваш заказ №7 уже в пути/)
  })

  test('[WA-08] [WA-09] a template may show a picture, and is archived', async () => {
    const content: TemplateContent = {
      header: { kind: 'image', sampleFileId: 'a.png' },
      body: 'Новая коллекция уже в салоне',
      buttons: [],
      samples: {},
    }
    const files = [localFile('image', 'image/png', 'a.png')]
    const { openFile, linkFile } = outboundPart({} as PartContent, outbound({ files }))
    const draft = { name: 'spring', language: 'ru', category: 'marketing', content } as const
    const { externalId } = await connection.templates!.submit(draft, { openFile, linkFile })
    await control(`templates/${externalId}/approve`, {})
    await door.next('template')
    const header = { kind: 'image' as const }
    const template = { externalId, ...draft, content: { ...content, header }, values: {} }
    await say({ text: content.body, files, template })
    assert.match(JSON.stringify((await shown()).at(-1)), /image/)
    await connection.templates!.archive!({ externalId, name: draft.name })
    const listed = await connection.templates!.list()
    assert.equal(listed.find((each) => each.externalId === externalId)?.state, 'archived')
  })

  test('[H-11] slows down for one person, or for all', async () => {
    await breaks('refuse', { code: 131056 })
    assert.partialDeepStrictEqual({ ...(await refusal(say({ text: 'а' }))) }, { pauses: 'lane' })
    await breaks('too-many-requests')
    const error = await refusal(say({ text: 'а' }))
    assert.partialDeepStrictEqual({ ...error }, { reason: 'throttled', pauses: 'channel' })
  })

  test('[H-09] an answer that was lost leaves the outcome unknown', async () => {
    for (const kind of ['answer-lost', 'garbage', 'server-error']) {
      await breaks(kind)
      assert.equal((await refusal(say({ text: kind }))).executed, 'unknown', kind)
    }
  })

  test('[H-01] a call that is not signed, or not by Meta, is turned away', async () => {
    for (const kind of ['unsigned', 'bad-signature']) {
      const before = door.forged
      await breaks(kind)
      await does('text', { text: kind })
      await door.next('message')
      assert.equal(door.forged, before + 1, kind)
    }
  })

  test('leaves when it is disconnected', async () => {
    await connection.unsubscribe?.()
    assert(!(await connection.isSubscribed?.(door.url)))
  })
})
