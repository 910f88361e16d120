import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type {
  CreateReportSubscriptionRequest,
  FunnelReport,
  HeatReport,
  Report,
  ReportConversations,
  ReportSubscription,
  ReportSubscriptions,
  StatusReport,
} from '@otklik/protocol/reports'
import { parseCsv } from '../lib/csv.ts'
import type { Letter } from '../lib/mail.ts'
import { type Member, openScene, readReport, type Scene, until } from '../testing/index.ts'
import { sendDue } from './send-reports.ts'

const MINUTE = 60_000
const letters: Letter[] = []
/** The clock of the tests stands at noon of this day in Moscow, a Monday. */
const today = '2026-01-05'
const day = `from=${today}&to=${today}`

let scene: Scene
let owner: Member
let anna: Member
before(async () => {
  scene = await openScene('telegram', { letters })
  owner = scene.centre.owner
  anna = scene.centre.operator
})

const get = <Answer>(path: string) => readReport<Answer>(owner, path)

const overview = (isThere: (report: Report) => boolean, query = day) =>
  until(
    async () => {
      const report = await get<Report>(`overview?${query}`)
      return isThere(report) && report
    },
    'the figures',
    30_000,
  )

const amountOf = (report: Report, metric: keyof Report['totals']) => report.totals[metric]?.value

/** A customer writes, waits, is taken, answered and closed. */
async function talk(
  name: string,
  { waitsMin = 5, topic }: { waitsMin?: number; topic?: string } = {},
) {
  const person = await scene.centre.person(name)
  await person.does('text', { text: 'Здравствуйте' })
  const { id } = await scene.centre.conversationOf(name)
  scene.moveOn(waitsMin * MINUTE)
  assert.ok((await scene.act('POST', id, 'assignment')).statusCode < 300)
  scene.moveOn(MINUTE)
  assert.equal((await scene.write(id, 'Добрый день')).statusCode, 201)
  if (topic) {
    const browser = owner.browser
    await browser.send('POST', '/api/v1/labels', { kind: 'topic', name: topic })
    const set = await anna.browser.send('PUT', `/api/v1/conversations/${id}/topic`, { topic })
    assert.ok(set.statusCode < 300, set.body)
  }
  scene.moveOn(4 * MINUTE)
  await scene.act('POST', id, 'closure')
  scene.moveOn(9000)
  return id
}

test('[REQ-16] counts a conversation by the definitions, and opens it from each figure', async () => {
  const id = await talk('Марина')
  const report = await overview((each) => amountOf(each, 'closed') === 1)
  const { totals } = report
  assert.equal(totals.opened?.value, 1)
  assert.equal(totals.new?.value, 1)
  assert.equal(totals['closed.operator']?.value, 1)
  assert.equal(totals.missed?.value, 0)
  assert.equal(totals.wait?.average, 300)
  assert.equal(totals['first-response']?.average, 360)
  assert.equal(totals.handle?.average, 308)
  assert.equal(totals.resolution?.average, 608)
  const near = totals['first-response']?.value ?? 0
  assert.ok(Math.abs(near - 360) < 360 * 0.05, `${near}`)
  for (const metric of ['first-response', 'closed.operator', 'opened', 'handle']) {
    const behind = await get<ReportConversations>(`conversations?${day}&metric=${metric}`)
    assert.deepEqual(
      behind.conversations.map(({ conversation }) => conversation.id),
      [id],
    )
    assert.equal(behind.count, 1)
    assert.equal(behind.conversationCount, 1)
  }
  const funnel = await get<FunnelReport>(`funnel?${day}`)
  assert.deepEqual(
    funnel.stages.map(({ count }) => count),
    [1, 1, 1, 1, 1],
  )
  const heat = await get<HeatReport>(`heat?${day}`)
  assert.deepEqual(heat.cells, [{ weekday: 1, hour: 12, count: 1, average: 1 }])
})

test('stays as it was when a customer is erased', async () => {
  const before = await overview((each) => amountOf(each, 'closed') === 1)
  const { rows } = await scene.centre.database.query<{ id: string }>(
    `select id from contacts where account_id = $1 and name = 'Марина'`,
    [owner.accountId],
  )
  const path = `/api/v1/contacts/${rows[0]?.id}/erasure`
  const erased = await owner.browser.send('POST', path, { confirmation: 'удалить' })
  assert.equal(erased.statusCode, 204, erased.body)
  await scene.centre.database.query('delete from report_cursors where account_id = $1', [
    owner.accountId,
  ])
  const after = await overview((each) => amountOf(each, 'closed') === 1 && !each.isFilling)
  assert.deepEqual(after.totals, before.totals)
})

test('refuses periods that nobody means', async () => {
  const refused = async (query: string) => {
    const answer = await owner.browser.get(`/api/v1/reports/overview?${query}`)
    assert.equal(answer.statusCode, 422, query)
    return answer.json().error.fields
  }
  assert.equal((await refused('from=2025-12-15&to=2025-12-14')).to.code, 'wrong-dates')
  assert.equal((await refused('from=2015-12-14&to=2025-12-14')).to.code, 'period-too-long')
  assert.ok((await refused('from=2026-02-30&to=2025-12-14')).from)
  assert.ok((await refused('from=0001-01-01&to=0001-01-02')).from)
  assert.ok((await refused("from=2025-12-14'--&to=2025-12-14")).from)
  assert.ok((await refused(`${day}&teamIds=nobody`)).teamIds)
  assert.ok((await refused(`${day}&years=10`)).years)
})

test('tells time apart by status, and breaks by their reasons', async () => {
  const choose = (status: string, reason?: string) =>
    anna.browser.send('PUT', '/api/v1/operators/me/status', { status, ...(reason && { reason }) })
  await scene.centre.goOnline(anna)
  await choose('online')
  scene.moveOn(30 * MINUTE)
  await choose('break', 'Обед')
  scene.moveOn(20 * MINUTE)
  await choose('break', 'Планёрка')
  scene.moveOn(10 * MINUTE)
  await choose('break')
  scene.moveOn(5 * MINUTE)
  await choose('online')
  const { rows } = await get<StatusReport>(`statuses?${day}`)
  const own = rows.find(({ id }) => id === anna.operatorId)
  assert.equal(own?.seconds.break, 35 * 60)
  assert.ok((own?.seconds.online ?? 0) >= 30 * 60)
  assert.deepEqual(own?.reasons, [
    { status: 'break', reason: 'Обед', seconds: 20 * 60 },
    { status: 'break', reason: 'Планёрка', seconds: 10 * 60 },
    { status: 'break', reason: '', seconds: 5 * 60 },
  ])
  // The day after, she is not there, and her day before is beside it.
  const next = 'from=2026-01-06&to=2026-01-06&compare=before'
  const after = await get<StatusReport>(`statuses?${next}`)
  const gone = after.rows.find(({ id }) => id === anna.operatorId)
  assert.equal(gone?.compared?.seconds.break, 35 * 60)
  const file = await owner.browser.get(`/api/v1/reports/statuses/file?${next}&format=csv`)
  const [headings = [], ...lines] = parseCsv(file.body.replace('\ufeff', ''), ';')
  const line = lines.find(([name]) => name === gone?.name)
  const was = (name: string) => Number(line?.[headings.indexOf(`${name}, было`)])
  assert.equal(was('Перерыв, с'), 35 * 60)
  assert.equal(was('Перерыв, с: Обед'), 20 * 60)
  assert.equal(was('Перерыв, с: без причины'), 5 * 60)
})

test('sends a report once, when it is due, with what it shows', async () => {
  const path = '/api/v1/report-subscriptions'
  const wanted: CreateReportSubscriptionRequest = {
    ...{ report: 'operators', filter: {}, every: 'day', hour: 9, format: 'csv' },
  }
  const half = await owner.browser.send('POST', path, { ...wanted, every: 'week' })
  assert.equal(half.statusCode, 422)
  const made = await owner.browser.send('POST', path, { ...wanted })
  assert.equal(made.statusCode, 201, made.body)
  // Nine in the morning of Moscow is six of UTC.
  assert.equal(made.json().nextAt, '2026-01-06T06:00:00.000Z')
  scene.moveOn(22 * 60 * MINUTE)
  const { database, mail, clock, config } = scene.centre
  const parts = { database, mail, clock, config, onProblem: assert.fail }
  const own = () => letters.filter(({ attachments }) => attachments)
  for (let round = 0; round < 3; round++) await sendDue(parts)
  const [letter, ...others] = own()
  assert.ok(letter && others.length === 0)
  assert.equal(letter.to, owner.email)
  const [table] = letter.attachments ?? []
  const path2 = `/api/v1/reports/operators/file?${day}&compare=before&format=csv`
  assert.equal(String(table?.content), (await owner.browser.get(path2)).body)
  const { subscriptions } = (await owner.browser.get(path)).json<ReportSubscriptions>()
  assert.equal(subscriptions[0]?.nextAt, '2026-01-07T06:00:00.000Z')
})

test('sends a heat map of what was looked at, and keeps that of no other report', async () => {
  const tuesday = 'from=2026-01-06&to=2026-01-06'
  const nina = await scene.centre.person('Нина')
  for (const text of ['Здравствуйте', 'Есть кто?']) await nina.does('text', { text })
  await overview((each) => amountOf(each, 'incoming') === 2, tuesday)
  const path = '/api/v1/report-subscriptions'
  const wanted: CreateReportSubscriptionRequest = {
    ...{ report: 'heat', metric: 'incoming', filter: {}, every: 'day', hour: 11, format: 'csv' },
  }
  const ask = async (report: typeof wanted.report) =>
    (await owner.browser.send('POST', path, { ...wanted, report })).json<ReportSubscription>()
  assert.equal((await ask('channels')).metric, undefined)
  const { id, version, metric } = await ask('heat')
  assert.equal(metric, 'incoming')
  const later = { ...wanted, version, hour: 12 }
  const edited = await owner.browser.send('PATCH', `${path}/${id}`, later)
  assert.equal(edited.json<ReportSubscription>().metric, 'incoming')
  scene.moveOn(26 * 60 * MINUTE)
  const { database, mail, clock, config } = scene.centre
  letters.length = 0
  while (await sendDue({ database, mail, clock, config, onProblem: assert.fail }));
  const sent = letters.map(({ attachments }) => String(attachments?.[0]?.content))
  const table = async (of: string) =>
    (await owner.browser.get(`/api/v1/reports/heat/file?${tuesday}&metric=${of}&format=csv`)).body
  assert.ok(sent.includes(await table('incoming')))
  assert.notEqual(await table('incoming'), await table('opened'))
})

test('sends a week on its day and a month on its last, each of what was before', async () => {
  const path = '/api/v1/report-subscriptions'
  const { database, mail, clock, config } = scene.centre
  const parts = { database, mail, clock, config, onProblem: assert.fail }
  for (const { id } of (await owner.browser.get(path)).json<ReportSubscriptions>().subscriptions) {
    await owner.browser.send('DELETE', `${path}/${id}`)
  }
  const wanted = { report: 'channels', filter: {}, hour: 9, format: 'csv' }
  const make = async (more: object) => {
    const made = await owner.browser.send('POST', path, { ...wanted, ...more })
    assert.equal(made.statusCode, 201, made.body)
    return made.json<{ nextAt: string }>().nextAt
  }
  letters.length = 0
  const at = (iso: string) => {
    scene.moveOn(Date.parse(iso) - clock.now().getTime())
    return sendDue(parts)
  }
  assert.ok(clock.now() < new Date('2026-01-12T00:00:00Z'))
  assert.equal(await make({ every: 'week', weekday: 1 }), '2026-01-12T06:00:00.000Z')
  assert.equal(await make({ every: 'month', monthDay: 31 }), '2026-01-31T06:00:00.000Z')
  await at('2026-01-12T05:59:00Z')
  assert.equal(letters.length, 0)
  for (let round = 0; round < 3; round++) await at('2026-01-12T06:00:01Z')
  const [weekly, ...others] = letters.map(({ attachments }) => attachments?.[0])
  assert.equal(others.length, 0)
  const week =
    '/api/v1/reports/channels/file?from=2026-01-05&to=2026-01-11&compare=before&format=csv'
  assert.equal(String(weekly?.content), (await owner.browser.get(week)).body)
  for (let round = 0; round < 4; round++) await at('2026-01-31T06:00:01Z')
  const monthly = letters.flatMap(({ attachments }) => attachments?.[0]?.filename ?? [])
  assert.equal(monthly.filter((name) => /2025-12-01.*2025-12-31/.test(name)).length, 1)
  const { subscriptions } = (await owner.browser.get(path)).json<ReportSubscriptions>()
  const nextOf = (each: string) => subscriptions.find(({ every }) => every === each)?.nextAt
  assert.equal(nextOf('month'), '2026-02-28T06:00:00.000Z')
})
