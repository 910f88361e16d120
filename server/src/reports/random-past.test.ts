import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { inflateRawSync } from 'node:zlib'
import type {
  FunnelReport,
  HeatReport,
  Report,
  ReportConversations,
} from '@otklik/protocol/reports'
import type { Database } from '../database/index.ts'
import { parseCsv } from '../lib/csv.ts'
import { forgetWhatIsOver } from '../retention/index.ts'
import {
  createTestCentre,
  type Member,
  type PlantedPast,
  plantPast,
  readReport,
  type TestCentre,
} from '../testing/index.ts'
import { all, allMeasures, assertSame, everybodyOf, sorted } from '../testing/random-looks.ts'
import { office, recount, recounted } from '../testing/recount.ts'
import type { Sum } from './asked.ts'
import { buildReport } from './build-report.ts'
import { countOn } from './project-reports.ts'
import { sumUp } from './sum-up.ts'

/** The same sums by three ways: kept, from the facts, and counted anew in memory. */
describe('a past of random conversations', () => {
  let centre: TestCentre
  let past: PlantedPast
  let keeper: Member
  before(async () => {
    centre = await createTestCentre('telegram')
    keeper = await centre.signUp('owner')
    const { accountId } = keeper
    const others = [
      await centre.signUp('operator', { accountId }),
      await centre.signUp('operator', { accountId }),
    ]
    const teams: string[] = []
    for (const name of ['Продажи', 'Доставка']) {
      const made = await keeper.browser.send('POST', '/api/v1/teams', { name, memberIds: [] })
      teams.push(made.json().id)
    }
    const cast = {
      ...{ accountId, kind: centre.channel.kind, teams, topics: ['Доставка', '=2+3'] },
      ...{ operators: others.map(({ operatorId }) => operatorId), tags: ['опт', 'срочно'] },
    }
    // Before anything of them is counted: what was counted under other hours stays as it was.
    const scheduled = await keeper.browser.send('PUT', '/api/v1/schedule', {
      version: 1,
      ...office,
    })
    assert.equal(scheduled.statusCode, 200, scheduled.body)
    await centre.database.transaction(async (client) => {
      await client.query('delete from report_cursors where account_id = $1', [accountId])
      await client.query('delete from report_hours where account_id = $1', [accountId])
    })
    const span = { seed: 7, talks: 150, from: new Date('2026-08-20T00:00:00Z'), days: 90 }
    past = await plantPast(centre.database, cast, span)
  })

  const catchUp = async () => {
    while (await countOn(centre.database, past.accountId));
  }

  test('is counted as it grows, and a crash loses and doubles nothing', async () => {
    const { database } = centre
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
    const { database } = centre
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
    const before = await sumUp(centre.database, { ...look, by: 'operator' })
    await centre.database.query('delete from report_cursors where account_id = $1', [
      past.accountId,
    ])
    await catchUp()
    const after = await sumUp(centre.database, { ...look, by: 'operator' })
    assert.ok(before.length > 50)
    assert.deepEqual(sorted(after), sorted(before))
  })

  test('stays as it was when words are no longer kept', async () => {
    const { database, clock } = centre
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
    const { database } = centre
    const [team = ''] = past.teams
    const asker = { accountId: past.accountId, scope: 'team' as const, seesOf: [team] }
    const own = await buildReport(database, 'teams', { asker, filter: {}, period: all })
    const whole = await readReport<Report>(keeper, `teams?from=${all.from}&to=${all.to}`)
    assert.deepEqual(
      own.rows.map(({ id }) => id),
      [team],
    )
    assert.deepEqual(own.rows[0]?.figures, whole.rows.find(({ id }) => id === team)?.figures)
    assert.ok((own.totals.closed?.count ?? 0) < (whole.totals.closed?.count ?? 0))
  })

  test('[REQ-16] opens from every figure exactly what it is made of', async () => {
    const query = `from=${all.from}&to=${all.to}&teamIds=${past.teams[0]}`
    const report = await readReport<Report>(keeper, `overview?${query}`)
    for (const { key, unit } of report.metrics) {
      if (unit === 'share') continue
      const figure = report.totals[key]
      let [count, sum, seen] = [0, 0, 0]
      let next: string | undefined
      do {
        const page = `conversations?${query}&metric=${key}&limit=40${next ? `&after=${next}` : ''}`
        const behind = await readReport<ReportConversations>(keeper, page)
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
        const heat = await readReport<HeatReport>(keeper, `heat?${query}`)
        assert.equal(heat.metric, metric)
        assert.ok(heat.cells.length > 10)
        for (const { weekday, hour, count: wanted } of heat.cells.slice(0, 12)) {
          const cell = `conversations?${query}&weekday=${weekday}&hour=${hour}&limit=100`
          const behind = await readReport<ReportConversations>(keeper, cell)
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
    const report = await readReport<Report>(keeper, `topics?${query}`)
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
    const channels = await readReport<Report>(keeper, `channels?${query}`)
    const titles = channels.rows.map(({ name }) => name).sort()
    assert.deepEqual(
      titles,
      [1, 2, 3].map((n) => `Telegram · Канал ${n}`),
    )
    const funnel = await readReport<FunnelReport>(keeper, `funnel?${query}`)
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

/** A file of a zip, by the list at its end. */
function unpacked(zip: Buffer, name: string): string {
  const entry = zip.lastIndexOf(name) - 46
  const local = zip.readUInt32LE(entry + 42)
  const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
  const packed = zip.subarray(from, from + zip.readUInt32LE(entry + 20))
  return (zip.readUInt16LE(entry + 10) === 0 ? packed : inflateRawSync(packed)).toString()
}
