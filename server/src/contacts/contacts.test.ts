import assert from 'node:assert/strict'
import { before, beforeEach, describe, test } from 'node:test'
import type {
  ContactCard,
  ContactHistory,
  ContactPage,
  ContactPhones,
  Conversation,
  NameSearch,
} from '@otklik/protocol'
import { v7 as newId } from 'uuid'
import { parseCsv } from '../lib/csv.ts'

import {
  type Customers,
  comesOfAnAdvertisement,
  type Member,
  openCustomers,
  type Person,
  type Scene,
  type TestCentre,
  until,
} from '../testing/index.ts'
import { guessMapping } from './read-table.ts'

let desk: Customers
let scene: Scene
let centre: TestCentre
let supervisor: Member
before(async () => {
  desk = await openCustomers()
  ;({ scene, centre, supervisor } = desk)
})

const noConversation = '01a00000-0000-7000-8000-000000000001'
let person: Person
let conversationId: string
let contactId: string
let people = 0
/** Somebody new who has written one message. */
beforeEach(async () => {
  ;({ person, conversationId, contactId } = await desk.somebody())
  people++
})

const ask: Customers['ask'] = (...given) => desk.ask(...given)
const refused: Customers['refused'] = (...given) => desk.refused(...given)
const cardOf = (id = contactId) => desk.cardOf(id)
const edit = (changes: object, id = contactId) => desk.edit(id, changes)
const journal = () => desk.journal(contactId)

describe('a card', () => {
  test('keeps what is known of a customer, and colleagues see it at once', async () => {
    const field = await ask<{ id: string }>(
      'POST',
      'contact-fields',
      { name: `Город ${people}`, kind: 'choice', options: ['Тверь', 'Омск'] },
      centre.owner,
    )
    const card = await edit({
      name: 'Марина Ковалёва',
      email: 'marina@verba.example',
      phone: '8 (921) 123-45-14',
      tags: ['опт', 'Опт', 'без лифта'],
      note: 'Просит не звонить до 11:00',
      isVip: true,
      fields: { [field.id]: 'Тверь' },
    })
    assert.deepEqual(
      [card.name, card.email, card.phone, card.tags, card.isVip, card.fields[field.id]],
      [
        'Марина Ковалёва',
        'marina@verba.example',
        '+7 921 •••-••-14',
        ['Опт', 'без лифта'],
        true,
        'Тверь',
      ],
    )
    await until(async () => {
      const { contact } = await centre.conversationOf('Марина Ковалёва')
      return contact.isVip && contact.version === card.version
    }, 'the list to show it')
    // The messenger's name of somebody does not undo a colleague's.
    await person.does('text', { text: 'ещё слово' })
    await centre.transcript(conversationId, (all) => all.some(({ text }) => text === 'ещё слово'))
    assert.equal((await cardOf()).name, 'Марина Ковалёва')
  })

  test('tells who was faster instead of overwriting', async () => {
    const { version } = await cardOf()
    await ask('PATCH', `contacts/${contactId}`, { version, note: 'первая' }, supervisor)
    const late = await refused('PATCH', `contacts/${contactId}`, { version, note: 'вторая' })
    assert.deepEqual([late.status, late.code], [409, 'contact-changed'])
    assert.match(String(late.facts?.by), /Somebody/)
    assert.equal((await cardOf()).note, 'первая')
  })

  test('refuses what a field cannot hold, naming the field', async () => {
    const make = (name: string, kind: string, options: string[] = []) =>
      ask<{ id: string }>('POST', 'contact-fields', { name, kind, options }, centre.owner)
    const [number, date, choice] = [
      await make(`Скидка ${people}`, 'number'),
      await make(`Рождение ${people}`, 'date'),
      await make(`Опт ${people}`, 'choice', ['да']),
    ]
    const { version } = await cardOf()
    const fields = { [number.id]: 'много', [date.id]: '31.02.2026', [choice.id]: 'нет' }
    const wrong = await refused('PATCH', `contacts/${contactId}`, { version, fields, phone: '12' })
    assert.equal(wrong.status, 422)
    assert.deepEqual(
      Object.fromEntries(Object.entries(wrong.fields ?? {}).map(([key, { code }]) => [key, code])),
      {
        phone: 'wrong-phone',
        [`fields.${number.id}`]: 'not-a-number',
        [`fields.${date.id}`]: 'not-a-date',
        [`fields.${choice.id}`]: 'not-an-option',
      },
    )
    const kept = await edit({ fields: { [number.id]: '12,5', [date.id]: '1.3.1990' } })
    assert.deepEqual([kept.fields[number.id], kept.fields[date.id]], ['12.5', '1990-03-01'])
  })

  test('shows a whole phone to who may see it, and writes down who did', async () => {
    await edit({ phone: '+79211234514' })
    const shown = await ask<ContactPhones>('POST', `contacts/${contactId}/phones`)
    assert.equal(shown.phone, '+79211234514')
    const [entry] = await journal()
    assert.deepEqual([entry?.action, entry?.author.id], ['revealed', centre.operator.operatorId])
    const observer = await centre.signUp('observer', { accountId: centre.owner.accountId })
    assert.equal((await refused('POST', `contacts/${contactId}/phones`, {}, observer)).status, 403)
    const card = await observer.browser.get(`/api/v1/contacts/${contactId}`)
    assert.equal(card.body.includes('1234514'), false)
  })

  test('masks a phone that is a name, wherever the name stands', async () => {
    const shown = 'Игорь +7 904 •••-••-77'
    const nameless = await centre.person('Игорь 89045556677')
    await nameless.does('text', { text: 'кушетка по телефону' })
    const { id, contact } = await centre.conversationOf(shown)
    const observer = await centre.signUp('observer', { accountId: centre.owner.accountId })
    const seen = async (path: string) => (await observer.browser.get(`/api/v1/${path}`)).body
    await until(async () => (await seen('search/messages?q=кушетка')).includes(id), 'the words')
    const paths = ['snapshot', `conversations/${id}`, `conversations/${id}/messages`]
    const searches = ['search/messages?q=кушетка', 'search/names?q=игорь', 'contacts?search=игорь']
    for (const path of [...paths, ...searches, `contacts/${contact.id}`]) {
      const body = await seen(path)
      assert.ok(body.includes(shown), `${path}: ${body}`)
      assert.doesNotMatch(body, /555.?66/, path)
    }
    // Digit by digit it is found by those who may see it; by the others, when they know it whole.
    const isFound = async (q: string, by: Member) =>
      (await by.browser.get(`/api/v1/contacts?search=${encodeURIComponent(q)}`)).body.includes(
        shown,
      )
    const asked = ['5556', '904 555-66', '+7 904 555 66 77', '89045556677']
    const found = (by: Member) => Promise.all(asked.map((q) => isFound(q, by)))
    assert.deepEqual(await found(centre.operator), [true, true, true, true])
    assert.deepEqual(await found(observer), [false, false, true, true])
    const named = await observer.browser.get('/api/v1/search/names?q=5556')
    assert.deepEqual(named.json<NameSearch>().contacts, [])
  })

  test('masks it in every answer of the API', async () => {
    const shown = 'Пётр +7 904 •••-••-88'
    const nameless = await centre.person('Пётр 89045556688')
    await nameless.does('text', { text: 'сервант по телефону' })
    const { id, contact, openedAt } = await centre.conversationOf(shown)
    await ask('POST', `contacts/${contact.id}/phones`)
    await waitsForReview(id)
    await comesOfAnAdvertisement(centre, id)
    await until(async () => {
      const found = await centre.owner.browser.get('/api/v1/search/messages?q=сервант')
      return found.body.includes(id)
    }, 'the message to be found')
    const day = openedAt.slice(0, 10)
    const queries: Record<string, string> = {
      'tracking/conversations': `?from=${day}&to=${day}`,
      'search/messages': '?q=сервант',
      'search/names': '?q=пётр',
    }
    // What was said is found a moment after it is said.
    const isFound = async () => {
      const { body } = await centre.owner.browser.get('/api/v1/search/messages?q=сервант')
      return body.includes(id)
    }
    await until(isFound, 'what was said to be found')
    const masked: string[] = []
    for (const { method, url, access } of centre.app.declaredRoutes) {
      // Whoever takes a table or a person's file out of the company takes the whole of it.
      const isAsked =
        method === 'GET' && typeof access !== 'string' && !/export|\.csv|:key/.test(url)
      if (!isAsked || !url.startsWith('/api/v1/')) continue
      const bare = url.slice('/api/v1/'.length)
      const whose = { conversations: id, contacts: contact.id }[bare.split('/')[0] ?? '']
      if (bare.includes(':') && !whose) continue
      const path = bare.replace(':id', whose ?? '') + (queries[bare] ?? '')
      const { body } = await centre.owner.browser.get(`/api/v1/${path}`)
      assert.doesNotMatch(body, /555.?66/, path)
      if (body.includes(shown)) masked.push(bare)
    }
    const wherever = [
      'contacts',
      'contacts/:id',
      'conversations/:id',
      'conversations/:id/messages',
      'audit',
    ]
    const modules = ['search/messages', 'quality/queue', 'tracking/conversations']
    for (const path of [...wherever, ...modules]) assert.ok(masked.includes(path), path)
  })

  test('is nobody’s business in another company', async () => {
    const stranger = await centre.signUp('owner')
    const path = `/api/v1/contacts/${contactId}`
    assert.equal((await stranger.browser.get(path)).statusCode, 404)
    assert.equal(
      (await refused('PATCH', `contacts/${contactId}`, { version: 1 }, stranger)).status,
      404,
    )
    assert.equal((await refused('PUT', `contacts/${contactId}/bar`, {}, stranger)).status, 404)
  })
})

async function waitsForReview(id: string): Promise<void> {
  const reviewer = await centre.signUp('quality-reviewer', { accountId: centre.owner.accountId })
  await ask('PUT', 'modules/quality', { isOn: true }, centre.owner)
  const criterion = { id: newId(), title: 'Вежливость', weight: 1, scale: 'yes-no' }
  const criteria = [{ ...criterion, isCritical: false, mayNotApply: false }]
  const sections = [{ id: newId(), title: 'Общение', criteria }]
  const card = { name: 'Переписка', sections }
  const { id: scorecardId } = await ask<{ id: string }>(
    ...(['POST', 'quality/scorecards', card, reviewer] as const),
  )
  await ask('POST', `conversations/${id}/assignment`, {})
  await ask('POST', `conversations/${id}/messages`, {
    ...{ clientId: newId(), kind: 'message', text: 'Привезём' },
  })
  await ask('POST', `conversations/${id}/closure`, {})
  scene.moveOn(9000)
  await until(
    async () => (await ask<Conversation>('GET', `conversations/${id}`)).status === 'closed',
    'it to be over',
  )
  await ask('POST', 'quality/samples', { conversationId: id, scorecardId }, reviewer)
}

describe('«Клиенты»', () => {
  const found = async (query: string) =>
    (await ask<ContactPage>('GET', `contacts?${query}`)).contacts.map(({ id }) => id)

  test('finds by a part of a name, a phone however written, a username', async () => {
    await edit({ name: `Ёлкина Зоя ${people}`, phone: '+79031112233', tags: [`метка ${people}`] })
    for (const search of [`елкина зоя ${people}`, '8 903 111-22-33', '(903) 111-22', '031112']) {
      assert.ok((await found(`search=${encodeURIComponent(search)}`)).includes(contactId), search)
    }
    assert.deepEqual(await found(`search=${encodeURIComponent('100% никто')}`), [])
    assert.deepEqual(await found(`tag=${encodeURIComponent(`метка ${people}`)}`), [contactId])
    assert.deepEqual(await found(`isVip=true&search=${encodeURIComponent(`Зоя ${people}`)}`), [])
    assert.ok((await found(`channelId=${centre.channel.id}`)).includes(contactId))
  })

  test('goes page by page by the last conversation, and says how many there are', async () => {
    await desk.somebody()
    const first = await ask<ContactPage>('GET', 'contacts?limit=1')
    assert.ok(first.hasMore && (first.total ?? 0) >= 2)
    const last = first.contacts[0]?.lastConversation?.id
    const next = await ask<ContactPage>('GET', `contacts?limit=1&beforeConversation=${last}`)
    assert.equal(next.contacts[0]?.id, contactId)
    // Whoever comes back stands first, however long ago they came.
    await ask('POST', `conversations/${conversationId}/assignment`, {})
    await ask('POST', `conversations/${conversationId}/closure`, {})
    scene.moveOn(9000)
    const closed = async () =>
      (await ask<Conversation>('GET', `conversations/${conversationId}`)).status === 'closed'
    await until(closed, 'the first to be over')
    await person.does('text', { text: 'и ещё вопрос' })
    const isFirst = async () => (await found('limit=1'))[0] === contactId
    await until(isFirst, 'they stand first')
    // Who never wrote stands last.
    await centre.database.query(
      `insert into contacts (id, account_id, name, created_at) values ($1, $2, 'Без обращений', now())`,
      [noConversation, centre.owner.accountId],
    )
    const all = await found('limit=100')
    assert.equal(all.at(-1), noConversation)
    const [lastKnown] = (await ask<ContactPage>('GET', 'contacts?limit=100')).contacts.slice(-2)
    const rest = await found(`beforeConversation=${lastKnown?.lastConversation?.id}`)
    assert.deepEqual(rest, [noConversation])
    assert.deepEqual(await found(`before=${noConversation}`), [])
  })
})

describe('«Заблокировать»', () => {
  test('keeps their words, opens nothing and notifies nobody', async () => {
    const card = await ask<ContactCard>('PUT', `contacts/${contactId}/bar`)
    assert.ok(card.isBarred && card.barredBy)
    const closed = await until(async () => {
      const answer = await centre.operator.browser.get(`/api/v1/conversations/${conversationId}`)
      const found = answer.json<Conversation>()
      return found.status === 'closed' ? found : undefined
    }, 'the conversation to be over')
    assert.equal(closed.closeReason, 'barred')
    await person.does('text', { text: 'почему молчите' })
    await centre.transcript(conversationId, (all) => all.at(-1)?.text === 'почему молчите')
    const now = (
      await centre.operator.browser.get(`/api/v1/conversations/${conversationId}`)
    ).json()
    assert.deepEqual([now.status, now.unread, now.owes], ['closed', 0, 'nobody'])
    const { conversations } = await centre.snapshot(centre.operator)
    assert.equal(
      conversations.some(({ contact }) => contact.id === contactId),
      false,
    )
    const begun = await refused('POST', 'conversations', {
      ...{ channelId: centre.channel.id, to: { contactId }, clientId: 'client-barred' },
      text: 'пишем первыми',
    })
    assert.equal(begun.code, 'contact-barred')
    await ask('DELETE', `contacts/${contactId}/bar`)
    await person.does('text', { text: 'снова я' })
    const next = await centre.conversationOf(person.name)
    assert.equal(next.previousId, conversationId)
    const actions = (await journal()).map(({ action }) => action)
    assert.deepEqual(actions, ['unbarred', 'barred'])
  })
})

describe('an operator of scope own', () => {
  test('learns nothing of a colleague’s conversation with the same customer', async () => {
    const { accountId } = centre.owner
    const own = await centre.signUp('operator', { accountId })
    const colleague = await centre.signUp('operator', { accountId })
    await ask('POST', `conversations/${conversationId}/assignment`, {}, own)
    await ask('PATCH', `operators/${own.operatorId}`, { scope: 'own' }, centre.owner)
    await ask('POST', `conversations/${conversationId}/closure`, {}, own)
    scene.moveOn(9000)
    await until(async () => {
      const closed = await ask<Conversation>('GET', `conversations/${conversationId}`)
      return closed.status === 'closed' && closed
    }, 'the first to be over')
    await person.does('text', { text: 'новое дело' })
    const second = await until(async () => {
      const found = await centre.conversationOf(person.name)
      return found.id !== conversationId && found
    }, 'the second')
    await ask('POST', `conversations/${second.id}/assignment`, {}, colleague)
    const { contacts } = await ask<ContactPage>('GET', 'contacts', undefined, own)
    const row = contacts.find(({ id }) => id === contactId)
    assert.deepEqual([row?.conversationCount, row?.lastConversation?.id], [1, conversationId])
    const history = (query: string, reader: Member) =>
      ask<ContactHistory>('GET', `contacts/${contactId}/conversations?${query}`, undefined, reader)
    const seen = await history('limit=1', own)
    assert.deepEqual(seen, { conversations: [seen.conversations[0]], hasMore: false })
    assert.equal(seen.conversations[0]?.id, conversationId)
    // Who sees all goes on where the page ended.
    const first = await history('limit=1', centre.owner)
    assert.deepEqual([first.conversations[0]?.id, first.hasMore], [second.id, true])
    const rest = await history(`limit=1&before=${first.conversations[0]?.number}`, centre.owner)
    assert.deepEqual([rest.conversations[0]?.id, rest.hasMore], [conversationId, false])
    const barring = await refused('PUT', `contacts/${contactId}/bar`, undefined, own)
    assert.deepEqual([barring.status, barring.code], [409, 'not-yours'])
    const held = await ask<Conversation>('GET', `conversations/${second.id}`)
    assert.equal(held.status, 'assigned')
  })
})

describe('a table of customers', () => {
  test('[H-48] holds whom the screen shows, whole and harmless', async () => {
    await edit({ name: '=1+1', note: 'две;строки\n"в кавычках"', tags: [`к выгрузке ${people}`] })
    const tag = encodeURIComponent(`к выгрузке ${people}`)
    const answer = await centre.owner.browser.get(`/api/v1/contacts.csv?tag=${tag}`)
    const [heads, row, ...rest] = parseCsv(answer.body.replace('\ufeff', ''), ';')
    assert.deepEqual(
      [heads?.[0], row?.[0], row?.[4], rest.length],
      [...['Имя', "'=1+1", 'две;строки\n"в кавычках"', 0]],
    )
    const conversations = await centre.owner.browser.get(`/api/v1/conversations.csv?tag=${tag}`)
    assert.equal(parseCsv(conversations.body, ';').length, 2)
    const messages = await centre.owner.browser.get(`/api/v1/messages.csv?tag=${tag}`)
    const [columns, word, ...none] = parseCsv(messages.body.replace('\ufeff', ''), ';')
    assert.deepEqual([columns?.[7], word?.[7], none.length], ['Текст', 'здравствуйте', 0])
    assert.deepEqual(Object.values(guessMapping(columns ?? [], 'conversations', [])), [
      ...['conversation', 'name', 'phone', 'email', 'at', 'author', 'text', 'topic'],
    ])
    assert.equal((await centre.operator.browser.get('/api/v1/contacts.csv')).statusCode, 403)
  })
})
