import assert from 'node:assert/strict'
import { before, beforeEach, describe, test } from 'node:test'

import type { Database } from '../database/index.ts'
import {
  lines,
  openScene,
  type Person,
  type Scene,
  spoken,
  type TestCentre,
  until,
} from '../testing/index.ts'
import { createOpenTexts } from './open-texts.ts'

let centre: TestCentre
let scene: Scene
before(async () => {
  scene = await openScene('telegram')
  centre = scene.centre
})
const write: Scene['write'] = (...given) => scene.write(...given)
const act: Scene['act'] = (...given) => scene.act(...given)
const moveOn = (ms: number) => scene.moveOn(ms)

let person: Person
let id: string
let people = 0
/** Somebody new who has written one message. */
beforeEach(async () => {
  person = await centre.person(`Клиент ${++people}`)
  await person.does('text', { text: 'здравствуйте' })
  id = (await centre.conversationOf(person.name)).id
})

describe('a customer writes, an operator answers', () => {
  test('[CC-01] brings a message into the contact centre and the answer back', async () => {
    const answer = await write(id, 'добрый день')
    assert.equal(answer.statusCode, 201)
    assert.equal(answer.json().status, 'queued')
    await centre.transcript(id, (messages) => messages.at(-1)?.status === 'sent')
    assert.equal((await person.chat()).at(-1)?.content.text, 'добрый день')
  })

  test('[CC-02] shows who holds a conversation, its number and its channel', async () => {
    await act('POST', id, 'assignment')
    const conversation = await centre.conversationOf(person.name)
    assert.equal(conversation.operatorId, centre.operator.operatorId)
    assert.equal(conversation.channelId, centre.channel.id)
    assert.ok(conversation.number > 0)
  })

  test('takes a waiting conversation by answering it', async () => {
    await write(id, 'беру')
    const { status, owes, unread } = await centre.conversationOf(person.name)
    assert.deepEqual({ status, owes, unread }, { status: 'assigned', owes: 'customer', unread: 0 })
  })

  test('returns the message it made when the same is asked again', async () => {
    const [first, second] = await Promise.all([
      write(id, 'один раз', { clientId: 'same-client-id' }),
      write(id, 'один раз', { clientId: 'same-client-id' }),
    ])
    assert.equal(first.json().id, second.json().id)
    await centre.transcript(id, (messages) => messages.at(-1)?.status === 'sent')
    assert.equal((await person.chat()).filter(({ from }) => from === 'bot').length, 1)
  })

  test('keeps a note from the customer', async () => {
    await write(id, 'между нами', { kind: 'note' })
    await write(id, 'для всех')
    await centre.transcript(id, (messages) => messages.at(-1)?.status === 'sent')
    const texts = (await person.chat()).map(({ content }) => content.text)
    assert.deepEqual(texts, ['здравствуйте', 'для всех'])
  })

  test('marks the button that was pressed', async () => {
    await write(id, 'что вас интересует', {
      buttons: {
        placement: 'inline',
        rows: [[{ label: 'Доставка', value: 'delivery' }], [{ label: 'Возврат', value: 'refund' }]],
      },
    })
    await centre.transcript(id, (messages) => messages.at(-1)?.status === 'sent')
    await person.does('press', { messageId: (await person.chat()).at(-1)?.id, data: 'delivery' })
    const messages = await centre.transcript(id, (all) =>
      Boolean(
        all
          .at(-1)
          ?.buttons?.rows.flat()
          .some((button) => button.pressedAt),
      ),
    )
    const pressed = messages
      .at(-1)
      ?.buttons?.rows.flat()
      .filter((button) => button.pressedAt)
    assert.deepEqual(
      pressed?.map((button) => button.label),
      ['Доставка'],
    )
    assert.equal((await centre.conversationOf(person.name)).owes, 'us')
  })

  test('shows the edited text and says that it was edited', async () => {
    const [first] = await person.chat()
    await person.does('edit', { messageId: first?.id, text: 'здравствуйте!' })
    const messages = await centre.transcript(id, ([message]) => Boolean(message?.editedAt))
    assert.equal(messages[0]?.text, 'здравствуйте!')
  })

  test('changes and withdraws what was sent', async () => {
    const { id: messageId } = (await write(id, 'опечатка')).json()
    await centre.transcript(id, (messages) => messages.at(-1)?.status === 'sent')
    const path = `/api/v1/conversations/${id}/messages/${messageId}`
    const edited = await centre.operator.browser.send('PATCH', path, { text: 'без опечатки' })
    assert.equal(edited.json().text, 'без опечатки')
    await until(
      async () => (await person.chat()).at(-1)?.content.text === 'без опечатки',
      'the edit on the phone',
    )
    await centre.operator.browser.send('DELETE', path)
    await centre.transcript(id, (messages) => Boolean(messages.at(-1)?.deletedAt))
    const left = (await person.chat()).filter(({ deletedAt }) => !deletedAt)
    assert.equal(left.length, 1)
  })

  test('shows a kind it does not know as unsupported', async () => {
    const chat = { id: person.id, type: 'private', first_name: person.name }
    await centre.emulators.control('telegram', `bots/${centre.bot.id}/updates`, {
      kind: 'message',
      chat: person.id,
      body: {
        message_id: 9000 + people,
        date: 1795341600,
        chat,
        from: { id: person.id, is_bot: false, first_name: person.name },
        dice: { emoji: '🎲', value: 4 },
      },
    })
    const messages = await centre.transcript(id, (all) => spoken(all).length === 2)
    assert.equal(spoken(messages)[1]?.unsupported, 'dice')
  })

  test('[H-27] keeps NUL and half characters out of the database, and the message in', async () => {
    const chat = { id: person.id, type: 'private', first_name: person.name }
    await centre.emulators.control('telegram', `bots/${centre.bot.id}/updates`, {
      kind: 'message',
      chat: person.id,
      body: {
        message_id: 9500 + people,
        date: 1795341600,
        chat,
        from: { id: person.id, is_bot: false, first_name: person.name },
        text: 'ноль \u0000 и половина \ud83d',
      },
    })
    const messages = await centre.transcript(id, (all) => spoken(all).length === 2)
    assert.equal(spoken(messages)[1]?.text, 'ноль \ufffd и половина \ufffd')
  })
})

test('shows customers the first name of who answers, where the channel wants it', async () => {
  const { channels } = await centre.snapshot(centre.owner)
  const path = `/api/v1/channels/${centre.channel.id}`
  const { version } = channels[0]!
  const named = await centre.owner.browser.send('PATCH', path, { version, signature: 'first-name' })
  await write(id, 'добрый день')
  await centre.transcript(id, (messages) => messages.at(-1)?.status === 'sent')
  assert.equal((await person.chat()).at(-1)?.content.text, 'Somebody:\nдобрый день')
  assert.equal((await centre.messagesOf(id)).at(-1)?.text, 'добрый день')
  // D-37: the name they have chosen for customers goes before it.
  const ownNames = '/api/v1/operators/me/profile'
  const rename = (signature: string) =>
    centre.operator.browser.send('PATCH', ownNames, { signature })
  await rename('Анна, доставка')
  await write(id, 'уже едем')
  await centre.transcript(id, (messages) => {
    const last = messages.at(-1)
    return last?.text === 'уже едем' && last.status === 'sent'
  })
  assert.equal((await person.chat()).at(-1)?.content.text, 'Анна, доставка:\nуже едем')
  await rename('')
  const back = { version: named.json().version, signature: 'none' }
  assert.equal((await centre.owner.browser.send('PATCH', path, back)).statusCode, 200)
  const late = await centre.owner.browser.send('PATCH', path, back)
  assert.equal(late.json().error.code, 'changed-meanwhile')
})

test('writes what is open once for all who ask at the same time', async () => {
  let written = 0
  const counting: Pick<Database, 'query'> = {
    async query<Row extends object>(text: string, values?: unknown[]) {
      const answer = await centre.database.query<Row>(text, values)
      if (answer.rows[0] && 'state' in answer.rows[0]) written += answer.rows.length
      return answer
    },
  }
  const listOpen = createOpenTexts(Object.assign(Object.create(centre.database), counting))
  const reader = { accountId: centre.owner.accountId, scope: 'all' as const, seesOf: [] }
  const lists = await Promise.all([1, 2, 3, 4].map(() => listOpen(reader)))
  assert.ok(lists[0]?.some((each) => each.id === id))
  for (const list of lists) assert.deepEqual(list, lists[0])
  assert.equal(written, lists[0]?.length)
  await act('POST', id, 'assignment')
  const changed = (await listOpen(reader)).find((each) => each.id === id)
  assert.equal(JSON.parse(String(changed?.text)).status, 'assigned')
  assert.equal(written, (lists[0]?.length ?? 0) + 1)
})

test('answers with the version that is stored', async () => {
  const stored = async () => {
    const { conversations } = await centre.snapshot(centre.operator)
    return conversations.find((each) => each.id === id)?.version
  }
  const taken = (await act('POST', id, 'assignment')).json()
  assert.equal(taken.version, await stored())
  // Nothing to undo, nothing to take: nothing is written, and no later version is claimed.
  const [again, undone] = await Promise.all([
    act('POST', id, 'assignment'),
    act('DELETE', id, 'closure'),
  ])
  assert.deepEqual([again.json().version, undone.json().version], [taken.version, taken.version])
})

describe('taking', () => {
  test('refuses an answer to a conversation that somebody else holds', async () => {
    const other = await centre.signUp('operator', { accountId: centre.owner.accountId })
    await act('POST', id, 'assignment', other)
    const answer = await write(id, 'я тоже')
    assert.equal(answer.statusCode, 409)
    assert.equal(answer.json().error.code, 'already-taken')
  })

  test('shows a conversation to nobody of another company', async () => {
    const stranger = await centre.signUp('owner')
    const path = `/api/v1/conversations/${id}`
    assert.equal((await stranger.browser.get(path)).statusCode, 404)
    assert.equal((await stranger.browser.get(`${path}/messages`)).statusCode, 404)
    assert.equal((await act('POST', id, 'assignment', stranger)).statusCode, 404)
  })
})

describe('closing', () => {
  test('[CC-03] closes eight seconds after it was asked to, with the reason', async () => {
    await act('POST', id, 'assignment')
    const asked = (await act('POST', id, 'closure')).json()
    assert.equal(asked.status, 'closing')
    moveOn(7999)
    assert.equal((await centre.conversationOf(person.name)).status, 'closing')
    moveOn(1)
    const closed = await until(async () => {
      const { conversations } = (
        await centre.operator.browser.get('/api/v1/conversations?status=closed')
      ).json()
      return conversations.find((each: { id: string }) => each.id === id)
    }, 'the close')
    assert.equal(closed.closeReason, 'operator')
    assert.ok(lines(await centre.messagesOf(id)).includes('closed'))
  })

  test('is undone within eight seconds and not later', async () => {
    await act('POST', id, 'assignment')
    await act('POST', id, 'closure')
    const colleague = await centre.signUp('operator', { accountId: centre.owner.accountId })
    assert.equal((await act('DELETE', id, 'closure', colleague)).json().error.code, 'not-yours')
    assert.equal((await act('DELETE', id, 'closure')).json().status, 'assigned')
    await act('POST', id, 'closure')
    moveOn(8000)
    await centre.transcript(id, (messages) => lines(messages).includes('closed'))
    const late = await act('DELETE', id, 'closure')
    assert.equal(late.json().error.code, 'cannot-undo')
  })

  test('gives way to the customer who writes meanwhile', async () => {
    await act('POST', id, 'assignment')
    await act('POST', id, 'closure')
    await person.does('text', { text: 'ещё вопрос' })
    await centre.transcript(id, (messages) => lines(messages).includes('close-interrupted'))
    assert.equal((await centre.conversationOf(person.name)).status, 'assigned')
  })

  test('opens a linked conversation for the next message', async () => {
    await act('POST', id, 'assignment')
    await act('POST', id, 'closure')
    moveOn(8000)
    await centre.transcript(id, (messages) => lines(messages).includes('closed'))
    await person.does('text', { text: 'снова я' })
    const next = await centre.conversationOf(person.name)
    assert.notEqual(next.id, id)
    assert.equal(next.previousId, id)
    assert.deepEqual(lines(await centre.messagesOf(next.id)), ['continued'])
    const late = await write(id, 'в закрытое')
    assert.equal(late.json().error.code, 'conversation-closed')
  })
})
