import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { inflateRawSync } from 'node:zlib'
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
import type { Database } from '../database/index.ts'
import { parseCsv } from '../lib/csv.ts'
import type { Letter } from '../lib/mail.ts'
import { forgetWhatIsOver } from '../retention/index.ts'
import {
  type Member,
  openScene,
  type PlantedPast,
  plantPast,
  type Scene,
  until,
} from '../testing/index.ts'
import { all, allMeasures, assertSame, everybodyOf, sorted } from '../testing/random-looks.ts'
import { office, recount, recounted } from '../testing/recount.ts'
import type { Sum } from './asked.ts'
import { buildReport } from './build-report.ts'
import { countOn } from './project-reports.ts'
import { sendDue } from './send-reports.ts'
import { sumUp } from './sum-up.ts'

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

async function get<Answer>(path: string, by = owner): Promise<Answer> {
  const answer = await by.browser.get(`/api/v1/reports/${path}`)
  assert.equal(answer.statusCode, 200, answer.body)
  return answer.json<Answer>()
}

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

/** The same sums by three ways: kept, from the facts, and counted anew in memory. */
describe('a past of random conversations', () => {
  let past: PlantedPast
  let keeper: Member
  before(async () => {
    keeper = await scene.centre.signUp('owner')
    const { accountId } = keeper
    const others = [
      await scene.centre.signUp('operator', { accountId }),
      await scene.centre.signUp('operator', { accountId }),
    ]
    const teams: string[] = []
    for (const name of ['Продажи', 'Доставка']) {
      const made = await keeper.browser.send('POST', '/api/v1/teams', { name, memberIds: [] })
      teams.push(made.json().id)
    }
    const cast = {
      ...{ accountId, kind: scene.centre.channel.kind, teams, topics: ['Доставка', '=2+3'] },
      ...{ operators: others.map(({ operatorId }) => operatorId), tags: ['опт', 'срочно'] },
    }
    // Before anything of them is counted: what was counted under other hours stays as it was.
    const scheduled = await keeper.browser.send('PUT', '/api/v1/schedule', {
      version: 1,
      ...office,
    })
    assert.equal(scheduled.statusCode, 200, scheduled.body)
    await scene.centre.database.transaction(async (client) => {
      await client.query('delete from report_cursors where account_id = $1', [accountId])
      await client.query('delete from report_hours where account_id = $1', [accountId])
    })
    const span = { seed: 7, talks: 150, from: new Date('2026-08-20T00:00:00Z'), days: 90 }
    past = await plantPast(scene.centre.database, cast, span)
  })

  const catchUp = async () => {
    while (await countOn(scene.centre.database, past.accountId));
  }

  test('is counted as it grows, and a crash loses and doubles nothing', async () => {
    const { database } = scene.centre
    const crashing: Database = {
      ...database,
      transaction: (work) =>
        database.transaction(async (client) => {
          await work(client)
          throw new Error('the power went')
        }),
    }
    for (const share of [0.3, 0.6, 1]) {
      await past.tell(share)
      await assert.rejects(countOn(crashing, past.accountId), /power/)
      await countOn(database, past.accountId)
      await assert.rejects(countOn(crashing, past.accountId), /power/)
      await catchUp()
      await assertSame(database, past, 12)
    }
  })

  test('[REQ-16] is what a second hand counts of the rows themselves', async (t) => {
    const { database } = scene.centre
    const counted = await sumsOfPeople(database, past)
    const wanted = await recount(database, past.accountId)
    assert.deepEqual(counted, wanted)
    const met = Map.groupBy(wanted, (sum) => sum.split('|')[2])
    t.diagnostic(JSON.stringify(Object.fromEntries([...met].map(([k, all]) => [k, all.length]))))
    for (const measure of recounted) {
      assert.ok((met.get(String(measure))?.length ?? 0) > 5, `too weak: ${measure}`)
    }
  })

  /** By day and operator, of what the second hand counts; those of nobody are in the whole alone. */
  async function sumsOfPeople(database: Database, { accountId }: PlantedPast): Promise<string[]> {
    const look = {
      asker: { accountId, scope: 'all' as const, seesOf: [] },
      filter: {},
      period: all,
    }
    const measures = [...recounted]
    const by = (family: 'all' | 'operator') =>
      sumUp(database, { ...look, measures, by: family, step: 'day' })
    const [whole, own] = await Promise.all([by('all'), by('operator')])
    const nameOf = ({ at, measure, bucket }: Sum) => [at, measure, bucket].join()
    const ofPeople = Map.groupBy(own, nameOf)
    const nobodys = whole.map((sum) => {
      const theirs = ofPeople.get(nameOf(sum)) ?? []
      const count = theirs.reduce((all, each) => all - each.count, sum.count)
      const total = theirs.reduce((all, each) => all - each.total, sum.total)
      return { ...sum, count, total }
    })
    return [...own, ...nobodys]
      .filter(({ count }) => count > 0)
      .map(({ at, key, measure, bucket, count, total }) =>
        [at, key, measure, bucket, count, total].join('|'),
      )
      .sort()
  }

  test('gives the same when it is counted from the beginning', async () => {
    const look = { asker: everybodyOf(past), filter: {}, period: all, measures: allMeasures }
    const before = await sumUp(scene.centre.database, { ...look, by: 'operator' })
    await scene.centre.database.query('delete from report_cursors where account_id = $1', [
      past.accountId,
    ])
    await catchUp()
    const after = await sumUp(scene.centre.database, { ...look, by: 'operator' })
    assert.ok(before.length > 50)
    assert.deepEqual(sorted(after), sorted(before))
  })

  test('stays as it was when words are no longer kept', async () => {
    const { database, clock } = scene.centre
    const look = { asker: everybodyOf(past), filter: {}, period: all, measures: allMeasures }
    const before = await sumUp(database, { ...look, by: 'operator' })
    const usual = { messagesDays: 30, filesDays: 30, bodiesDays: 30 }
    const { version } = (await keeper.browser.get('/api/v1/retention')).json()
    await keeper.browser.send('PUT', '/api/v1/retention', { version, usual, channels: [] })
    await forgetWhatIsOver({ database, clock })
    await catchUp()
    await assertSame(database, past, 6)
    await database.query('delete from report_cursors where account_id = $1', [past.accountId])
    await catchUp()
    await assertSame(database, past, 6)
    assert.deepEqual(sorted(await sumUp(database, { ...look, by: 'operator' })), sorted(before))
  })

  test('shows a part of it to whoever sees a part', async () => {
    const { database } = scene.centre
    const [team = ''] = past.teams
    const asker = { accountId: past.accountId, scope: 'team' as const, seesOf: [team] }
    const own = await buildReport(database, 'teams', { asker, filter: {}, period: all })
    const whole = await get<Report>(`teams?from=${all.from}&to=${all.to}`, keeper)
    assert.deepEqual(
      own.rows.map(({ id }) => id),
      [team],
    )
    assert.deepEqual(own.rows[0]?.figures, whole.rows.find(({ id }) => id === team)?.figures)
    assert.ok((own.totals.closed?.count ?? 0) < (whole.totals.closed?.count ?? 0))
  })

  test('[REQ-16] opens from every figure exactly what it is made of', async () => {
    const query = `from=${all.from}&to=${all.to}&teamIds=${past.teams[0]}`
    const report = await get<Report>(`overview?${query}`, keeper)
    for (const { key, unit } of report.metrics) {
      if (unit === 'share') continue
      const figure = report.totals[key]
      let [count, sum, seen] = [0, 0, 0]
      let next: string | undefined
      do {
        const page = `conversations?${query}&metric=${key}&limit=40${next ? `&after=${next}` : ''}`
        const behind = await get<ReportConversations>(page, keeper)
        assert.equal(behind.count, figure?.count, key)
        for (const each of behind.conversations) {
          count += each.count
          sum += each.sum
          seen++
        }
        if (!behind.next) assert.equal(behind.conversationCount, seen, key)
        next = behind.next
      } while (next)
      assert.equal(count, figure?.count, key)
      if (figure?.average !== undefined) assert.ok(Math.abs(sum - figure.average * count) < 1, key)
    }
  })

  test('[REQ-16] opens from every cell of the heat map exactly what it is made of', async () => {
    for (const filter of ['', `&channelIds=${past.channels[0]}&topics=`]) {
      for (const metric of ['opened', 'incoming'] as const) {
        const query = `from=${all.from}&to=${all.to}${filter}&metric=${metric}`
        const heat = await get<HeatReport>(`heat?${query}`, keeper)
        assert.equal(heat.metric, metric)
        assert.ok(heat.cells.length > 10)
        for (const { weekday, hour, count: wanted } of heat.cells.slice(0, 12)) {
          const cell = `conversations?${query}&weekday=${weekday}&hour=${hour}&limit=100`
          const behind = await get<ReportConversations>(cell, keeper)
          const count = behind.conversations.reduce((sum, each) => sum + each.count, 0)
          assert.deepEqual([behind.count, count], [wanted, wanted], cell)
          assert.equal(behind.conversationCount, behind.conversations.length)
        }
      }
    }
    for (const wrong of ['metric=opened&hour=9', 'metric=closed&hour=9&weekday=1']) {
      const query = `from=${all.from}&to=${all.to}&${wrong}`
      const answer = await keeper.browser.get(`/api/v1/reports/conversations?${query}`)
      assert.equal(answer.statusCode, 422, wrong)
    }
  })

  test('[H-48] is the same in a table, where formulas are harmless', async () => {
    const query = `from=2026-10-01&to=2026-10-20&compare=before`
    const report = await get<Report>(`topics?${query}`, keeper)
    const past = report.rows.map(({ compared }) => compared?.opened?.value ?? 0)
    assert.ok(past.some((value) => value > 0))
    const file = await keeper.browser.get(`/api/v1/reports/topics/file?${query}&format=csv`)
    assert.match(String(file.headers['content-disposition']), /attachment/)
    const [headings = [], ...rows] = parseCsv(file.body.replace('\ufeff', ''), ';')
    assert.equal(headings[0], 'Тематика')
    const names = rows.map(([name]) => name)
    assert.ok(names.includes("'=2+3") && names.includes('Без тематики'), names.join())
    const opened = headings.indexOf('Новые обращения')
    const average = headings.indexOf('Первый ответ, среднее, с')
    const was = headings.indexOf('Новые обращения, было')
    for (const [index, { figures, compared }] of report.rows.entries()) {
      assert.equal(Number(rows[index]?.[opened]), figures.opened?.value)
      assert.equal(Number(rows[index]?.[was]), compared?.opened?.value)
      const shown = Number(rows[index]?.[average]?.replace(',', '.'))
      assert.ok(Math.abs(shown - (figures['first-response']?.average ?? 0)) < 0.01)
    }
    const excel = await keeper.browser.get(`/api/v1/reports/topics/file?${query}&format=xlsx`)
    // Numbers to add up, and a formula as the words it is.
    const sheet = unpacked(excel.rawPayload, 'xl/worksheets/sheet1.xml')
    const column = String.fromCharCode('A'.charCodeAt(0) + opened)
    for (const [index, { figures }] of report.rows.entries()) {
      assert.match(sheet, new RegExp(`"${column}${index + 2}"><v>${figures.opened?.value}</v>`))
    }
    assert.doesNotMatch(sheet, /<f>/)
    // Channels of one platform are told apart by their names.
    const channels = await get<Report>(`channels?${query}`, keeper)
    const titles = channels.rows.map(({ name }) => name).sort()
    assert.deepEqual(
      titles,
      [1, 2, 3].map((n) => `Telegram · Канал ${n}`),
    )
    const funnel = await get<FunnelReport>(`funnel?${query}`, keeper)
    const steps = await keeper.browser.get(`/api/v1/reports/funnel/file?${query}&format=csv`)
    const lines = parseCsv(steps.body.replace('\ufeff', ''), ';')
    assert.deepEqual(
      lines.slice(1).map(([, now, before]) => [Number(now), Number(before)]),
      funnel.stages.map(({ count, compared }) => [count, compared]),
    )
    for (const name of ['overview', 'heat', 'funnel', 'statuses', 'sla']) {
      const answer = await keeper.browser.get(`/api/v1/reports/${name}/file?${query}&format=csv`)
      assert.equal(answer.statusCode, 200, answer.body)
    }
  })
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

/** A file of a zip, by the list at its end. */
function unpacked(zip: Buffer, name: string): string {
  const entry = zip.lastIndexOf(name) - 46
  const local = zip.readUInt32LE(entry + 42)
  const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
  const packed = zip.subarray(from, from + zip.readUInt32LE(entry + 20))
  return (zip.readUInt16LE(entry + 10) === 0 ? packed : inflateRawSync(packed)).toString()
}
