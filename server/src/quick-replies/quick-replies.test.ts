import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { fillReply, findGaps, type QuickReply, type Role, unknownVariables } from '@otklik/protocol'
import type { AuditPage } from '@otklik/protocol/settings'

import { createTestApp, type Member, type TestApp } from '../testing/index.ts'

let world: TestApp
const members = new Map<Role, Member>()
before(async () => {
  world = await createTestApp()
  const owner = await world.signUp('owner')
  members.set('owner', owner)
  for (const role of ['administrator', 'supervisor', 'operator'] as const) {
    members.set(role, await world.signUp(role, { accountId: owner.accountId }))
  }
})

const of = (role: Role) => members.get(role)!.browser
const make = (role: Role, body: Record<string, unknown>) =>
  of(role).send('POST', '/api/v1/quick-replies', { scope: 'own', text: 'Здравствуйте', ...body })
const titles = async (role: Role) =>
  (await of(role).get('/api/v1/quick-replies')).json<QuickReply[]>().map(({ title }) => title)

describe('a quick reply', () => {
  test('is in the journal when it is not one’s own', async () => {
    const journal = async () =>
      (await of('owner').get('/api/v1/audit?subject=quick-reply'))
        .json<AuditPage>()
        .entries.map(({ action, subject, changes }) => [
          `${action} ${subject.name}`,
          changes.map(({ field }) => field),
        ])
    const own = (await make('operator', { title: 'Про себя' })).json<QuickReply>()
    const made = await make('administrator', { title: 'Доставка', scope: 'company' })
    const { id, version } = made.json<QuickReply>()
    const path = `/api/v1/quick-replies/${id}`
    await of('administrator').send('PATCH', path, { version, text: 'Завтра' })
    await of('administrator').send('DELETE', path)
    await of('operator').send('DELETE', `/api/v1/quick-replies/${own.id}`)
    assert.deepEqual(await journal(), [
      ['deleted Доставка', ['title', 'text']],
      ['changed Доставка', ['text']],
      ['created Доставка', ['title', 'text']],
    ])
  })

  test('is seen by those it is for, and changed by those it belongs to', async () => {
    const own = await make('operator', { title: 'Мой', shortcut: 'мой' })
    assert.equal(own.statusCode, 201, own.body)
    assert.equal((await make('operator', { title: 'Всем', scope: 'company' })).statusCode, 403)
    assert.equal((await make('supervisor', { title: 'Всем', scope: 'company' })).statusCode, 403)
    const company = await make('administrator', { title: 'Всем', scope: 'company' })
    assert.equal(company.statusCode, 201, company.body)
    const [team] = (await of('owner').get('/api/v1/teams')).json<{ id: string }[]>()
    const ofTeam = { title: 'Группе', scope: 'team', teamId: team?.id }
    assert.equal((await make('operator', ofTeam)).statusCode, 403)
    assert.equal((await make('supervisor', ofTeam)).statusCode, 201)
    assert.deepEqual(await titles('operator'), ['Всем', 'Группе', 'Мой'])
    assert.deepEqual(await titles('owner'), ['Всем', 'Группе'])
    const { id } = company.json<QuickReply>()
    const path = `/api/v1/quick-replies/${id}`
    assert.equal((await of('operator').send('DELETE', path)).statusCode, 403)
    const edit = { version: 1, text: 'Добрый день' }
    assert.equal((await of('administrator').send('PATCH', path, edit)).json().version, 2)
    assert.equal((await of('administrator').send('PATCH', path, edit)).statusCode, 409)
    const theirs = `/api/v1/quick-replies/${own.json<QuickReply>().id}`
    assert.equal((await of('owner').send('DELETE', theirs)).statusCode, 404)
    assert.equal((await of('operator').send('DELETE', theirs)).statusCode, 204)
    const stranger = await world.signUp('owner')
    assert.equal((await stranger.browser.send('PATCH', path, edit)).statusCode, 404)
  })

  test('is refused with what nobody could fill in, or find', async () => {
    const problem = async (body: Record<string, unknown>) => {
      const { fields } = (await make('operator', { title: 'Раз', ...body })).json().error
      return Object.entries(fields as Record<string, { code: string }>).map(
        ([field, { code }]) => `${field} ${code}`,
      )
    }
    assert.deepEqual(await problem({ text: 'Ваш {{менеджер}}' }), ['text unknown-variable'])
    assert.deepEqual(await problem({ text: ' ' }), ['text required'])
    assert.deepEqual(await problem({ scope: 'team' }), ['teamId required'])
    assert.deepEqual(await problem({ fileIds: [crypto.randomUUID()] }), ['fileIds wrong-value'])
    await make('operator', { title: 'Раз', shortcut: 'раз' })
    assert.deepEqual(await problem({ shortcut: 'РАЗ' }), ['shortcut name-taken'])
  })

  test('is filled in with what is known, and tells what is not', () => {
    const text = 'Здравствуйте, {{ Имя клиента }}. Обращение {{номер обращения}}: {{тематика}}'
    const filled = fillReply(text, { customer: 'Марина', number: '48 213' })
    assert.equal(filled, 'Здравствуйте, Марина. Обращение 48 213: {{тематика}}')
    assert.deepEqual(
      findGaps(filled).map(({ name }) => name),
      ['тематика'],
    )
    assert.deepEqual(findGaps('{{скидка}}'), [])
    assert.deepEqual(unknownVariables('{{скидка}} {{channel}}'), ['скидка'])
  })
})
