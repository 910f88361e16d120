import assert from 'node:assert/strict'
import { before, beforeEach, describe, test } from 'node:test'
import type { ConversationPage, Message, MessageDelivery, Snapshot, Team } from '@otklik/protocol'

import {
  type Member,
  openScene,
  type Person,
  type Scene,
  type TestCentre,
  until,
} from '../testing/index.ts'

let centre: TestCentre
let scene: Scene
let igor: Member
before(async () => {
  scene = await openScene('telegram')
  centre = scene.centre
  igor = await centre.signUp('supervisor', { accountId: centre.owner.accountId })
})

let person: Person
let id: string
let people = 0
/** Somebody new who has written one message. */
beforeEach(async () => {
  person = await centre.person(`Клиент ${++people}`)
  await person.does('text', { text: 'здравствуйте' })
  id = (await centre.conversationOf(person.name)).id
})

const path = (more: string) => `/api/v1/conversations/${id}/${more}`
const note = (text: string, mentions: object[]) => scene.write(id, text, { kind: 'note', mentions })
const mentionsOf = async (who: Member) =>
  (await who.browser.get('/api/v1/snapshot'))
    .json<Snapshot>()
    .mentions.filter(({ conversationId }) => conversationId === id)

describe('a note that calls colleagues', () => {
  test('stays unread with them until they have seen it', async () => {
    const written = await note('@Игорь, посмотрите', [{ kind: 'operator', id: igor.operatorId }])
    assert.deepEqual(
      written.json<Message>().mentions?.map(({ kind }) => kind),
      ['operator'],
    )
    const [mention] = await mentionsOf(igor)
    assert.deepEqual(mention, {
      conversationId: id,
      messageId: written.json<Message>().id,
      isSeen: false,
    })
    assert.deepEqual(await mentionsOf(centre.owner), [])
    await igor.browser.send('PUT', path('mentions/seen'))
    assert.equal((await mentionsOf(igor))[0]?.isSeen, true)
    assert.deepEqual(
      (await person.chat()).map(({ content }) => content.text),
      ['здравствуйте'],
    )
  })

  test('reaches everybody of a team but its author', async () => {
    const made = await centre.owner.browser.send('POST', '/api/v1/teams', {
      name: `Доставка ${people}`,
      memberIds: [igor.operatorId, centre.operator.operatorId],
    })
    await note('кто отвезёт?', [{ kind: 'team', id: made.json<Team>().id }])
    assert.equal((await mentionsOf(igor)).length, 1)
    assert.deepEqual(await mentionsOf(centre.operator), [])
  })

  test('[REQ-13] says of whom it calls in vain: they do not see the conversation', async () => {
    const { owner, operator } = centre
    const vera = await centre.signUp('operator', { accountId: owner.accountId })
    await owner.browser.send('PATCH', `/api/v1/operators/${vera.operatorId}`, { scope: 'own' })
    const made = await owner.browser.send('POST', '/api/v1/teams', {
      name: `Возвраты ${people}`,
      // Its author is of it too, and calls nobody by that.
      memberIds: [vera.operatorId, operator.operatorId],
    })
    const called = [
      { kind: 'operator', id: igor.operatorId },
      { kind: 'operator', id: vera.operatorId },
      { kind: 'team', id: made.json<Team>().id },
    ]
    const inVain = async (text: string) =>
      (await note(text, called)).json<Message>().mentions?.map((each) => each.isOutOfSight ?? false)
    assert.deepEqual(await inVain('кто возьмёт?'), [false, true, true])
    assert.deepEqual(await mentionsOf(vera), [])
    const to = { kind: 'operator', id: vera.operatorId }
    await operator.browser.send('POST', path('transfer'), { to })
    assert.deepEqual(await inVain('теперь видно'), [false, false, false])
    assert.equal((await mentionsOf(vera)).length, 2)
  })

  test('calls nobody once it is deleted', async () => {
    const written = await note('зря', [{ kind: 'operator', id: igor.operatorId }])
    await centre.operator.browser.send('DELETE', path(`messages/${written.json<Message>().id}`))
    assert.deepEqual(await mentionsOf(igor), [])
  })

  test('keeps a closed conversation before those who have not seen it', async () => {
    await scene.act('POST', id, 'assignment')
    await note('проверьте потом', [{ kind: 'operator', id: igor.operatorId }])
    await scene.act('POST', id, 'closure')
    scene.moveOn(9000)
    await until(async () => (await conversation()).status === 'closed', 'the close')
    const known = (await igor.browser.get('/api/v1/snapshot')).json<Snapshot>().conversations
    assert.ok(known.some((each) => each.id === id))
    await igor.browser.send('PUT', path('mentions/seen'))
    assert.deepEqual(await mentionsOf(igor), [])
  })

  test('is refused to an answer, and for people who are not there', async () => {
    const mentions = [{ kind: 'operator', id: igor.operatorId }]
    assert.equal((await scene.write(id, 'клиенту', { mentions })).statusCode, 422)
    const stranger = await centre.signUp('operator')
    const wrong = await note('кто это', [{ kind: 'operator', id: stranger.operatorId }])
    assert.equal(wrong.json().error.fields['mentions.0'].code, 'no-such-operator')
  })
})

const conversation = async () =>
  (await centre.operator.browser.get(`/api/v1/conversations/${id}`)).json()

describe('what became of a message', () => {
  const delivery = async (messageId: string) =>
    (
      await centre.operator.browser.get(path(`messages/${messageId}/delivery`))
    ).json<MessageDelivery>()

  test('[REQ-12] tells every try of it, and why it failed', async () => {
    await scene.act('POST', id, 'assignment')
    await scene.fault({ kind: 'too-many-requests', retryAfter: 5, chat: person.id, count: 1 })
    const { id: messageId } = (await scene.write(id, 'терпение')).json<Message>()
    await centre.transcript(id, (all) => Boolean(all.at(-1)?.failure?.retryAt))
    scene.moveOn(10_000)
    await centre.transcript(id, (all) => all.at(-1)?.status === 'sent')
    const { parts } = await delivery(messageId)
    assert.deepEqual(
      parts.map(({ kind, state, externalIds }) => [kind, state, externalIds.length]),
      [['message', 'sent', 1]],
    )
    const tries = parts[0]!.attempts.map(({ number, result, reason }) => [number, result, reason])
    assert.deepEqual(tries, [
      [1, 'retry', 'throttled'],
      [2, 'sent', undefined],
    ])
    assert.ok(parts[0]!.attempts.every(({ startedAt, endedAt }) => endedAt! >= startedAt))
  })

  test('keeps what it said before it was changed', async () => {
    await person.does('edit', { messageId: (await person.chat())[0]?.id, text: 'добрый день' })
    const changed = await centre.transcript(id, ([message]) => Boolean(message?.editedAt))
    assert.deepEqual(
      changed[0]?.formerTexts?.map(({ text }) => text),
      ['здравствуйте'],
    )
    const written = (await note('опечатка', [])).json<Message>()
    await centre.operator.browser.send('PATCH', path(`messages/${written.id}`), { text: 'верно' })
    const messages = await centre.messagesOf(id)
    const shown = messages.find((message) => message.id === written.id)
    assert.deepEqual([shown?.text, shown?.formerTexts?.[0]?.text], ['верно', 'опечатка'])
  })
})

describe('pages of closed conversations', () => {
  const page = async (query: string) =>
    (
      await centre.operator.browser.get(`/api/v1/conversations?status=closed&${query}`)
    ).json<ConversationPage>()
  const close = async (as: 'operator' | 'spam') => {
    await scene.act('POST', id, 'assignment')
    await centre.operator.browser.send('POST', path('closure'), { as })
    scene.moveOn(9000)
    await until(async () => (await conversation()).status === 'closed', 'the close')
  }
  const has = ({ conversations }: ConversationPage) => conversations.some((each) => each.id === id)

  test('keep spam apart', async () => {
    await close('spam')
    assert.deepEqual(
      [has(await page('reason=spam')), has(await page('reason=but-spam'))],
      [true, false],
    )
  })

  test('narrow by channel and operator, and lose nobody between pages', async () => {
    await close('operator')
    const mine = `channelIds=${centre.channel.id}&operatorIds=${centre.operator.operatorId}`
    assert.ok(has(await page(`${mine}&channelIds=${igor.operatorId}`)))
    assert.ok(!has(await page(`operatorIds=${igor.operatorId}`)))
    // Many are closed in one moment.
    await centre.database.query(
      `update conversations set closed_at = to_timestamp(1800000000),
         state = jsonb_set(state, '{holding,at}', '1800000000000') where status = 'closed'`,
    )
    const seen: string[] = []
    for (let rest = ''; ; ) {
      const { conversations, hasMore } = await page(`limit=1${rest}`)
      const last = conversations.at(-1)!
      seen.push(last.id)
      if (!hasMore) break
      rest = `&before=${encodeURIComponent(last.closedAt!)}&beforeNumber=${last.number}`
    }
    const { rows } = await centre.database.query(
      `select id from conversations where account_id = $1 and status = 'closed'`,
      [centre.owner.accountId],
    )
    assert.equal(new Set(seen).size, rows.length)
  })
})
