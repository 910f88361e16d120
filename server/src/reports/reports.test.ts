import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { FunnelReport, HeatReport, Report, ReportConversations } from '@otklik/protocol'
import type { Letter } from '../lib/mail.ts'
import { type Member, openScene, type Scene, until } from '../testing/index.ts'

const MINUTE = 60_000
const letters: Letter[] = []
/** The clock of the tests stands at noon of this day in Moscow, a Monday. */
const today = '2026-11-23'
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
  until(async () => {
    const report = await get<Report>(`overview?${query}`)
    return isThere(report) && report
  }, 'the figures')

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
