import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { ApiError, ChannelDetails, CreatedInvitation, Team } from '@otklik/protocol'
import type { AuditEntry, AuditPage, ChannelRules, Schedule } from '@otklik/protocol/settings'

import { createTestApp, createTestCentre, type Member, type TestCentre } from '../testing/index.ts'

const nowhere = '00000000-0000-4000-8000-000000000000'

let centre: TestCentre
let owner: Member
let administrator: Member
before(async () => {
  centre = await createTestCentre('telegram')
  ;({ owner } = centre)
  const { accountId } = owner
  administrator = await centre.signUp('administrator', { accountId })
  await centre.database.query(`update operators set name = 'Пётр Гущин' where id = $1`, [
    owner.operatorId,
  ])
  await centre.database.query(`update operators set name = 'Мария Соколова' where id = $1`, [
    administrator.operatorId,
  ])
})

async function page(query = '', reader = owner): Promise<AuditPage> {
  const answer = await reader.browser.get(`/api/v1/audit${query}`)
  assert.equal(answer.statusCode, 200, answer.body)
  return answer.json()
}

const told = ({ author, action, subject, changes }: AuditEntry) => ({
  author: author.name,
  action,
  kind: subject.kind,
  name: subject.name,
  changes,
})

async function latest() {
  const { entries } = await page('?limit=1')
  return told(entries[0]!)
}

async function done<Answer>(
  who: Member,
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: Record<string, unknown>,
): Promise<Answer> {
  const answer = await who.browser.send(method, `/api/v1/${path}`, body)
  assert.ok(answer.statusCode < 300, answer.body)
  return answer.body ? answer.json<Answer>() : (undefined as Answer)
}

const makeTeam = (name: string, body = {}) =>
  done<Team>(administrator, 'POST', 'teams', { name, ...body })

describe('the journal', () => {
  test('tells of a team that is made, changed and deleted', async () => {
    const memberIds = [centre.operator.operatorId]
    const made = await makeTeam('Продажи', { memberIds })
    const first = await latest()
    assert.deepEqual(
      [first.author, first.action, first.kind],
      ['Мария Соколова', 'created', 'team'],
    )
    assert.deepEqual(first.changes[1], { field: 'memberIds', after: memberIds })

    await done(administrator, 'PATCH', `teams/${made.id}`, {
      version: made.version,
      name: 'Отдел продаж',
      settings: { queueWaitS: null, answerWaitS: made.settings.answerWaitS },
    })
    assert.deepEqual(await latest(), {
      author: 'Мария Соколова',
      action: 'changed',
      kind: 'team',
      name: 'Отдел продаж',
      changes: [
        { field: 'name', before: 'Продажи', after: 'Отдел продаж' },
        { field: 'settings.queueWaitS', before: 300, after: null },
      ],
    })

    await done(owner, 'DELETE', `teams/${made.id}`)
    const last = await latest()
    assert.deepEqual([last.author, last.action], ['Пётр Гущин', 'deleted'])
    assert.deepEqual(last.changes[0], { field: 'name', before: 'Отдел продаж' })
  })

  test('tells of the rules of a channel', async () => {
    const path = `channels/${centre.channel.id}/rules`
    const { version } = (await owner.browser.get(`/api/v1/${path}`)).json<ChannelRules>()
    await done(administrator, 'PATCH', path, {
      version,
      inactivity: { value: 24, unit: 'hours' },
      weight: 2,
      keepsUnanswered: false,
    })
    assert.deepEqual(await latest(), {
      author: 'Мария Соколова',
      action: 'changed',
      kind: 'channel-rules',
      name: centre.channel.name,
      changes: [
        { field: 'inactivity', before: null, after: { value: 24, unit: 'hours' } },
        { field: 'weight', before: 1, after: 2 },
      ],
    })
  })

  test('tells of working hours by the day', async () => {
    const { timeZone, week, exceptions, version } = (
      await owner.browser.get('/api/v1/schedule')
    ).json<Schedule>()
    const days = week.map((day, index) => (index === 6 ? [] : day))
    await done(owner, 'PUT', 'schedule', { version, timeZone, exceptions, week: days })
    const { kind, changes } = await latest()
    assert.equal(kind, 'schedule')
    assert.deepEqual(changes, [{ field: 'week.6', before: week[6], after: [] }])
  })

  test('tells of people, invited, joined, changed and shut out', async () => {
    const invited = { email: 'dmitry@verba.example', name: 'Дмитрий Орлов', role: 'operator' }
    const invitation = await done<CreatedInvitation>(owner, 'POST', 'invitations', invited)
    assert.deepEqual((await latest()).changes, [
      { field: 'email', after: 'dmitry@verba.example' },
      { field: 'role', after: 'operator' },
    ])
    await done(owner, 'DELETE', `invitations/${invitation.id}`)
    assert.deepEqual([(await latest()).action, (await latest()).name], ['deleted', 'Дмитрий Орлов'])

    const { link = '' } = await done<CreatedInvitation>(owner, 'POST', 'invitations', invited)
    const token = link.split('/').at(-1) ?? ''
    const guest = centre.browser()
    const acceptance = { name: 'Дмитрий Орлов', password: 'a quiet morning in march' }
    await guest.send('POST', `/api/v1/invitations/${token}/acceptance`, acceptance)
    assert.deepEqual(await latest(), {
      author: 'Дмитрий Орлов',
      action: 'created',
      kind: 'operator',
      name: 'Дмитрий Орлов',
      changes: [{ field: 'role', after: 'operator' }],
    })

    const { operatorId } = centre.operator
    await done(owner, 'PATCH', `operators/${operatorId}`, { capacity: 8, skills: ['возвраты'] })
    assert.deepEqual((await latest()).changes, [
      { field: 'capacity', before: 5, after: 8 },
      { field: 'skills', before: [], after: ['возвраты'] },
    ])
    await done(owner, 'PATCH', `operators/${operatorId}`, { isDisabled: true })
    assert.deepEqual((await latest()).changes, [
      { field: 'isDisabled', before: false, after: true },
    ])
  })

  test('tells of modules', async () => {
    await done(owner, 'PUT', 'modules/bots', { isOn: true })
    assert.deepEqual(await latest(), {
      author: 'Пётр Гущин',
      action: 'changed',
      kind: 'module',
      name: 'bots',
      changes: [{ field: 'isOn', before: false, after: true }],
    })
  })

  test('[H-48] tells of channels, and of their secrets only that they were replaced', async () => {
    const bot = await centre.emulators.control<{ token: string }>('telegram', 'bots', {
      name: 'Верба Сервис',
      username: 'verba_service_bot',
    })
    const channel = await done<ChannelDetails>(owner, 'POST', 'channels', {
      kind: 'telegram',
      settings: { token: bot.token },
    })
    assert.deepEqual(
      [(await latest()).action, (await latest()).name],
      ['connected', 'Верба Сервис'],
    )
    await done(administrator, 'PATCH', `channels/${channel.id}`, {
      version: channel.version,
      settings: { token: bot.token },
      signature: 'company',
    })
    assert.deepEqual((await latest()).changes, [
      { field: 'signature', before: 'none', after: 'company' },
    ])
    await done(owner, 'POST', `channels/${channel.id}/disconnection`, { consent: true })
    assert.deepEqual([(await latest()).action, (await latest()).changes], ['disconnected', []])

    const { entries } = await page('?subject=channel')
    const connected = entries.find(({ changes }) => changes.some(isToken))
    assert.match(String(connected?.changes.find(isToken)?.after), /•/)
    const { rows } = await centre.database.query<{ kept: string }>(
      'select string_agg(a::text, $1) as kept from audit a',
      [' '],
    )
    const { token } = centre.bot
    for (const secret of [bot.token, token, token.split(':')[1]!]) {
      assert.equal(rows[0]?.kept.includes(secret), false)
    }
  })

  test('says nothing where nothing changed', async () => {
    const { entries } = await page('?limit=1')
    const teams = (await owner.browser.get('/api/v1/teams')).json<Team[]>()
    const { id, version, settings } = teams[0]!
    await done(owner, 'PATCH', `teams/${id}`, { version, settings: { method: settings.method } })
    await done(owner, 'PUT', 'modules/bots', { isOn: true })
    await done(owner, 'PATCH', `operators/${administrator.operatorId}`, {})
    assert.deepEqual((await page('?limit=1')).entries, entries)
  })

  test('begins with the company itself', async () => {
    const world = await createTestApp()
    const browser = world.browser()
    const founding = { companyName: 'Верба Мебель', name: 'Пётр Гущин', email: 'p@verba.example' }
    const password = 'a long walk by the sea'
    await browser.send('POST', '/api/v1/first-run', { ...founding, password })
    const { entries } = (await browser.get('/api/v1/audit')).json<AuditPage>()
    assert.deepEqual(entries.map(told), [
      {
        author: 'Пётр Гущин',
        action: 'created',
        kind: 'account',
        name: 'Верба Мебель',
        changes: [],
      },
    ])
  })

  test('keeps nothing of a change that failed', async () => {
    const { entries } = await page('?limit=1')
    await makeTeam('Сервис')
    const count = (await page()).entries.length
    const again = await owner.browser.send('POST', '/api/v1/teams', { name: 'Сервис' })
    assert.equal(again.statusCode, 422)
    assert.equal((await page()).entries.length, count)
    assert.notDeepEqual((await page('?limit=1')).entries, entries)
  })
})

const isToken = ({ field }: { field: string }) => field === 'settings.token'

describe('reading the journal', () => {
  test('goes page by page, from the newest to the first', async () => {
    const all = (await page('?limit=100')).entries
    const seen: AuditEntry[] = []
    let hasMore = true
    while (hasMore) {
      const before = seen.at(-1)
      const next = await page(`?limit=3${before ? `&before=${before.id}` : ''}`)
      seen.push(...next.entries)
      hasMore = next.hasMore
    }
    assert.ok(all.length > 6)
    assert.deepEqual(seen, all)
    assert.deepEqual(
      all.map(({ at }) => at),
      all
        .map(({ at }) => at)
        .toSorted()
        .toReversed(),
    )
  })

  test('filters by subject and by person', async () => {
    const team = await makeTeam('Возвраты')
    const { entries } = await page(`?subject=team&subjectId=${team.id}`)
    assert.deepEqual(
      entries.map(told).map(({ name }) => name),
      ['Возвраты'],
    )
    const hers = (await page(`?authorId=${administrator.operatorId}`)).entries
    assert.ok(hers.length > 0)
    assert.ok(hers.every(({ author }) => author.id === administrator.operatorId))
    assert.deepEqual((await page(`?authorId=${nowhere}`)).entries, [])
    assert.equal((await owner.browser.get('/api/v1/audit?subject=money')).statusCode, 422)
  })

  test('keeps the name of whoever did it as it was', async () => {
    await done(owner, 'PATCH', `operators/${administrator.operatorId}`, { name: 'Мария Белова' })
    const { entries } = await page('?subject=team')
    assert.equal(entries[0]?.author.name, 'Мария Соколова')
  })

  test('is for owners only', async () => {
    const { accountId } = owner
    for (const role of ['administrator', 'supervisor', 'operator', 'observer'] as const) {
      const member = await centre.signUp(role, { accountId })
      assert.equal((await member.browser.get('/api/v1/audit')).statusCode, 403, role)
    }
  })

  test('shows a company its own changes only', async () => {
    const stranger = await centre.signUp('owner')
    await done(stranger, 'PUT', 'modules/quality', { isOn: true })
    assert.equal((await page('', stranger)).entries.length, 1)
    const { entries } = await page('?limit=100')
    assert.equal(
      entries.some(({ subject }) => subject.name === 'quality'),
      false,
    )
  })
})

describe('a form that is out of date', () => {
  const conflict = async (path: string, body: Record<string, unknown>, method: 'PATCH' | 'PUT') => {
    const answer = await owner.browser.send(method, `/api/v1/${path}`, body)
    assert.equal(answer.statusCode, 409, answer.body)
    const { code, facts } = answer.json<ApiError>().error
    assert.equal(code, 'changed-meanwhile')
    return facts
  }

  test('learns who was faster, and when', async () => {
    const by = await nameOf(administrator)
    const team = await makeTeam('Доставка')
    const { version, ...hours } = (await owner.browser.get('/api/v1/schedule')).json<Schedule>()
    const { timeZone, week, exceptions } = hours
    const rulesPath = `channels/${centre.channel.id}/rules`
    const rules = (await owner.browser.get(`/api/v1/${rulesPath}`)).json<ChannelRules>()
    const shown = (
      await owner.browser.get(`/api/v1/channels/${centre.channel.id}`)
    ).json<ChannelDetails>()
    const edits = [
      ['PATCH', `teams/${team.id}`, { version: team.version, name: 'Логистика' }],
      ['PUT', 'schedule', { version, week, exceptions, timeZone: otherThan(timeZone) }],
      ['PATCH', rulesPath, { version: rules.version, weight: rules.weight + 1 }],
      ['PATCH', `channels/${shown.id}`, { version: shown.version, signature: 'first-name' }],
    ] as const
    for (const [method, path, body] of edits) {
      await done(administrator, method, path, body)
      const facts = await conflict(path, body, method)
      assert.equal(facts?.by, by, path)
      const { entries } = await page('?limit=1')
      assert.equal(facts?.at, entries[0]?.at, path)
    }
  })

  test('names nobody where nobody did it', async () => {
    const team = await makeTeam('Склад', { memberIds: [administrator.operatorId] })
    // Whoever is shut out is shown in none of their teams, which look different to everybody.
    await done(owner, 'PATCH', `operators/${administrator.operatorId}`, { isDisabled: true })
    const body = { version: team.version, name: 'Склад и доставка' }
    assert.equal(await conflict(`teams/${team.id}`, body, 'PATCH'), undefined)
  })
})

const otherThan = (zone: string) => (zone === 'Asia/Omsk' ? 'Europe/Moscow' : 'Asia/Omsk')

async function nameOf({ accountId, operatorId }: Member): Promise<string> {
  const { rows } = await centre.database.query<{ name: string }>(
    'select name from operators where account_id = $1 and id = $2',
    [accountId, operatorId],
  )
  return rows[0]!.name
}
