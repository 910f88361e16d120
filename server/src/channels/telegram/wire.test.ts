/** The connector and the emulator, each written from the documentation by another hand. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'

import type {
  Amending,
  Connection,
  InboundEvent,
  OutboundMessage,
  PartContent,
} from '../contract.ts'
import { type Emulators, startEmulators } from '../suite/emulators.ts'
import { localFile, outbound, pixel, refusal, sendAll } from '../suite/sending.ts'
import { telegram } from './index.ts'

const webhookSecret = 'kQ3v-0123456789_abcdefghijklmnopqrstuvwxyzA'

let emulators: Emulators
let bot: { id: number; token: string }
let person: { id: number }
let thread: OutboundMessage['thread']
let connection: Required<Connection & Amending>
let cursor: string | undefined

const control = <Answer = unknown>(path: string, body?: object) =>
  emulators.control<Answer>('telegram', path, body)
const does = <Answer = { messageId: number }>(action: string, body: object = {}) =>
  control<Answer>(`bots/${bot.id}/people/${person.id}/${action}`, body)
const breaks = (kind: string, more: object = {}) =>
  control(`bots/${bot.id}/faults`, { kind, count: 1, ...more })

function connect(token: string) {
  const environment = emulators.environment('telegram')
  return telegram.connect({ token, webhookSecret }, environment) as typeof connection
}

before(async () => {
  emulators = await startEmulators()
  bot = await control('bots', { name: 'Верба', username: 'verba_bot' })
  person = await control('people', { firstName: 'Олег', phone: '+79160000001' })
  thread = String(person.id) as typeof thread
  connection = connect(bot.token)
})
after(() => emulators[Symbol.asyncDispose]())

/** Asks again while less has come: a poll returns with the first part of an album. */
async function receive(count: number): Promise<InboundEvent[]> {
  const events: InboundEvent[] = []
  while (events.length < count) {
    const polled = await connection.poll(cursor, AbortSignal.timeout(5000))
    assert(polled.updates.length > 0, `Only ${events.length} of ${count} came`)
    cursor = polled.cursor
    events.push(...polled.updates.flatMap((body) => connection.translate(body)))
  }
  return events
}

async function receiveOne<Type extends InboundEvent['type']>(type: Type) {
  const [event] = await receive(1)
  assert.equal(event?.type, type)
  return event as Extract<InboundEvent, { type: Type }>
}

const say = (fields: Partial<OutboundMessage>) =>
  sendAll(connection, outbound({ thread, ...fields }))
const sendParts = (parts: PartContent[]) => sendAll(connection, outbound({ thread }), parts)

interface Shown {
  id: number
  content: { text?: string; caption?: string }
  buttons?: unknown
  replyTo?: { id: number }
}
async function lastShown(): Promise<Shown> {
  const chat = await control<{ messages: Shown[] }>(`bots/${bot.id}/chats/${person.id}`)
  return chat.messages.at(-1)!
}

describe('Telegram on the wire', () => {
  test('[TG-08] tells the name of the bot', async () => {
    assert.deepEqual(await connection.identify(), {
      externalId: String(bot.id),
      name: 'Верба',
      username: 'verba_bot',
      link: 'https://t.me/verba_bot',
    })
  })

  test('[TG-09] a token of nobody is told from a silent network', async () => {
    const wrong = await refusal(connect(`7100000099:${'A'.repeat(35)}`).identify())
    assert.equal(wrong.reason, 'misconfigured')
    await breaks('server-error', { methods: ['*'] })
    assert.equal((await refusal(connection.identify())).reason, 'unreachable')
  })

  test('[TG-01] receives whatever a person sends, with the bytes of their files', async () => {
    await does('start', { payload: 'site-42' })
    assert.equal((await receiveOne('started')).payload, 'site-42')

    const ours: Record<string, string> = { photo: 'image', video_note: 'round-video' }
    const kinds = 'photo document voice audio video video_note animation sticker'.split(' ')
    for (const kind of kinds) {
      await does('media', { kind })
      const [file] = (await receiveOne('message')).content.files
      assert.equal(file?.kind, ours[kind] ?? kind)
      const bytes = await new Response(await connection.fetchFile(file.reference)).bytes()
      assert.equal(bytes.length, file.bytes)
    }
  })

  test('receives albums, places, contacts and edits', async () => {
    await does('album', { parts: [{ kind: 'photo', caption: 'два' }, { kind: 'photo' }] })
    const [one, two] = await receive(2)
    assert(one?.type === 'message' && two?.type === 'message')
    assert(one.content.albumId && one.content.albumId === two.content.albumId)

    await does('location', { latitude: 55.75, longitude: 37.61 })
    assert.equal((await receiveOne('message')).content.location?.latitude, 55.75)
    await does('contact')
    const own = { name: 'Олег', phone: '+79160000001', isOwn: true }
    assert.deepEqual((await receiveOne('message')).content.sharedContact, own)

    const { messageId } = await does('text', { text: 'привет' })
    const { id } = await receiveOne('message')
    await does('edit', { messageId, text: 'привет!' })
    const edit = await receiveOne('edit')
    assert.deepEqual([edit.id, edit.content.text], [id, 'привет!'])
  })

  test('[TG-11] answers with buttons, and a press comes back', async () => {
    const { messageId } = await does('text', { text: 'вопрос' })
    const { id: replyTo } = await receiveOne('message')
    const rows = [[{ label: 'Да', value: 'yes' }]]
    await say({ text: 'Ответ', replyTo, buttons: { placement: 'inline', rows } })
    const { id, content, buttons, replyTo: replied } = await lastShown()
    assert.deepEqual([content.text, replied?.id], ['Ответ', messageId])
    assert.deepEqual(buttons, [[{ text: 'Да', callback_data: 'yes' }]])

    await does('press', { messageId: id, data: 'yes' })
    const press = await receiveOne('press')
    assert.deepEqual([press.value, press.label], ['yes', 'Да'])
    const acknowledgement = connection.renderAcknowledgement(press.acknowledgeToken!)
    await sendParts(acknowledgement)
    await sendParts(acknowledgement)
  })

  test('sends files of every kind, one by one and together', async () => {
    const photo = (name: string) => localFile('image', 'image/png', name)
    const file = localFile('document', 'text/plain', 'счёт.txt')
    const voice = localFile('voice', 'audio/ogg', 'голос.ogg')
    assert.equal((await say({ files: [photo('a')], text: 'подпись' })).length, 1)
    assert.equal((await lastShown()).content.caption, 'подпись')
    const files = [photo('a'), photo('b'), photo('c'), file, voice]
    assert.equal((await say({ files })).length, 5)
    assert.equal((await say({ text: 'я'.repeat(9000) })).length, 3)
    await connection.showTyping(thread)

    const [messageId] = (await say({ files: [file] })).map((id) => Number(id.split(':')[1]))
    const { content } = await lastShown()
    const document = (content as { document?: { file_id: string; file_name: string } }).document
    assert.deepEqual([messageId, document?.file_name], [(await lastShown()).id, 'счёт.txt'])
    const sent = await new Response(await connection.fetchFile(document!.file_id)).bytes()
    assert.deepEqual(Buffer.from(sent), pixel)
  })

  test('edits and deletes, and does not mind doing it twice', async () => {
    const ids = await say({ text: 'исправь' })
    const amendment = { thread, ids, isCaption: false }
    const edit = connection.renderEdit({ ...amendment, text: 'исправлено' })
    await sendParts(edit)
    await sendParts(edit)
    assert.equal((await lastShown()).content.text, 'исправлено')
    const deletion = connection.renderDeletion(amendment)
    await sendParts(deletion)
    await sendParts(deletion)
    const { reason } = await refusal(sendParts(edit))
    assert.equal(reason, 'rejected', 'nobody sees the new text')
  })

  test('[TG-12] knows who blocked us', async () => {
    await does('block')
    await receiveOne('blocked')
    assert.equal((await refusal(say({ text: 'а' }))).reason, 'recipient-blocked')
    await does('unblock')
    await receiveOne('unblocked')
  })

  test('[H-09] an answer that was lost leaves the outcome unknown', async () => {
    for (const kind of ['answer-lost', 'garbage', 'server-error']) {
      await breaks(kind)
      assert.equal((await refusal(say({ text: kind }))).executed, 'unknown', kind)
    }
    await breaks('too-many-requests', { retryAfter: 5 })
    const { reason, executed, retryAfterMs } = await refusal(say({ text: 'а' }))
    assert.deepEqual([reason, executed, retryAfterMs], ['throttled', 'no', 5000])
  })
})
