import assert from 'node:assert/strict'
import { before, beforeEach, describe, test } from 'node:test'

import {
  type Customers,
  comesOfAnAdvertisement,
  openCustomers,
  type Person,
  type Scene,
  type TestCentre,
  until,
} from '../testing/index.ts'
import { holdings } from './holdings.ts'

let desk: Customers
let scene: Scene
let centre: TestCentre
before(async () => {
  desk = await openCustomers()
  ;({ scene, centre } = desk)
})

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

/** Tables that know of conversations or visits, and nothing of whose they are. */
const ofNobody: Record<string, string> = {
  visit_clicks: 'which messenger was chosen on a page; of an erased visit, of nobody',
}

describe('152-ФЗ: what is known of somebody', () => {
  /** Every table, as text: where any of the words still is. */
  const whereIs = async (...words: string[]): Promise<string[]> => {
    const { rows: tables } = await centre.database.query<{ name: string }>(
      `select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`,
    )
    const found: string[] = []
    for (const { name } of tables) {
      // A raw body is bytes, which JSON shows as hexadecimal digits.
      const { rows } = await centre.database.query<{ text: string }>(
        `select to_jsonb(t)::text as text from "${name}" t`,
      )
      for (const word of words) {
        const bytes = Buffer.from(word).toString('hex')
        const escaped = Buffer.from(JSON.stringify(word).slice(1, -1)).toString('hex')
        const isHere = rows.some(({ text }) =>
          [word, bytes, escaped].some((each) => text.includes(each)),
        )
        if (isHere) found.push(`${name}: ${word}`)
      }
    }
    return found
  }

  test('is gone for good wherever it was, and they are somebody new afterwards', async () => {
    const words = [
      'Ксения Тайная',
      'ksenia@verba.example',
      '9217770011',
      'тайное слово',
      'наш ответ',
      'обещанное на потом',
      'слова при оценке',
    ]
    await edit({ name: words[0], email: words[1], phone: `8${words[2]}`, note: words[3] })
    await person.does('text', { text: words[3] })
    await person.does('media', { kind: 'photo', caption: words[3] })
    await scene.write(conversationId, words[4]!)
    await centre.transcript(
      conversationId,
      (all) =>
        all.some(({ status }) => status === 'sent') &&
        all.some(({ files }) => files?.[0]?.state === 'stored'),
    )
    const administrator = await centre.signUp('administrator', {
      accountId: centre.owner.accountId,
    })
    const path = `contacts/${contactId}/erasure`
    const untyped = await refused('POST', path, { confirmation: 'да' }, administrator)
    assert.equal(untyped.fields?.confirmation?.code, 'not-typed')
    assert.equal((await refused('POST', path, { confirmation: 'удалить' })).status, 403)
    await ask('POST', `conversations/${conversationId}/assignment`, {})
    await ask('POST', `conversations/${conversationId}/planned-messages`, {
      ...{ clientId: 'client-planned-secret', text: words[5], fileIds: [] },
      sendAt: new Date(centre.clock.now().getTime() + 3_600_000).toISOString(),
    })
    const now = centre.clock.now().getTime()
    await centre.database.query(
      `update conversations set state = state || jsonb_build_object('rating', $2::jsonb)
       where id = $1`,
      [
        conversationId,
        JSON.stringify({
          ...{ messageId: contactId, scale: 'stars', askedAt: now, until: now + 1000 },
          ...{ score: 2, ratedAt: now, comment: words[6] },
        }),
      ],
    )
    assert.notDeepEqual(await whereIs(...words), [])
    await ask('POST', path, { confirmation: 'Удалить' }, administrator)
    assert.deepEqual(await whereIs(...words, person.name), [])
    const card = await cardOf()
    assert.ok(card.erasedAt)
    assert.deepEqual([card.addresses, card.conversationCount, card.phone], [[], 1, ''])
    const [entry] = await journal()
    assert.deepEqual([entry?.action, entry?.subject.name], ['erased', ''])
    await person.does('text', { text: 'здравствуйте' })
    const next = await centre.conversationOf(person.name)
    assert.notEqual(next.contact.id, contactId)
    assert.equal(next.previousId, undefined)
  })

  test('is named by one list, whichever table it is in', async () => {
    const named = new Set(holdings.map(({ table }) => table))
    const { rows } = await centre.database.query<{ name: string; column: string }>(
      `select c.table_name as name, min(c.column_name) as column
       from information_schema.columns c
       join pg_class t on t.relname = c.table_name and not t.relispartition
         and t.relnamespace = c.table_schema::regnamespace
       where c.table_schema = current_schema() and c.column_name ~ '^(contact|conversation|message|part|visit)_ids?$|^(visitor|address)$'
       group by c.table_name`,
    )
    assert.ok(rows.length > 20)
    for (const { name, column } of rows) {
      assert.ok(named.has(name) || name in ofNobody, `${name} has ${column}: see holdings.ts`)
    }
    for (const name of Object.keys(ofNobody)) {
      assert.ok(rows.some((row) => row.name === name) && !named.has(name), `${name} is excused`)
    }
  })

  test('is handed out whole, in one file', async () => {
    await edit({ name: `Вера ${people}`, email: 'vera@verba.example' })
    await person.does('media', { kind: 'photo', caption: 'вот фото' })
    await until(async () => {
      const messages = await centre.messagesOf(conversationId)
      return messages.some(({ files }) => files?.[0]?.state === 'stored')
    }, 'the picture to be here')
    await comesOfAnAdvertisement(centre, conversationId)
    await centre.database.query(
      `insert into ratings (account_id, conversation_id, channel_id, contact_id, scale, asked_at,
         score, rated_at, comment)
       select account_id, id, channel_id, contact_id, 'stars', now(), 2, now(), 'долго ждали'
       from conversations where id = $1
       on conflict (account_id, conversation_id) do update set comment = 'долго ждали'`,
      [conversationId],
    )
    const url = `/api/v1/contacts/${contactId}/export`
    assert.equal((await centre.operator.browser.get(url)).statusCode, 403)
    const { rawPayload } = await centre.owner.browser.get(url)
    assert.equal(rawPayload.subarray(0, 4).toString('latin1'), 'PK\u0003\u0004')
    const text = rawPayload.toString('utf8')
    for (const part of [
      'yandex',
      'долго ждали',
      'data.json',
      'vera@verba.example',
      'здравствуйте',
      'вот фото',
      'files/',
    ]) {
      assert.ok(text.includes(part), part)
    }
    const named = holdings.flatMap(({ handed }) =>
      typeof handed === 'object' && 'as' in handed ? [`"${handed.as}":`] : [],
    )
    for (const name of named) assert.ok(text.includes(name), name)
    assert.equal((await journal())[0]?.action, 'exported')
  })
})
