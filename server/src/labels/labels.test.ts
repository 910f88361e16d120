import assert from 'node:assert/strict'
import { before, beforeEach, describe, test } from 'node:test'
import type { Label, LabelDirectory } from '@otklik/protocol'
import type { AuditPage } from '@otklik/protocol/settings'

import { createTestApp, type Member, type TestApp } from '../testing/index.ts'

let world: TestApp
before(async () => {
  world = await createTestApp()
})

let supervisor: Member
let operator: Member
beforeEach(async () => {
  supervisor = await world.signUp('supervisor')
  const { accountId } = supervisor
  operator = await world.signUp('operator', { accountId })
})

const directory = async (by = operator) =>
  (await by.browser.get('/api/v1/labels')).json<LabelDirectory>()
const add = (name: string, kind = 'topic', by = supervisor) =>
  by.browser.send('POST', '/api/v1/labels', { kind, name })
const made = async (name: string, kind = 'topic') => (await add(name, kind)).json<Label>()
const edit = ({ id, version }: Label, changes: object) =>
  supervisor.browser.send('PATCH', `/api/v1/labels/${id}`, { version, ...changes })
const require = (body: Record<string, unknown>) =>
  supervisor.browser.send('PUT', '/api/v1/labels/requirement', body)
const names = async (kind: string) =>
  (await directory()).labels.filter((each) => each.kind === kind).map(({ name }) => name)

describe('«Тематики» and «Теги»', () => {
  test('are made by who leads, and seen by everybody who works', async () => {
    assert.equal((await add('Доставка')).statusCode, 201)
    assert.equal((await add('срочно', 'tag')).statusCode, 201)
    assert.equal((await add('Свои', 'tag', operator)).statusCode, 403)
    assert.deepEqual(await names('topic'), ['Доставка'])
    assert.deepEqual(await names('tag'), ['срочно'])
  })

  test('have one name each, whatever its case', async () => {
    await add('Доставка')
    const again = await add(' доставка ')
    assert.equal(again.json().error.fields.name.code, 'name-taken')
    assert.equal((await add('Доставка', 'tag')).statusCode, 201)
    assert.equal((await add('')).statusCode, 422)
    assert.equal((await add('я'.repeat(81))).statusCode, 422)
  })

  test('remember what they were called, and are kept when archived', async () => {
    const topic = await made('Доставка')
    const renamed = (await edit(topic, { name: 'Доставка и подъём' })).json<Label>()
    assert.deepEqual(renamed.formerNames, ['Доставка'])
    assert.equal((await edit(topic, { name: 'Поздно' })).json().error.code, 'changed-meanwhile')
    const archived = (await edit(renamed, { isArchived: true })).json<Label>()
    assert.ok(archived.archivedAt)
    assert.deepEqual(archived.formerNames, ['Доставка'])
    const back = (await edit(archived, { isArchived: false })).json<Label>()
    assert.equal(back.archivedAt, undefined)
  })

  test('stand in the order they were put in', async () => {
    const one = await made('Один')
    await made('Два')
    const three = await made('Три')
    const ids = [three.id, one.id]
    await supervisor.browser.send('PUT', '/api/v1/labels/order', { kind: 'topic', ids })
    assert.deepEqual(await names('topic'), ['Три', 'Один', 'Два'])
  })

  test('leave a trace in the journal', async () => {
    const owner = await world.signUp('owner', { accountId: supervisor.accountId })
    await edit(await made('Доставка'), { name: 'Подъём' })
    await require({ of: 'everybody' })
    const { entries } = (await owner.browser.get('/api/v1/audit')).json<AuditPage>()
    assert.deepEqual(
      entries.map(({ action, subject }) => `${action} ${subject.kind} ${subject.name}`),
      ['changed topic-requirement ', 'changed label Подъём', 'created label Доставка'],
    )
  })

  test('are those of one company', async () => {
    const topic = await made('Доставка')
    const stranger = await world.signUp('owner')
    assert.deepEqual((await directory(stranger)).labels, [])
    const body = { version: topic.version, name: 'Чужое' }
    const changed = await stranger.browser.send('PATCH', `/api/v1/labels/${topic.id}`, body)
    assert.equal(changed.statusCode, 404)
  })
})

describe('«Требовать тематику при закрытии»', () => {
  test('is of nobody until it is chosen, and of teams that are there', async () => {
    assert.deepEqual((await directory()).requirement, { of: 'nobody', teamIds: [] })
    assert.equal((await require({ of: 'teams' })).json().error.fields.teamIds.code, 'required')
    const nowhere = '00000000-0000-4000-8000-000000000000'
    const wrong = await require({ of: 'teams', teamIds: [nowhere] })
    assert.equal(wrong.json().error.fields.teamIds.code, 'no-such-team')
    assert.equal((await directory()).requirement.of, 'nobody')
    assert.deepEqual((await require({ of: 'everybody' })).json(), { of: 'everybody', teamIds: [] })
  })
})
