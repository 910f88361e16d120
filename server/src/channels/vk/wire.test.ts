/** The connector and the emulator, each written from the documentation by another hand. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'

import type {
  Amending,
  Connection,
  Environment,
  InboundEvent,
  OutboundMessage,
  PartContent,
} from '../contract.ts'
import { type Emulators, startEmulators } from '../suite/emulators.ts'
import { testEnvironment } from '../suite/environment.ts'
import { localFile, outbound, outboundPart, refusal, sendAll } from '../suite/sending.ts'
import { vk } from './index.ts'

const webhookSecret = 'kQ3v-0123456789_abcdefghijklmnopqrstuvwxyzA'

let emulators: Emulators
let community: { id: number; token: string }
let person: { id: number }
let thread: OutboundMessage['thread']
let environment: Environment
let connection: Required<Connection & Amending>
let cursor: string | undefined

const control = <Answer = unknown>(path: string, body?: object) =>
  emulators.control<Answer>('vk', path, body)
const at = () => `communities/${community.id}`
const does = <Answer = { messageId: number }>(action: string, body: object = {}) =>
  control<Answer>(`${at()}/people/${person.id}/${action}`, body)
const breaks = (kind: string, more: object = {}) =>
  control(`${at()}/faults`, { kind, count: 1, ...more })

async function open(token: string, more: object = {}) {
  const { apiUrl, fetch } = emulators.environment('vk')
  const draft = vk.connect({ token, ...more }, testEnvironment(apiUrl, { fetch }))
  const identity = await draft.identify()
  environment = testEnvironment(apiUrl, { fetch, identity })
  return vk.connect({ token, webhookSecret, ...more }, environment) as typeof connection
}

before(async () => {
  emulators = await startEmulators()
  community = await control('communities', { name: 'Верба Мебель', screenName: 'verba' })
  person = await control('people', { firstName: 'Олег', lastName: 'Н.' })
  thread = String(person.id) as typeof thread
  await patch(at(), { limitsRate: false })
  connection = await open(community.token)
  cursor = (await connection.poll(undefined, AbortSignal.timeout(50))).cursor
})
after(() => emulators[Symbol.asyncDispose]())

const heard: InboundEvent[] = []

/** Their phone reads and allows by itself, and our own calls come back: passed over unless asked. */
async function receiveOne<Type extends InboundEvent['type']>(type: Type) {
  for (;;) {
    const event = heard.shift()
    if (event?.type === type) return event as Extract<InboundEvent, { type: Type }>
    const isAside = !event || ['ignored', 'receipt', 'unblocked'].includes(event.type)
    assert(isAside, `${type} was expected: ${JSON.stringify(event)}`)
    if (event) continue
    const polled = await connection.poll(cursor, AbortSignal.timeout(5000))
    assert(polled.updates.length > 0, `no ${type} came`)
    cursor = polled.cursor
    heard.push(...polled.updates.flatMap((body) => connection.translate(body, new Date())))
  }
}

const say = (fields: Partial<OutboundMessage>, key = `${Math.random()}`) => {
  const message = outbound({ thread, ...fields })
  return sendKeyed(connection.render(message), message, key)
}
async function sendKeyed(parts: PartContent[], message: OutboundMessage, key: string) {
  const ids: string[] = []
  for (const [n, part] of parts.entries()) {
    const { ids: named } = await connection.send({ ...outboundPart(part, message), key: key + n })
    ids.push(...named)
  }
  return ids as Awaited<ReturnType<typeof sendAll>>
}
const sendParts = (parts: PartContent[]) => sendAll(connection, outbound({ thread }), parts)

interface Shown {
  id: number
  text?: string
  parts?: { kind: string }[]
  buttons?: unknown
  replyTo?: { id: number }
  deletedAt?: number
}
async function shown(): Promise<Shown[]> {
  return (await control<{ messages: Shown[] }>(`${at()}/chats/${person.id}`)).messages
}
const lastShown = async () => (await shown()).at(-1)!

describe('ВКонтакте on the wire', () => {
  test('[VK-07] tells the name of the community', async () => {
    assert.deepEqual(await connection.identify(), {
      externalId: String(community.id),
      name: 'Верба Мебель',
      username: 'verba',
      link: 'https://vk.me/verba',
      facts: { community: 'vk.com/verba' },
    })
  })

  test('a key of nobody, and of a person, is told from a silent network', async () => {
    const nobody = await refusal(open(`vk1.a.${'0'.repeat(80)}`))
    assert.equal(nobody.reason, 'misconfigured')
    const { value } = await control<{ value: string }>('tokens', {
      ...{ kind: 'user', user: person.id, rights: ['groups'] },
    })
    assert.equal((await refusal(open(value))).reason, 'misconfigured')
    await breaks('server-error', { methods: ['*'] })
    assert.equal((await refusal(connection.identify())).reason, 'unreachable')
  })

  test('[VK-01] receives whatever a person sends, by name, with the bytes of their files', async () => {
    await does('text', { text: 'Здравствуйте' })
    const { from, content, thread: where } = await receiveOne('message')
    assert.deepEqual([from.address, from.name, where.id], [thread, 'Олег Н.', thread])
    assert.equal(content.text, 'Здравствуйте')

    const ours: Record<string, string> = { photo: 'image' }
    for (const kind of 'photo document voice audio video sticker'.split(' ')) {
      await does('media', { kind })
      const [file] = (await receiveOne('message')).content.files
      assert.equal(file?.kind, ours[kind] ?? kind)
      const bytes = await new Response(await connection.fetchFile(file.reference)).bytes()
      assert(bytes.length > 0, kind)
    }
    await does('location', { latitude: 55.75, longitude: 37.61 })
    assert.equal((await receiveOne('message')).content.location?.latitude, 55.75)
    await does('share', { kind: 'market' })
    assert.match((await receiveOne('message')).content.text, /vk\.com\/product/)
  })

  test('[VK-01] what comes cut short is read whole, and said to be short where it cannot', async () => {
    const text = 'Здравствуйте, подскажите по заказу 1042'
    await breaks('cropped')
    await does('media', { kind: 'photo', caption: text })
    const { content } = await receiveOne('message')
    assert.deepEqual(
      [content.text, content.files.length, content.unsupported],
      [text, 1, undefined],
    )

    await breaks('cropped')
    await breaks('server-error', { methods: ['messages.getByConversationMessageId'] })
    await does('media', { kind: 'photo', caption: text })
    const { content: short } = await receiveOne('message')
    assert.deepEqual([short.text, short.unsupported], [text.slice(0, 20), 'cropped'])
  })

  test('a link that was followed tells where somebody came from', async () => {
    await does('follow', { ref: 'site-42', refSource: 'qr' })
    await does('start')
    assert.equal((await receiveOne('started')).payload, 'site-42')
  })

  test('[VK-11] answers with buttons and a quotation, and a press comes back', async () => {
    const { messageId } = await does('text', { text: 'вопрос' })
    const { id: replyTo } = await receiveOne('message')
    const rows = [[{ label: 'Да', value: 'yes' }]]
    await say({ text: 'Ответ', replyTo, buttons: { placement: 'inline', rows } })
    const { id, text, replyTo: replied } = await lastShown()
    assert.deepEqual([text, replied?.id], ['Ответ', messageId])

    await does('press', { messageId: id, row: 0, column: 0 })
    const press = await receiveOne('press')
    assert.deepEqual([press.value, press.label], ['yes', 'Да'])
    const acknowledgement = connection.renderAcknowledgement(press.acknowledgeToken!)
    await sendParts(acknowledgement)
    await sendParts(acknowledgement)

    await say({ text: 'Ещё?', buttons: { placement: 'keyboard', rows } })
    await does('key', { row: 0, column: 0 })
    assert.deepEqual((await receiveOne('press')).value, 'yes')
  })

  test('sends files together, voices alone, long texts in pieces', async () => {
    const photo = localFile('image', 'image/png', 'a.png')
    const paper = localFile('document', 'text/plain', 'счёт.txt')
    assert.equal((await say({ files: [photo, paper], text: 'подпись' })).length, 1)
    const { text, parts } = await lastShown()
    assert.deepEqual([text, parts?.length], ['подпись', 2])
    assert.equal((await say({ text: 'я'.repeat(9000) })).length, 3)
    await connection.showTyping(thread)
  })

  test('edits without losing files, deletes, and does not mind doing it twice', async () => {
    const photo = localFile('image', 'image/png', 'a.png')
    const ids = await say({ text: 'исправь', files: [photo] })
    const edit = connection.renderEdit({ thread, ids, files: [photo], text: 'исправлено' })
    await sendParts(edit)
    await sendParts(edit)
    const { text, parts } = await lastShown()
    assert.deepEqual([text, parts?.length], ['исправлено', 1])
    const deletion = connection.renderDeletion({ thread, ids })
    await sendParts(deletion)
    await sendParts(deletion)
    assert((await lastShown()).deletedAt)
  })

  test('[H-09] the same key sends once, and whatever is lost is unknown', async () => {
    const before = (await shown()).length
    for (const kind of ['answer-lost', 'garbage']) {
      await breaks(kind)
      assert.equal((await refusal(say({ text: kind }, kind))).executed, 'unknown', kind)
      assert.equal((await say({ text: kind }, kind)).length, 1)
    }
    assert.equal((await shown()).length, before + 2)
  })

  test('[H-11] waits as long as ВКонтакте says', async () => {
    await breaks('too-many-requests')
    const { reason, executed, retryAfterMs } = await refusal(say({ text: 'а' }))
    assert.deepEqual([reason, executed, retryAfterMs], ['throttled', 'no', 1100])
    await breaks('no-rights')
    assert.equal((await refusal(say({ text: 'а' }))).reason, 'misconfigured')
  })

  test('[VK-05] buttons that are not allowed are dropped, and one click allows them', async () => {
    await patch(at(), { bots_capabilities: false })
    const rows = [[{ label: 'Да', value: 'yes' }]]
    await say({ text: 'Без кнопок', buttons: { placement: 'inline', rows } })
    assert.equal((await lastShown()).text, 'Без кнопок')
    const [finding] = await connection.inspect()
    assert.equal(finding?.code, 'bots-off')
    assert.match(finding.words.ru, /Настройки сообщества → Сообщения → Настройки для бота/)
    await connection.mend('bots-off')
    await say({ text: 'С кнопками', buttons: { placement: 'inline', rows } })
    assert((await lastShown()).buttons)
    assert.deepEqual(await connection.inspect(), [])
  })

  test('[VK-08] messages that are off are seen, and switched on with one click', async () => {
    await patch(at(), { messages: false })
    assert.deepEqual(
      (await connection.inspect()).map(({ code, severity }) => [code, severity]),
      [['messages-off', 'blocks']],
    )
    assert.equal((await refusal(say({ text: 'а' }))).reason, 'misconfigured')
    await connection.mend('messages-off')
    assert.deepEqual(await connection.inspect(), [])
    await say({ text: 'снова' })
  })

  test('[D-17] knows who denied, and that an answer in ВКонтакте is ours', async () => {
    await control(`${at()}/replies`, { person: person.id, admin: 100, text: 'Сам отвечу' })
    const echo = await receiveOne('echo')
    assert.deepEqual([echo.content.text, echo.from.address], ['Сам отвечу', thread])
    await does('deny')
    await receiveOne('blocked')
    assert.equal((await refusal(say({ text: 'а' }))).reason, 'recipient-blocked')
    await does('allow')
    await receiveOne('unblocked')
    await does('read')
    assert.equal((await receiveOne('receipt')).status, 'read')
  })

  test('edits come with the names of what they change', async () => {
    const { messageId } = await does('text', { text: 'привет' })
    const { id } = await receiveOne('message')
    await does('edit', { messageId, text: 'привет!' })
    const edit = await receiveOne('edit')
    assert.deepEqual([edit.id, edit.content.text], [id, 'привет!'])
  })

  test('[REQ-11] what was missed is fetched under the same names', async () => {
    const since = new Date(Date.now() - 1000)
    const { messageId } = await does('text', { text: 'пропущено' })
    const { id } = await receiveOne('message')
    const bodies = await connection.catchUp(since)
    const missed = bodies.flatMap((body) => connection.translate(body))
    const found = missed.find((event) => event.type === 'message' && event.id === id)
    assert(found?.type === 'message' && found.from.name === 'Олег Н.', String(messageId))
  })
})

async function patch(path: string, body: object): Promise<void> {
  const answer = await fetch(`${emulators.url}/vk/_control/${path}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  assert(answer.ok, await answer.text())
}

describe('comments of ВКонтакте on the wire', () => {
  interface Commented {
    kind: string
    id: number
    comments: { fromId: number; text: string }[]
  }
  const places = () => control<Commented[]>(`${at()}/places`)
  const commentsOn = async (kind: string) =>
    (await places()).find((place) => place.kind === kind)!.comments
  const answer = (fields: Partial<OutboundMessage> & Pick<OutboundMessage, 'thread'>) =>
    say({ text: 'Да, есть', ...fields })

  test('[VK-20] [VK-22] a comment is a thread of its own, with the page it stands on', async () => {
    for (const kind of ['market', 'wall', 'photo', 'video', 'board']) {
      await does('comment', { kind, text: 'Есть в синем?' })
      const { thread: where, from, content } = await receiveOne('message')
      assert.match(where.id, new RegExp(`^${kind}:-${community.id}_\\d+:${person.id}$`))
      assert.deepEqual([from.address, content.text], [thread, 'Есть в синем?'])
      assert.match(where.publicPage!.url, /^https:\/\/vk\.com\//)
    }
  })

  test('[VK-21] the answer stands under the post as the community', async () => {
    await does('comment', { kind: 'wall', text: 'А доставка есть?' })
    const { id, thread: where } = await receiveOne('message')
    const named = await answer({ thread: where.id, replyTo: id })
    const last = (await commentsOn('wall')).at(-1)!
    assert.deepEqual([last.fromId, last.text], [-community.id, 'Да, есть'])
    assert.deepEqual((await receiveOne('echo')).id, named[0])
    await answer({ thread: where.id })
    assert.match((await commentsOn('wall')).at(-1)!.text, /^\[id\d+\|Олег\], Да, есть$/)
    await receiveOne('echo')
  })

  test('[VK-21] a long answer says once whom it is for', async () => {
    await does('comment', { kind: 'wall', text: 'А подробнее?' })
    const { thread: where } = await receiveOne('message')
    const long = 'Доставим во вторник. '.repeat(250).trim()
    assert.equal((await answer({ thread: where.id, text: long })).length, 2)
    const [first, last] = (await commentsOn('wall')).slice(-2)
    assert.match(first!.text, /^\[id\d+\|Олег\], Доставим/)
    assert.match(last!.text, /^(Доставим|во вторник)/)
    await receiveOne('echo')
  })

  test('[H-09] an answer nobody confirmed is there once, and its echo is told once', async () => {
    await does('comment', { kind: 'wall', text: 'А в субботу?' })
    const { thread: where } = await receiveOne('message')
    const before = (await commentsOn('wall')).length
    await breaks('answer-lost', { methods: ['wall.createComment'] })
    const lost = say({ thread: where.id, text: 'И в субботу' }, 'saturday')
    assert.equal((await refusal(lost)).executed, 'unknown')
    const [id] = await say({ thread: where.id, text: 'И в субботу' }, 'saturday')
    assert.equal((await commentsOn('wall')).length, before + 1)
    assert.equal((await receiveOne('echo')).id, id)
  })

  test('[D-30] under a good the community’s key is tried, and what came of it told', async () => {
    await does('comment', { kind: 'market', text: 'Есть в сером?' })
    const { id, thread: where } = await receiveOne('message')
    const { reason, code } = await refusal(answer({ thread: where.id, replyTo: id }))
    assert.deepEqual([reason, code], ['rejected', '27'])
    assert.deepEqual(
      (await connection.inspect()).map((finding) => finding.code),
      ['comments-unanswered'],
    )
    const reached = connection.reach({ address: thread as never })
    assert.deepEqual(reached, { address: thread, thread })

    await patch(at(), { allowsMarketComments: true })
    await answer({ thread: where.id, replyTo: id })
    assert.equal((await commentsOn('market')).at(-1)!.fromId, -community.id)
    await receiveOne('echo')
    assert.deepEqual(await connection.inspect(), [])
  })

  test('an edit and a deletion come with the comment’s name', async () => {
    const { commentId } = await does<{ commentId: number }>('comment', {
      ...{ kind: 'market', text: 'Сколько?' },
    })
    const { id } = await receiveOne('message')
    await does('edit-comment', { kind: 'market', commentId, text: 'Сколько стоит?' })
    assert.equal((await receiveOne('edit')).id, id)
    await does('delete-comment', { kind: 'market', commentId })
    assert.deepEqual((await receiveOne('deletion')).ids, [id])
  })
})
