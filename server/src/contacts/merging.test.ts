import assert from 'node:assert/strict'
import { before, beforeEach, describe, test } from 'node:test'
import type { ContactCard, Conversation, MergePreview, MergeSuggestion } from '@otklik/protocol'

import {
  type Customers,
  type Member,
  openCustomers,
  type TestCentre,
  until,
} from '../testing/index.ts'

let desk: Customers
let centre: TestCentre
let supervisor: Member
before(async () => {
  desk = await openCustomers()
  ;({ centre, supervisor } = desk)
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
