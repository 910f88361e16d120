import assert from 'node:assert/strict'
import { before, beforeEach, describe, test } from 'node:test'
import type { ContactCard, Conversation, MergePreview, MergeSuggestion } from '@otklik/protocol'

import {
  type Customers,
  type Member,
  openCustomers,
  type Scene,
  type TestCentre,
  until,
} from '../testing/index.ts'

let desk: Customers
let scene: Scene
let centre: TestCentre
let supervisor: Member
before(async () => {
  desk = await openCustomers()
  ;({ scene, centre, supervisor } = desk)
})

let conversationId: string
let contactId: string
/** Somebody new who has written one message. */
beforeEach(async () => {
  ;({ conversationId, contactId } = await desk.somebody())
})

const ask: Customers['ask'] = (...given) => desk.ask(...given)
const refused: Customers['refused'] = (...given) => desk.refused(...given)
const cardOf = (id = contactId) => desk.cardOf(id)
const edit = (changes: object, id = contactId) => desk.edit(id, changes)
const journal = () => desk.journal(contactId)
const merge = (survivor: string, otherId: string) =>
  ask<ContactCard>('POST', `contacts/${survivor}/merges`, { otherId }, supervisor)

describe('[REQ-15] two contacts that are one person', () => {
  const suggestions = (id = contactId) =>
    ask<MergeSuggestion[]>('GET', `contacts/${id}/suggestions`, undefined, supervisor)

  test('are suggested with what both have, and never merged by themselves', async () => {
    const other = await desk.somebody()
    await edit({ phone: '+79219990000', email: 'One@verba.example' })
    await edit({ phone: '8 921 999-00-00', email: 'one@verba.example' }, other.contactId)
    const [suggested, ...rest] = await suggestions()
    assert.equal(rest.length, 0)
    assert.equal(suggested?.contact.id, other.contactId)
    assert.deepEqual(suggested?.evidence.map(({ kind }) => kind).sort(), ['email', 'phone'])
    assert.equal((await cardOf(other.contactId)).id, other.contactId)
    await ask('POST', `contacts/${contactId}/differences`, { otherId: other.contactId }, supervisor)
    assert.deepEqual([await suggestions(), await suggestions(other.contactId)], [[], []])
  })

  test('become one where the survivor’s word counts, and everything moves', async () => {
    const other = await desk.somebody()
    await edit({ name: 'Анна', note: 'первая', tags: ['опт'] })
    await edit(
      { name: 'Аня', note: 'вторая', email: 'a@verba.example', isVip: true },
      other.contactId,
    )
    const path = `contacts/${contactId}/merge-preview?otherId=${other.contactId}`
    const preview = await ask<MergePreview>('GET', path, undefined, supervisor)
    assert.deepEqual(
      [preview.name, preview.note, preview.email, preview.isVip, preview.conversationCount],
      ['Анна', 'первая\n\nвторая', 'a@verba.example', true, 2],
    )
    const card = await merge(contactId, other.contactId)
    assert.deepEqual([card.addresses.length, card.conversationCount, card.isVip], [2, 2, true])
    // Whoever has the old card open is led to the new one.
    assert.equal((await cardOf(other.contactId)).id, contactId)
    await until(async () => {
      const { conversations } = await centre.snapshot(centre.operator)
      const moved = conversations.find(({ id }) => id === other.conversationId)
      return moved?.contact.id === contactId && moved.contact.name === 'Анна'
    }, 'the open conversation to be the survivor’s')
    await other.person.does('text', { text: 'ещё' })
    const [entry] = await journal()
    assert.equal(entry?.action, 'merged')
  })

  test('are two again after the undo, with what was changed since', async () => {
    const other = await desk.somebody()
    await edit({ name: 'Борис', tags: ['опт'], note: 'мебель' })
    await edit({ name: 'Боря', tags: ['розница'], email: 'b@verba.example' }, other.contactId)
    const before = { mine: await cardOf(), other: await cardOf(other.contactId) }
    const merged = await merge(contactId, other.contactId)
    await edit({ note: 'мебель и свет' })
    const undone = await ask<ContactCard>(
      'DELETE',
      `contacts/${contactId}/merges/${merged.merges[0]!.id}`,
      undefined,
      supervisor,
    )
    const known = ({ name, email, tags, note, addresses }: ContactCard) => ({
      ...{ name, email, tags, note, addresses: addresses.map(({ address }) => address) },
    })
    assert.deepEqual(known(undone), { ...known(before.mine), note: 'мебель и свет' })
    assert.deepEqual(known(await cardOf(other.contactId)), known(before.other))
    assert.deepEqual(undone.merges, [])
    const path = `contacts/${contactId}/merges/${merged.merges[0]!.id}`
    assert.equal((await refused('DELETE', path, {}, supervisor)).code, 'cannot-undo')
  })

  test('stay one after thirty days, and undo in the order they were made', async () => {
    const [second, third] = [await desk.somebody(), await desk.somebody()]
    const first = await merge(second.contactId, contactId)
    await merge(third.contactId, second.contactId)
    const inner = `contacts/${second.contactId}/merges/${first.merges[0]!.id}`
    assert.equal((await refused('DELETE', inner, {}, supervisor)).code, 'cannot-undo')
    const outer = (await cardOf(third.contactId)).merges[0]!.id
    await ask('DELETE', `contacts/${third.contactId}/merges/${outer}`, undefined, supervisor)
    await centre.database.query("update contact_merges set at = at - interval '31 days'")
    assert.equal((await refused('DELETE', inner, {}, supervisor)).code, 'cannot-undo')
  })
})

describe('a merge with somebody blocked', () => {
  test('ends what is open with the survivor instead of silencing it', async () => {
    const bad = await desk.somebody()
    await ask('PUT', `contacts/${bad.contactId}/bar`)
    await ask('POST', `contacts/${contactId}/merges`, { otherId: bad.contactId }, supervisor)
    const closed = await ask<Conversation>('GET', `conversations/${conversationId}`)
    assert.deepEqual([closed.status, closed.closeReason], ['closed', 'barred'])
  })
})

describe('whoever holds on to a customer', () => {
  const groups = 'channel-groups'
  const rate = async () => {
    await ask('PUT', 'modules/quality', { isOn: true }, centre.owner)
    const [group] = await ask<{ id: string; version: number }[]>(
      'GET',
      groups,
      undefined,
      centre.owner,
    )
    const rating = { isOn: true, question: 'Оцените разговор', everyHours: 24 }
    await ask('PATCH', `${groups}/${group!.id}`, { version: group!.version, rating }, centre.owner)
  }
  const statesOf = async (...ids: string[]) => {
    const { rows } = await centre.database.query<{ status: string; is_asked: boolean }>(
      `select status, state ? 'rating' as is_asked from conversations where id = any($1)`,
      [ids],
    )
    return rows
  }
  const answered = async (id: string) => {
    await ask('POST', `conversations/${id}/assignment`)
    assert.equal((await scene.write(id, 'Готово')).statusCode, 201)
  }
  before(rate)

  test('is asked for a mark once, whatever is closed at the same moment', async () => {
    const other = await desk.somebody()
    const ids = [conversationId, other.conversationId]
    for (const id of ids) await answered(id)
    await merge(contactId, other.contactId)
    await ask('POST', 'conversations/acts', { ids, act: { type: 'close', as: 'operator' } })
    scene.moveOn(9000)
    await until(
      async () => (await statesOf(...ids)).every(({ status }) => status === 'closed'),
      'both to be closed',
    )
    assert.equal((await statesOf(...ids)).filter(({ is_asked }) => is_asked).length, 1)
  })

  test('keeps nobody else waiting while their own conversation waits', async () => {
    const { database } = centre
    await answered(conversationId)
    await ask('POST', `conversations/${conversationId}/closure`)
    const other = await desk.somebody()
    const waiting = `select from pg_stat_activity where datname = current_database()
      and wait_event_type = 'Lock' and query like '%apply_writes%'`
    await database.transaction(async (client) => {
      await client.query('set local idle_in_transaction_session_timeout = 0')
      await client.query('select from contacts where id = $1 for no key update', [contactId])
      scene.moveOn(9000)
      await until(async () => (await database.query(waiting)).rowCount === 1, 'the closing to wait')
      // It holds nothing yet that everybody needs.
      await desk.edit(other.contactId, { note: 'без очереди' })
    })
    await until(async () => (await statesOf(conversationId))[0]?.is_asked, 'it to be closed')
  })

  test('loses no edit of a card among closings, renames and merges', async () => {
    const others = await Promise.all([1, 2, 3].map(() => desk.somebody()))
    for (const each of others) await answered(each.conversationId)
    await Promise.all(
      others.map((each) => ask('POST', `conversations/${each.conversationId}/closure`)),
    )
    scene.moveOn(9000)
    await Promise.all(
      others.flatMap((each) => [
        ...[1, 2, 3].map((n) => desk.edit(each.contactId, { note: `правка ${n}` }).catch(faster)),
        each.person.does('text', { text: 'ещё слово' }),
      ]),
    )
    await merge(contactId, others[0]!.contactId)
    for (const each of others) {
      assert.match((await cardOf(each.contactId)).note, /^правка \d$/)
    }
  })
  /** One of the edits is always first; the others are told so, and nobody hears of a busy server. */
  const faster = (error: Error) => assert.match(error.message, /contact-changed/)
})
