import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { FoundMessage, MessageSearchPage, NameSearch } from '@otklik/protocol'

import {
  createTestApp,
  type Member,
  openScene,
  type Person,
  type Scene,
  until,
} from '../testing/index.ts'
import { findMessages } from './find-messages.ts'
import { contactsStatement, knownContactsStatement, newestContactsStatement } from './find-names.ts'
import { byIndexStatement, lateStatement, newestStatement } from './hit-statements.ts'

let scene: Scene
before(async () => {
  scene = await openScene('telegram')
})

const search = async (q: string, more: Record<string, string> = {}, by?: Member) => {
  const { browser } = by ?? scene.centre.operator
  const answer = await browser.get(
    `/api/v1/search/messages?${new URLSearchParams({ q, ...more }).toString()}`,
  )
  assert.equal(answer.statusCode, 200, answer.body)
  return answer.json<MessageSearchPage>()
}
const textsOf = ({ messages }: MessageSearchPage) => messages.map(({ excerpt }) => excerpt.text)
const marked = ({ excerpt: { text, marks } }: FoundMessage) =>
  marks.map(({ offset, length }) => text.slice(offset, offset + length))
const found = (q: string, count = 1) =>
  until(async () => {
    const page = await search(q)
    return page.messages.length === count && page
  }, `${count} of «${q}»`)

async function writes(name: string, ...texts: string[]): Promise<{ person: Person; id: string }> {
  // What comes later is found first.
  scene.moveOn(1000)
  const person = await scene.centre.person(name)
  for (const text of texts) await person.does('text', { text })
  const { id } = await scene.centre.conversationOf(name)
  await scene.centre.transcript(id, (messages) =>
    texts.every((text) => messages.some((message) => message.text === text)),
  )
  return { person, id }
}

describe('what was written is found', () => {
  test('by any form of a word, in both languages and without ё', async () => {
    await writes('Марина', 'Когда привезёте мои заказанные диваны?', 'Two deliveries were late')
    await found('привезете диван')
    await found('deliveries')
    for (const q of ['заказанный', 'ДИВАНАМИ', 'диван', 'delivery', 'late delivery']) {
      assert.equal((await search(q)).messages.length, 1, q)
    }
    assert.equal((await search('кресло')).messages.length, 0)
  })

  test('by the beginning of the last word alone', async () => {
    await writes('Пётр', 'Чек 1048-А за табуретку')
    await found('табуретк')
    assert.equal((await search('таб')).messages.length, 1)
    assert.equal((await search('чек 104')).messages.length, 1)
    assert.equal((await search('таб чек')).messages.length, 0, 'only the last word is begun')
    assert.equal((await search('таб.')).messages.length, 0, 'a mark ends a word')
  })

  test('with what was looked for marked, and its text as it is', async () => {
    const before = 'очень длинное предисловие '.repeat(12)
    await writes('Игорь', `${before}<b>Ёлочные</b> игрушки пришли?`)
    const [message] = (await found('елочный игрушка')).messages
    assert.ok(message)
    assert.deepEqual(marked(message), ['Ёлочные', 'игрушки'])
    assert.ok(message.excerpt.text.startsWith('… '))
    assert.ok(message.excerpt.text.includes('<b>Ёлочные</b>'), 'text, not markup')
    assert.ok(message.excerpt.text.length < 200)
    assert.equal(message.conversation.contact.name, 'Игорь')
  })

  test('as it is now: edits are followed, deleted messages are gone', async () => {
    const { person } = await writes('Ольга', 'Хочу фисташковый пуф', 'И торшер туда же')
    await found('фисташковый')
    const [sofa, lamp] = await person.chat()
    await person.does('edit', { messageId: sofa?.id, text: 'Хочу лавандовый пуф' })
    await found('лавандовый')
    assert.equal((await search('фисташковый')).messages.length, 0)
    assert.equal((await search('торшер')).messages.length, 1)
    const { id } = await scene.centre.conversationOf('Ольга')
    await scene.write(id, 'Торшеров нет, есть бра')
    await found('торшер', 2)
    const [ours] = (await search('бра')).messages
    const { browser } = scene.centre.operator
    await browser.send('DELETE', `/api/v1/conversations/${id}/messages/${ours?.id}`)
    await until(async () => (await search('бра')).messages.length === 0, 'the deletion')
    assert.ok(lamp)
  })

  test('in notes and by the names of files too, and inside one conversation', async () => {
    const { id } = await writes('Вера', 'Где накладная?')
    scene.moveOn(1000)
    await scene.write(id, 'Накладную просит бухгалтерия', { kind: 'note' })
    await writes('Артём', 'Накладная не нужна')
    await found('накладная', 3)
    assert.deepEqual(textsOf(await search('накладная', { conversationId: id })), [
      'Накладную просит бухгалтерия',
      'Где накладная?',
    ])
    assert.equal((await search('накладная', { hasFile: 'true' })).messages.length, 0)
  })

  test('by where and whose it is, open and closed, since and until', async () => {
    const { id } = await writes('Зоя', 'Матрас промялся')
    await writes('Лев', 'Матрас отличный')
    await found('матрас', 2)
    const { operator, channel } = scene.centre
    await scene.act('POST', id, 'assignment')
    const only = (more: Record<string, string>) =>
      search('матрас', more).then(({ messages }) =>
        messages.map(({ conversation }) => conversation.contact.name),
      )
    assert.deepEqual(await only({ operatorId: operator.operatorId }), ['Зоя'])
    assert.deepEqual(await only({ channelId: channel.id }), ['Лев', 'Зоя'])
    assert.deepEqual(await only({ channelId: crypto.randomUUID() }), [])
    await scene.act('POST', id, 'closure')
    scene.moveOn(10_000)
    await until(async () => (await only({ status: 'closed' })).join() === 'Зоя', 'the closure')
    assert.deepEqual(await only({ status: 'open' }), ['Лев'])
    // Long after, when others have been closed or none has.
    scene.moveOn(5 * 3600_000)
    await scene.write(id, 'Матрас поменяли', { kind: 'note' })
    await until(
      async () => (await only({ status: 'closed' })).join() === 'Зоя,Зоя',
      'the late note',
    )
    const closed = { status: 'closed', limit: '1' }
    const newest = await search('матрас', closed)
    const next = await search('матрас', { ...closed, after: newest.next ?? '' })
    assert.deepEqual([newest, next].flatMap(textsOf), ['Матрас поменяли', 'Матрас промялся'])
    assert.equal(next.next, undefined)
    await until(async () => (await only({})).join() === 'Зоя,Лев,Зоя', 'all of them')
    assert.deepEqual(await only({ since: '2999-01-01T00:00:00Z' }), [])
    assert.deepEqual(await only({ until: '2999-01-01T00:00:00Z' }), ['Зоя', 'Лев', 'Зоя'])
  })

  test('a page at a time, the newest first', async () => {
    const texts = ['раз', 'два', 'три', 'четыре', 'пять'].map((each) => `шкафчик ${each}`)
    await writes('Нина', ...texts)
    await found('шкафчик', 5)
    const first = await search('шкафчик', { limit: '2' })
    const second = await search('шкафчик', { limit: '2', after: first.next ?? '' })
    const third = await search('шкафчик', { limit: '2', after: second.next ?? '' })
    assert.deepEqual([first, second, third].flatMap(textsOf), texts.toReversed())
    assert.equal(third.next, undefined)
  })

  test('[H-42] by nobody of another company, and not by words that are none', async () => {
    await found('матрас', 3)
    const stranger = await scene.centre.signUp('owner')
    assert.equal((await search('матрас', {}, stranger)).messages.length, 0)
    for (const q of ['…', "';--", '(&|!:*)', '\\', '№']) {
      assert.equal((await search(q)).messages.length, 0, q)
    }
    const { browser } = scene.centre.operator
    for (const after of [
      `2026_${crypto.randomUUID()}`,
      `2026-11-23T10:00:00.000Z_${'-'.repeat(36)}`,
    ]) {
      assert.equal((await search('матрас', { after })).messages.length, 3, 'no place is the first')
    }
    for (const query of ['', 'q=', `q=${'я'.repeat(201)}`, 'q=чек&channelId=1', 'q=a&limit=0']) {
      const { statusCode } = await browser.get(`/api/v1/search/messages?${encodeURI(query)}`)
      assert.equal(statusCode, 422, query)
    }
  })
})

const names = async (q: string, by: Member = scene.centre.operator) =>
  (await by.browser.get(`/api/v1/search/names?q=${encodeURIComponent(q)}`)).json<NameSearch>()

test('a number leads to its conversation, and a name to the last of theirs', async () => {
  const { id } = await writes('Раиса Ёлкина', 'добрый день')
  const { number } = await scene.centre.conversationOf('Раиса Ёлкина')
  for (const q of [`${number}`, `№ ${number}`, `#${number}`]) {
    const { conversations } = await names(q)
    assert.deepEqual(
      conversations.map((each) => each.id),
      [id],
      q,
    )
  }
  for (const q of ['елкин', 'раиса Ё']) {
    const { contacts } = await names(q)
    assert.deepEqual(
      contacts.map(({ name, conversationId }) => ({ name, conversationId })),
      [{ name: 'Раиса Ёлкина', conversationId: id }],
      q,
    )
  }
})

test('an operator finds nothing beyond what they see', async () => {
  const { id } = await writes('Глеб', 'Секретер из ореха')
  await found('секретер')
  const { centre } = scene
  const stranger = await centre.signUp('operator', { accountId: centre.owner.accountId })
  await centre.database.query(
    `update operators set scope = 'own' where account_id = $1 and id = $2`,
    [stranger.accountId, stranger.operatorId],
  )
  const { number } = await centre.conversationOf('Глеб')
  assert.equal((await search('секретер', {}, stranger)).messages.length, 0)
  assert.equal((await search('секретер', { conversationId: id }, stranger)).messages.length, 0)
  assert.deepEqual(await names('глеб', stranger), { contacts: [], conversations: [] })
  assert.deepEqual(await names(`${number}`, stranger), { contacts: [], conversations: [] })
  await centre.owner.browser.send('POST', `/api/v1/conversations/${id}/transfer`, {
    to: { kind: 'operator', id: stranger.operatorId },
  })
  await until(
    async () => (await search('секретер', {}, stranger)).messages.length === 1,
    'what is theirs',
  )
  assert.equal((await names(`${number}`, stranger)).conversations.length, 1)
  const known = {
    accountId: stranger.accountId,
    scope: 'own',
    seesOf: [stranger.operatorId],
  } as const
  const { text, values } = knownContactsStatement({
    ...{ reader: { ...known, can: () => false }, typed: 'глеб', limit: 5 },
  })
  await until(
    async () => (await centre.database.query(text, values)).rowCount === 1,
    'their contact',
  )
})

test('nothing of somebody who was erased is left to be found', async () => {
  const { id } = await writes('Эльза', 'Оттоманка в рассрочку')
  await found('оттоманка')
  const { contact } = await scene.centre.conversationOf('Эльза')
  const { owner, database } = scene.centre
  const erased = await owner.browser.send('POST', `/api/v1/contacts/${contact.id}/erasure`, {
    confirmation: 'удалить',
  })
  assert.equal(erased.statusCode, 204, erased.body)
  const { rowCount } = await database.query(
    'select from message_search where account_id = $1 and conversation_id = $2',
    [owner.accountId, id],
  )
  assert.equal(rowCount, 0)
  assert.equal((await search('оттоманка')).messages.length, 0)
})

test('is read by indexes, whatever one sees, and what was there before it is walked through', async () => {
  const world = await createTestApp()
  const owner = await world.signUp('owner')
  const { accountId } = owner
  const { database } = world
  await plant(accountId)
  world.server.start()
  await until(async () => {
    const { rows } = await database.query<{ is_filled: boolean }>(
      'select is_filled from search_cursors where account_id = $1',
      [accountId],
    )
    return rows[0]?.is_filled
  }, 'all of it as words')
  await database.query(
    `insert into contacts (account_id, id, name)
     select $1, gen_random_uuid(), 'Клиент ' || n from generate_series(1, 5000) n`,
    [accountId],
  )
  await database.query(
    `insert into addresses (account_id, channel_id, address, contact_id, name)
     select c.account_id, channels.id, c.id, c.id, c.name from contacts c, channels
     where c.account_id = $1 and channels.account_id = $1`,
    [accountId],
  )
  await database.query('analyze message_search, contacts, addresses, contact_search')

  const reader = { accountId, scope: 'all' as const, seesOf: [] }
  const asked = { reader, query: { q: 'редкость', limit: 30 } }
  const words = { text: 'редкость', isBegun: true }
  const byWords = /message_search_by_words/
  const soon = new Date().toISOString()
  const theirs = { ...reader, scope: 'own' as const, seesOf: [owner.operatorId], can: () => true }
  const limited = { ...asked, reader: theirs }
  for (const each of [asked, limited]) {
    assert.match(await planOf(byIndexStatement(each, words, [2969, 2968])), byWords)
    assert.match(await planOf(newestStatement(each, words, 2000)), /message_search_newest/)
  }
  const late = lateStatement({ ...asked, query: { ...asked.query, status: 'closed' } }, words, soon)
  assert.match(await planOf(late), /message_search_late/)
  await database.query('update conversations set concerns = $2 where account_id = $1', [
    accountId,
    theirs.seesOf,
  ])
  await database.query(
    `select write_contact_search($1, '{}', array(select id from conversations where account_id = $1))`,
    [accountId],
  )
  const namesBy = async (way: typeof contactsStatement, typed: string, by = theirs) => {
    const { text, values } = way({ reader: by, typed, limit: 5 })
    return (await database.query<{ id: string }>(text, values)).rows.length
  }
  for (const typed of ['Зоя', '904555']) {
    const named = { reader: theirs, typed, limit: 5 }
    const plan = await planOf(contactsStatement(named))
    assert.match(plan, /contacts_by_words/, typed)
    assert.match(plan, /addresses_by_words/, typed)
    assert.match(await planOf(knownContactsStatement(named)), /contact_search_by_words/, typed)
    assert.match(
      await planOf(newestContactsStatement(named)),
      /contacts_newest|contacts_pkey/,
      typed,
    )
    assert.equal(await namesBy(knownContactsStatement, typed), 1, typed)
    assert.equal(await namesBy(contactsStatement, typed), 1, typed)
  }
  const masked = { ...theirs, can: () => false }
  assert.equal(await namesBy(knownContactsStatement, '904555', masked), 0, 'digit by digit')
  assert.equal(await namesBy(knownContactsStatement, '8 904 555-66-77', masked), 1)
  assert.equal(await namesBy(knownContactsStatement, 'клиент'), 0, 'whom they do not know')
  const page = await findMessages(database, asked)
  assert.deepEqual(textsOf(page), ['редкость 4000', 'редкость 2000'])
  assert.deepEqual(textsOf(await findMessages(database, limited)), [
    'редкость 4000',
    'редкость 2000',
  ])
  const stranger = { ...theirs, seesOf: [crypto.randomUUID()] }
  assert.deepEqual((await findMessages(database, { ...asked, reader: stranger })).messages, [])

  /** How it would be read of tables that are too long to be walked through. */
  function planOf({ text, values }: { text: string; values: unknown[] }): Promise<string> {
    return database.transaction(async (client) => {
      await client.query('set local enable_seqscan = off')
      const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain ${text}`, values)
      const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
      assert.doesNotMatch(plan, /Seq Scan/)
      return plan
    })
  }

  async function plant(account: string): Promise<void> {
    await database.query(
      `with channel as (
         insert into channels (account_id, id, kind, name, state)
         values ($1, gen_random_uuid(), 'telegram', 'Бот', 'working') returning id),
       rules as (
         insert into channel_rules (account_id, channel_id, receiver_team_id)
         select $1, channel.id, teams.id from channel, teams where teams.account_id = $1),
       thread as (
         insert into threads (account_id, channel_id, thread, address)
         select $1, id, 't', 'a' from channel returning channel_id),
       contact as (
         insert into contacts (account_id, id, name, phone)
         values ($1, gen_random_uuid(), 'Зоя', '+79045556677') returning id),
       place as (
         insert into conversations (account_id, id, number, channel_id, thread, address, contact_id,
           kind, version, state, state_version, status, opened_at, last_activity_at)
         select $1, gen_random_uuid(), 1, channel_id, 't', 'a', contact.id, 'direct', 1, '{}', 1,
           'queued', now(), now() from thread, contact returning id)
       insert into messages (account_id, id, conversation_id, seq, kind, author_type, author_name,
         text, at, created_at)
       select $1, gen_random_uuid(), place.id, n, 'message', 'contact', 'Зоя',
         case when n % 2000 = 0 then 'редкость ' else 'обычное ' end || n,
         now() - make_interval(hours => 6000 - n), now()
       from place, generate_series(1, 6000) as n where n <> 6000`,
      [account],
    )
  }
})
