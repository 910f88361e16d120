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
import { max } from './index.ts'

const webhookSecret = 'kQ3v-0123456789_abcdefghijklmnopqrstuvwxyzA'

let emulators: Emulators
let bot: { id: string; token: string }
let person: { id: string }
let thread: OutboundMessage['thread']
let connection: Required<Connection & Amending>
let cursor: string | undefined

const control = <Answer = unknown>(path: string, body?: object) =>
  emulators.control<Answer>('max', path, body)
const does = <Answer = { messageId: string }>(action: string, body: object = {}) =>
  control<Answer>(`bots/${bot.id}/people/${person.id}/${action}`, body)

function connect(token: string) {
  return max.connect({ token, webhookSecret }, emulators.environment('max')) as typeof connection
}

before(async () => {
  emulators = await startEmulators()
  bot = await control('bots', { name: 'Верба' })
  person = await control('people', { firstName: 'Олег', phone: '+79160000001' })
  thread = String(person.id) as typeof thread
  connection = connect(bot.token)
})
after(() => emulators[Symbol.asyncDispose]())

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
  id: string
  text?: string
  content?: { text?: string }
}
async function shown(): Promise<Shown[]> {
  return (await control<{ messages: Shown[] }>(`bots/${bot.id}/chats/${person.id}`)).messages
}
const textOf = (message: Shown | undefined) => message?.content?.text ?? message?.text

describe('MAX on the wire', () => {
  test('tells the name of the bot, and a wrong token from a network that fails', async () => {
    const identity = await connection.identify()
    assert.equal(identity.name, 'Верба')
    assert.match(identity.externalId, /^\d+$/)
    const wrong = await refusal(connect('f9LHodD0cOK1-nobody-has-this-token').identify())
    assert.equal(wrong.reason, 'misconfigured')
  })

  test('brings a start with its payload, and a text', async () => {
    await does('start', { payload: 'site_promo42' })
    assert.partialDeepStrictEqual(await receiveOne('started'), {
      payload: 'site_promo42',
      thread: { id: thread },
    })
    const { messageId } = await does('text', { text: 'Здравствуйте 😀' })
    const message = await receiveOne('message')
    assert.equal(message.id, messageId)
    assert.equal(message.content.text, 'Здравствуйте 😀')
    assert.equal(message.from.name, 'Олег')
  })

  test('brings a file that can be fetched', async () => {
    await does('media', { kind: 'document' })
    const { content } = await receiveOne('message')
    const [file] = content.files
    assert(file)
    const bytes = await new Response(await connection.fetchFile(file.reference)).arrayBuffer()
    assert(bytes.byteLength > 0)
  })

  test('a file whose address has ended is found by its message', async () => {
    await does('media', { kind: 'photo' })
    await does('media', { kind: 'document' })
    const messages = (await receive(2)) as Extract<InboundEvent, { type: 'message' }>[]
    for (const { content } of messages) {
      const { reference } = content.files[0]!
      await control(`bots/${bot.id}/faults`, { kind: 'media-expired', count: 1 })
      const bytes = await new Response(await connection.fetchFile(reference)).bytes()
      assert(bytes.length > 0)
    }
    await does('delete', { messageId: messages[0]!.id })
    await receiveOne('deletion')
    await control(`bots/${bot.id}/faults`, { kind: 'media-expired', count: 1 })
    const gone = refusal(connection.fetchFile(messages[0]!.content.files[0]!.reference))
    assert.equal((await gone).reason, 'rejected')
  })

  test('brings an edit and a removal', async () => {
    const { messageId } = await does('text', { text: 'первый' })
    await receiveOne('message')
    await does('edit', { messageId, text: 'второй' })
    const edit = await receiveOne('edit')
    assert.deepEqual([edit.id, edit.content.text], [messageId, 'второй'])
    await does('delete', { messageId })
    assert.deepEqual((await receiveOne('deletion')).ids, [messageId])
  })

  test('sends a text, changes it and takes it back', async () => {
    const [id] = await say({ text: 'Добрый день' })
    assert.equal(textOf((await shown()).at(-1)), 'Добрый день')
    const amendment = { thread, ids: [id!], text: 'Добрый вечер' }
    await sendParts(connection.renderEdit(amendment))
    assert.equal(textOf((await shown()).at(-1)), 'Добрый вечер')
    await sendParts(connection.renderDeletion(amendment))
    await sendParts(connection.renderDeletion(amendment))
  })

  test('sends formats, and what only looks like them as it was typed', async () => {
    await say({ text: 'Ровно <b>5</b> & 3', format: [{ type: 'bold', offset: 0, length: 5 }] })
    const last = (await shown()).at(-1)
    assert.equal(textOf(last), 'Ровно <b>5</b> & 3')
    assert.match(JSON.stringify(last), /"entities":\[{"type":"bold","offset":0,"length":5}\]/)
  })

  test('sends files in three steps, pictures together and papers alone', async () => {
    const files = [
      localFile('image', 'image/png', 'a.png'),
      localFile('image', 'image/png', 'b.png'),
      localFile('document', 'application/pdf', 'договор.pdf'),
    ]
    const before = (await shown()).length
    const ids = await say({ text: 'Вот', files })
    assert.equal(ids.length, 2)
    assert.equal((await shown()).length, before + 2)
    assert(pixel.length > 0)
  })

  test('[COM-22] shows buttons, hears a press and acknowledges it', async () => {
    const buttons = { placement: 'inline' as const, rows: [[{ label: 'Да', value: 'yes' }]] }
    const [id] = await say({ text: 'Подтвердить?', buttons })
    await does('press', { messageId: id, data: 'yes' })
    const press = await receiveOne('press')
    assert.partialDeepStrictEqual(press, { value: 'yes', label: 'Да', messageId: id })
    await sendParts(connection.renderAcknowledgement(press.acknowledgeToken!))
  })

  test('knows who stopped the bot, before and after sending', async () => {
    await does('stop')
    assert.equal((await receiveOne('blocked')).thread.id, thread)
    const error = await refusal(say({ text: 'Вы здесь?' }))
    assert.deepEqual([error.reason, error.executed], ['recipient-blocked', 'no'])
    await does('start')
    await receiveOne('started')
    await say({ text: 'С возвращением' })
  })
})
