/** The connector and the emulator, each written from the documentation by another hand. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { fillTemplate } from '@otklik/protocol'
import type { TemplateContent } from '@otklik/protocol/settings'

import type { Connection, OutboundMessage, OutboundPart, PartContent } from '../../contract.ts'
import { type Emulators, startEmulators } from '../../suite/emulators.ts'
import { localFile, outbound, outboundPart, pixel, refusal } from '../../suite/sending.ts'
import { openWebhookDoor, type WebhookDoor } from '../../suite/webhook-door.ts'
import { whatsapp } from '../index.ts'

let emulators: Emulators
let door: WebhookDoor
let number: { id: string; subject: string; token: string; phone: string; webhookKey: string }
let person: { id: string }
let thread: OutboundMessage['thread']
let connection: Connection
let keys = 0

const control = <Answer = unknown>(path: string, body?: object) =>
  emulators.control<Answer>('edna', path, body)
const does = (action: string, body: object = {}) =>
  control<{ messageId: string }>(`subjects/${number.id}/people/${person.id}/${action}`, body)
const breaks = (kind: string, more: object = {}) =>
  control(`subjects/${number.id}/faults`, { kind, count: 1, ...more })
const patch = async (changes: object) => {
  const init = { method: 'PATCH', body: JSON.stringify(changes) }
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`${emulators.url}/edna/_control/subjects/${number.id}`, {
    ...init,
    headers,
  })
  assert(answer.ok, await answer.text())
}

/** edna fetches files: somebody has to have them. */
const files = createServer((_, response) => response.writeHead(200, picture).end(pixel))
const picture = { 'content-type': 'image/png' }

/** As the product sends them: each part has a key of its own, the same for every attempt. */
async function say(fields: Partial<OutboundMessage>, key?: string) {
  const message = outbound({ thread, ...fields })
  const ids: string[] = []
  for (const content of connection.render(message)) {
    const part = outboundPart(content, message)
    const linkFile: OutboundPart['linkFile'] = async (id) => {
      const { file } = await part.linkFile(id)
      const { port } = files.address() as AddressInfo
      return { file, url: `http://127.0.0.1:${port}/${encodeURIComponent(file.name)}` }
    }
    const sent = { ...part, linkFile, key: key ?? `01a20464-8cf1-75b1-9c98-${++keys}` }
    ids.push(...(await connection.send(sent)).ids)
  }
  return ids
}

let webhookKey: string | undefined
function settings(token = number.token, subject = number.subject) {
  const webhookSecret = 'kQ3v-0123456789_abcdefghijklmnopqrstuvwxyzA'
  return { provider: 'edna', subject, token, webhookSecret, ...(webhookKey && { webhookKey }) }
}
const connect = (...given: [token?: string, subject?: string]) =>
  whatsapp.connect(settings(...given), emulators.environment('edna')) as Connection

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
    `subjects/${number.id}/chats/${person.id}`,
  )
  return messages
}

/** edna comes for files after it has answered. */
async function delivered(ids: string[]): Promise<void> {
  const waiting = new Set(ids)
  while (waiting.size > 0) {
    const receipt = await door.next('receipt')
    if ('id' in receipt) waiting.delete(receipt.id)
  }
}

before(async () => {
  emulators = await startEmulators()
  await once(files.listen(0, '127.0.0.1'), 'listening')
  number = await control('subjects', { name: 'Верба Мебель' })
  person = await control('people', { name: 'Олег', phone: '79160000001' })
  connection = connect()
  door = await openWebhookDoor({
    kind: whatsapp,
    settings: () => settings(),
    environment: emulators.environment('edna'),
    translate: (body) => connection.translate(body),
  })
})
after(async () => {
  files.close()
  await door[Symbol.asyncDispose]()
  await emulators[Symbol.asyncDispose]()
})

describe('edna on the wire', () => {
  test('[WA-03] [WA-04] finds the number by its subject, and its phone by itself', async () => {
    const identity = {
      externalId: `edna:${number.id}`,
      name: 'Верба Мебель',
      link: `https://wa.me/${number.phone}`,
      facts: { phone: `+${number.phone}` },
    }
    assert.deepEqual(await connection.identify(), identity)
    assert.deepEqual(await connect(number.token, number.id).identify(), identity)
  })

  test('[WA-03] [D-05] a subject of nobody is told from a silent network', async () => {
    assert.equal((await refusal(connect('not-a-key').identify())).reason, 'misconfigured')
    const nobody = await refusal(connect(number.token, 'nobody_WA').identify())
    assert.deepEqual([nobody.reason, nobody.code], ['misconfigured', 'subject-not-found'])
    await breaks('server-error', { methods: ['*'] })
    assert.equal((await refusal(connection.identify())).reason, 'unreachable')
  })

  test('answers who looks whether somebody is there, and is called from then on', async () => {
    await connection.subscribe?.(door.url)
    assert.equal(door.forged, 0)
  })

  test('[WA-01] receives what a person writes, and from whom', async () => {
    await does('text', { text: 'Здравствуйте' })
    const event = await door.next('message')
    thread = event.thread.id
    assert.equal(event.content.text, 'Здравствуйте')
    assert.partialDeepStrictEqual(event.from, { address: '79160000001', phone: '+79160000001' })
  })

  test('[WA-01] receives files with their bytes, and places', async () => {
    for (const kind of ['photo', 'document', 'video']) {
      await does('media', { kind })
      const [file] = (await door.next('message')).content.files
      assert.equal(file?.kind, kind === 'photo' ? 'image' : kind)
      const stream = await connection.fetchFile!(file.reference)
      assert((await new Response(stream).bytes()).length > 0)
    }
    await does('location', { latitude: 55.75, longitude: 37.61 })
    assert.equal((await door.next('message')).content.location?.latitude, 55.75)
  })

  test('[WA-01] answers with text and files, and hears how they fared', async () => {
    const [id] = await say({ text: 'Добрый день' })
    const receipt = await door.next('receipt')
    assert.partialDeepStrictEqual(receipt, { status: 'delivered', id })
    const sent = [
      localFile('image', 'image/png', 'Диван.png'),
      localFile('document', 'application/pdf', `${'Договор '.repeat(12)}.pdf`),
    ]
    const ids = await say({ files: sent, text: 'Вот схема' })
    assert.equal(ids.length, 2)
    await delivered(ids)
    const last = JSON.stringify((await shown()).slice(-2))
    assert.match(last, /Вот схема/)
    assert.match(last, /\.pdf/)
  })

  test('[COM-20] what a person presses comes back', async () => {
    const rows = [[{ label: 'Доставка', value: 'delivery' }], [{ label: 'Оплата', value: 'pay' }]]
    const [ours] = await say({ text: 'О чём?', buttons: { placement: 'inline', rows } })
    await does('press', { messageId: (await shown()).at(-1)!.id, index: 1 })
    const press = await door.next('press')
    assert.deepEqual([press.value, press.messageId], ['pay', ours])
  })

  test('[H-09] what was taken and not answered is sent again, and arrives once', async () => {
    // Left alone, edna itself cancels the same words said twice: the key is what is looked at.
    await patch({ takesRepeats: true })
    const before = (await shown()).length
    await breaks('answer-lost')
    assert.equal((await refusal(say({ text: 'Один раз' }, 'same-key'))).executed, 'unknown')
    assert.deepEqual(await say({ text: 'Один раз' }, 'same-key'), ['key:same-key'])
    assert.equal((await shown()).length, before + 1)
    await say({ text: 'Один раз' }, 'another-key')
    assert.equal((await shown()).length, before + 2)
    await patch({ takesRepeats: false })
  })

  test('[D-10] nothing is sent through a closed window', async () => {
    await control('people', { name: 'Вера', phone: '79160000009' })
    const to = connection.reach?.({ phone: '+7 916 000-00-09' })
    const error = await refusal(say({ thread: to!.thread, text: 'Здравствуйте' }))
    assert.deepEqual([error.reason, error.executed], ['window-closed', 'no'])
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
      `subjects/${number.id}/chats/79160000009`,
    )
    assert.match(JSON.stringify(messages), /Здравствуйте, Вера! Ваш заказ №7 уже в пути/)
  })

  test('says why a message came to nothing after it was taken', async () => {
    await breaks('refuse-late')
    const [id] = await say({ text: 'Куда-то' })
    assert.equal((await door.next('failure')).id, id)
    await say({ text: 'Да' })
    const [again] = await say({ text: 'Да' })
    assert.partialDeepStrictEqual(await door.next('failure'), { id: again, reason: 'cancelled' })
    await patch({ hidesRequestIds: true, refusesLate: true })
    const to = connection.reach?.({ phone: '79160000009' })
    const [late] = await say({ thread: to!.thread, text: 'Здравствуйте' })
    assert.partialDeepStrictEqual(await door.next('failure'), { id: late, reason: 'window-closed' })
    await patch({ hidesRequestIds: false, refusesLate: false })
  })

  test('[REQ-11] learns afterwards what became of its messages while nobody was told', async () => {
    const since = new Date()
    await breaks('lost-update', { count: 4 })
    const key = crypto.randomUUID()
    const [id] = await say({ text: 'Пока нас не было' }, key)
    const statuses = async () => {
      const events = (await connection.catchUp!(since)).flatMap((body) =>
        connection.translate(body),
      )
      return events.flatMap((event) =>
        event.type === 'receipt' && 'id' in event && event.id === id ? [event.status] : [],
      )
    }
    const latest = performance.now() + 15_000
    let heard = await statuses()
    while (!heard.includes('read') && performance.now() < latest) {
      await wait(25)
      heard = await statuses()
    }
    assert.deepEqual(heard, ['read'])
  })

  test('finds its cascade again when it was made anew', async () => {
    await patch({ cascadeId: 4711 })
    assert.equal((await say({ text: 'Через другой каскад' })).length, 1)
  })

  test('[H-01] a key of webhooks has to come, as it is or after a word', async () => {
    webhookKey = number.webhookKey
    const before = door.forged
    await does('text', { text: 'без ключа' })
    for (const auth of ['raw', 'token']) {
      await patch({ auth })
      await does('text', { text: auth })
      assert((await door.next('message')).content.text)
    }
    assert(door.forged > before)
  })

  test('reads a list of callbacks, and passes over what nobody knows', async () => {
    await patch({ sendsArrays: true })
    await does('text', { text: 'в списке' })
    let { content } = await door.next('message')
    while (content.text !== 'в списке') content = (await door.next('message')).content
    await control(`subjects/${number.id}/updates`, { body: { type: 'from_the_future' } })
    assert.equal((await door.next('ignored')).what, 'from_the_future')
  })

  test('leaves when it is disconnected', async () => {
    await connection.unsubscribe?.()
  })
})
