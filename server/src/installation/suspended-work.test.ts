import assert from 'node:assert/strict'
import { before, test } from 'node:test'

import { keepPartitions } from '../database/index.ts'
import { type Member, openScene, type Scene, spoken, until } from '../testing/index.ts'

let scene: Scene
/** Another company on the same server: what it has done, the suspended one was passed over in. */
let witness: { member: Member; write(text: string): Promise<string> }
before(async () => {
  scene = await openScene('telegram')
  const { centre } = scene
  await centre.database.query('update users set owns_installation = true where id = $1', [
    centre.owner.userId,
  ])
  centre.sessions.forget(centre.owner.userId)
  witness = await openWitness()
})

async function openWitness(): Promise<typeof witness> {
  const { emulators, signUp } = scene.centre
  const member = await signUp('owner')
  const bot = await emulators.control<{ id: number; token: string }>('telegram', 'bots', {
    name: 'Ясень',
    username: 'yasen_test_bot',
  })
  const settings = { token: bot.token }
  const body = { kind: 'telegram', settings }
  const connected = await member.browser.send('POST', '/api/v1/channels', body)
  assert.equal(connected.statusCode, 201, connected.body)
  const person = await emulators.control<{ id: number }>('telegram', 'people', { firstName: 'Лев' })
  return {
    member,
    async write(text) {
      await emulators.control('telegram', `bots/${bot.id}/people/${person.id}/text`, { text })
      return until(async () => {
        const snapshot = (await member.browser.get('/api/v1/snapshot')).json()
        const found = snapshot.conversations.find(
          ({ lastMessage }: { lastMessage: { text: string } }) => lastMessage.text === text,
        )
        return found?.id as string | undefined
      }, `«${text}» at the witness`)
    },
  }
}

const suspension = (method: 'PUT' | 'DELETE') => {
  const { owner } = scene.centre
  return owner.browser.send(method, `/api/v1/installation/accounts/${owner.accountId}/suspension`)
}
const unread = async () => {
  const { rows } = await scene.centre.database.query<{ next_at: Date }>(
    `select next_at from inbox where account_id = $1 and state = 'new'`,
    [scene.centre.owner.accountId],
  )
  return rows
}
const statusOf = async (id: string, { browser }: Member = scene.centre.operator) =>
  (await browser.get(`/api/v1/conversations/${id}`)).json<{ status: string }>().status

test('keeps what customers write, in their order, and hands it on when resumed', async () => {
  const oleg = await scene.centre.person('Олег')
  await oleg.does('text', { text: 'первое' })
  const { id } = await scene.centre.conversationOf('Олег')
  assert.equal((await suspension('PUT')).statusCode, 200)
  await oleg.does('text', { text: 'второе' })
  await oleg.does('text', { text: 'третье' })
  await until(async () => (await unread()).length === 2, 'both to be stored')
  await witness.write('у нас работают')
  assert.equal(spoken(await scene.centre.messagesOf(id)).length, 1)
  await suspension('DELETE')
  const messages = await scene.centre.transcript(id, (all) => spoken(all).length === 3)
  assert.deepEqual(
    spoken(messages).map(({ text }) => text),
    ['первое', 'второе', 'третье'],
  )
})

test('keeps it for longer than what was read is kept', async () => {
  await suspension('PUT')
  const marina = await scene.centre.person('Марина')
  await marina.does('text', { text: 'подожду' })
  await until(async () => (await unread()).length === 1, 'it to be stored')
  const { database } = scene.centre
  await database.query(`select keep_partitions(current_date + 40, 3, '{"inbox": 14}')`)
  assert.equal((await unread()).length, 1)
  await keepPartitions(database)
  await suspension('DELETE')
  const { id } = await scene.centre.conversationOf('Марина')
  await scene.centre.transcript(id, (all) => spoken(all)[0]?.text === 'подожду')
})

test('sends nothing while suspended, and sends it when resumed', async () => {
  const petr = await scene.centre.person('Пётр')
  await petr.does('text', { text: 'жду ответа' })
  const { id } = await scene.centre.conversationOf('Пётр')
  await scene.fault({ kind: 'too-many-requests', retryAfter: 30, chat: petr.id, count: 1 })
  await scene.write(id, 'сейчас посмотрю')
  const waits = async () => {
    const { rows } = await scene.centre.database.query<{ tries: number }>(
      `select tries from parts where conversation_id = $1 and state = 'queued'`,
      [id],
    )
    return rows[0]?.tries === 1
  }
  await until(waits, 'the part to wait for another try')
  await suspension('PUT')
  scene.moveOn(60_000)
  const other = await witness.write('а у вас?')
  const path = `/api/v1/conversations/${other}/messages`
  const reply = { clientId: 'witness-replies', kind: 'message', text: 'идёт' }
  assert.equal((await witness.member.browser.send('POST', path, reply)).statusCode, 201)
  await until(async () => {
    const { messages } = (await witness.member.browser.get(path)).json()
    return messages.at(-1).status === 'sent'
  }, 'the answer of the witness')
  assert.equal(await waits(), true)
  assert.equal((await scene.write(id, 'ещё одно')).statusCode, 403)
  await suspension('DELETE')
  await until(async () => {
    const chat = await petr.chat()
    return chat.some(({ content }) => content.text === 'сейчас посмотрю')
  }, 'the answer on the phone')
})

test('lets no deadline take effect while suspended, and each when resumed', async () => {
  const anna = await scene.centre.person('Гульнара')
  await anna.does('text', { text: 'спасибо' })
  const { id } = await scene.centre.conversationOf('Гульнара')
  await scene.act('POST', id, 'assignment')
  assert.equal((await scene.act('POST', id, 'closure')).statusCode, 200)
  const other = await witness.write('закройте')
  const closing = `/api/v1/conversations/${other}/closure`
  await witness.member.browser.send('POST', `/api/v1/conversations/${other}/assignment`)
  assert.equal((await witness.member.browser.send('POST', closing)).statusCode, 200)
  await suspension('PUT')
  scene.moveOn(8000)
  await until(async () => (await statusOf(other, witness.member)) === 'closed', 'the witness')
  assert.notEqual(await statusOf(id), 'closed')
  await suspension('DELETE')
  await until(async () => (await statusOf(id)) === 'closed', 'the close')
})
