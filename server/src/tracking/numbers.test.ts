import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { Conversation } from '@otklik/protocol'
import {
  type AttributionReport,
  attributionFigure,
  type ReportConversations,
} from '@otklik/protocol/reports'
import type {
  TrackedConversations,
  TrackingReport,
  UnmatchedConversations,
} from '@otklik/protocol/settings'

import { type Member, type TrialCentre, trialMessage, until } from '../testing/index.ts'
import { openTrackedSite, SITE, type TrackedSite } from '../testing/tracked-site.ts'
import { forgetVisits, sumAttributionOn } from './index.ts'

let centre: TrialCentre
let site: TrackedSite
before(async () => {
  site = await openTrackedSite()
  centre = site.centre
})

describe('a message with a number', () => {
  test('[WA-24] [TG-20] is tied to the visit, which the report counts', async () => {
    const before = await site.report()
    const url = `${SITE}/cakes?utm_source=yandex&utm_medium=cpc&utm_campaign=honey`
    const { token, number } = await site.visit({ url })
    await site.choose(token)
    const { visit: tied, id } = await site.write('Анна', `Здравствуйте, заявка ${number}`)
    assert.partialDeepStrictEqual(tied, {
      ...{ number, source: 'yandex', medium: 'cpc', campaign: 'honey' },
      page: { title: 'Торты', url: `${SITE}/cakes` },
    })
    const after = await site.report()
    assert.equal(after.conversations, before.conversations + 1)
    const row = after.messengers.find((each) => each.widgetId === site.widgetId)
    assert.equal(row?.channelId, centre.channelId)
    const source = after.sources.find(({ campaign }) => campaign === 'honey')
    assert.deepEqual([source?.visits, source?.conversations], [1, 1])
    const of = `${site.today()}&widgetId=${site.widgetId}&campaign=honey`
    const behind = await centre.owner.browser.get(`/api/v1/tracking/conversations?${of}`)
    assert.deepEqual(
      behind.json().conversations.map((each: { id: string }) => each.id),
      [id],
    )
  })

  test('[WA-24] is tied to the visit though the words around touch the number', async () => {
    for (const [name, before, after] of [
      ['Клара', 'Здравствуйте. ', 'Хочу спросить'],
      ['Нина', 'Заявка', 'Hello'],
    ] as const) {
      const { number } = await site.visit({ url: `${SITE}/?utm_source=touched` })
      const { visit: tied } = await site.write(name, before + number + after)
      assert.equal(tied?.number, number)
    }
  })

  test('[TG-20] is tied by what the link brings unseen as well', async () => {
    const { number } = await site.visit({ url: `${SITE}/?utm_source=blog` })
    await centre.tell({
      ...trialMessage('Борис', 'started-1', ''),
      ...{ type: 'started', payload: `visit-${number.replace('-', '')}` },
    })
    const { visit: tied, id } = await site.write('Борис', 'Добрый день')
    assert.equal(tied?.number, number)
    const said = (await centre.owner.browser.get(`/api/v1/conversations/${id}/messages`)).json()
    const started = said.messages.find(
      (each: { system?: { code: string } }) => each.system?.code === 'started',
    )
    assert.deepEqual(started.system.parameters, {})
  })

  test('[WA-24] of somebody else’s visit is only suggested, and a person decides', async () => {
    const { number } = await site.visit({ url: `${SITE}/?utm_source=passed-on` })
    const first = await site.write('Дарья', `заявка ${number}`)
    assert.equal(first.visit?.number, number)
    const second = await site.write('Егор', `мне дали ${number}`)
    assert.equal(second.visit, undefined)
    assert.equal(second.suggestedVisit?.number, number)
    const unmatched = async () =>
      (await centre.owner.browser.get(`/api/v1/tracking/unmatched?${site.today()}`)).json()
        .conversations
    const [row] = await unmatched()
    assert.partialDeepStrictEqual(row, { id: second.id, reason: 'used', visit: { number } })
    const decide = (isTheirs: boolean) =>
      centre.owner.browser.send('POST', `/api/v1/conversations/${second.id}/visit`, {
        ...{ visitId: row.visit.id, isTheirs },
      })
    const confirmed = await decide(true)
    assert.equal(confirmed.json<Conversation>().visit?.number, number)
    assert.equal(confirmed.json<Conversation>().suggestedVisit, undefined)
    assert.deepEqual(await unmatched(), [])
    assert.equal((await decide(false)).statusCode, 409)
  })

  test('[WA-24] brought by two at once is of one of them', async () => {
    const { number } = await site.visit()
    const at = centre.clock.now().toISOString()
    const both = ['Жанна', 'Захар'].map((name) => ({
      ...trialMessage(name, `both-${name}`, `заявка ${number}`),
      at,
    }))
    await centre.tell(...both)
    const [one, two] = await Promise.all([
      site.conversationOf('Жанна'),
      site.conversationOf('Захар'),
    ])
    assert.equal([one.visit, two.visit].filter(Boolean).length, 1)
    assert.equal([one.suggestedVisit, two.suggestedVisit].filter(Boolean).length, 1)
  })

  test('edited away is listed with a suggestion, and tied to nothing by itself', async () => {
    const { token, number } = await site.visit({ url: `${SITE}/?utm_source=edited` })
    await site.choose(token)
    centre.clock.advance(5 * 60_000)
    const written = await site.write('Инна', 'Здравствуйте')
    assert.equal(written.visit ?? written.suggestedVisit, undefined)
    const list = async () =>
      (await centre.owner.browser.get(`/api/v1/tracking/unmatched?${site.today()}`))
        .json<UnmatchedConversations>()
        .conversations.filter(({ id }) => id === written.id)
    const [row] = await list()
    assert.equal(row?.visit.number, number)
    const before = await site.report()
    await centre.owner.browser.send('POST', `/api/v1/conversations/${written.id}/visit`, {
      ...{ visitId: row!.visit.id, isTheirs: false },
    })
    assert.deepEqual(await list(), [])
    assert.equal((await site.report()).unmatched, before.unmatched - 1)
  })

  test('edited away is suggested the newest choice before it, and no old one', async () => {
    const [older, newer] = [await site.visit(), await site.visit()]
    await site.choose(older.token)
    centre.clock.advance(10 * 60_000)
    await site.choose(newer.token)
    centre.clock.advance(5 * 60_000)
    const soon = await site.write('Лев', 'Здравствуйте')
    centre.clock.advance(2 * 3_600_000)
    const late = await site.write('Майя', 'Здравствуйте')
    const path = `/api/v1/tracking/unmatched?${site.today()}`
    const { conversations } = (await centre.owner.browser.get(path)).json<UnmatchedConversations>()
    const of = ({ id }: { id: string }) => conversations.find((each) => each.id === id)
    assert.equal(of(soon)?.visit.number, newer.number)
    assert.equal(of(late), undefined)
  })

  test('is attributed in the reports, by source and campaign', async () => {
    const path = `/api/v1/reports/attribution?${site.today()}&compare=before`
    const { browser } = centre.owner
    const { rows, totals } = (await browser.get(path)).json<AttributionReport>()
    const of = (name: string) => rows.find(({ source }) => source === name)
    const came = { visits: 1, choices: 1, arrived: 1, matched: 1, suggested: 0, confirmed: 0 }
    assert.partialDeepStrictEqual(of('yandex'), { ...came, campaign: 'honey', unmatched: 0 })
    const passedOn = { choices: 0, arrived: 2, matched: 2, suggested: 1, confirmed: 1 }
    assert.partialDeepStrictEqual(of('passed-on'), passedOn)
    const declined = { arrived: 0, matched: 0, suggested: 1, unmatched: 0 }
    assert.partialDeepStrictEqual(of('edited'), declined)
    const { visits, choices, conversations: matched, unmatched } = await site.report()
    assert.partialDeepStrictEqual(totals, { visits, choices, matched, unmatched })
    const table = await browser.get(path.replace('?', '/file?format=csv&'))
    assert.match(table.body, /С номером;"?С номером, было/)
    assert.match(table.body, /yandex;cpc;honey;1;0;1;0;1;0;1;0;0;0;0;0;0;0;100;\r/)
  })

  test('opens from each figure of attribution exactly what it counts, on the same filter', async () => {
    await site.visit({ url: `${SITE}/?utm_source=nobody-came` })
    const { browser } = centre.owner
    const { token } = await site.visit({ url: `${SITE}/?utm_source=open` })
    await site.choose(token)
    await site.write('Кира', 'Здравствуйте')
    const other = '01920000-0000-7000-8000-000000000001'
    const filters = [
      ...['', '&sources=passed-on', `&channelIds=${centre.channelId}`, `&channelIds=${other}`],
    ]
    let opened = 0
    // Figures are sums of days from here on, and the lists behind them never are.
    while (await sumAttributionOn(centre.database, centre.owner.accountId));
    const { rows: summed } = await centre.database.query('select from attribution_sums')
    assert.ok(summed.length > 0)
    for (const filter of filters) {
      const asked = `${site.today()}${filter}`
      const report = (
        await browser.get(`/api/v1/reports/attribution?${asked}`)
      ).json<AttributionReport>()
      const cells = [
        { row: '', counts: report.totals },
        ...report.rows.map(({ source, medium, campaign, ...counts }) => ({
          row: `&${new URLSearchParams({ source, medium, campaign })}`,
          counts,
        })),
      ]
      for (const { row, counts } of cells) {
        for (const figure of attributionFigure.options) {
          if (row !== '' && counts[figure] === 0) continue
          const ids = await openedFrom(`${asked}${row}&figure=${figure}`, counts[figure])
          opened += ids.length
        }
      }
      if (filter.includes(other)) assert.equal(report.totals.matched, 0)
    }
    assert.ok(opened > 15, `${opened}`)
    const wrong = await browser.get(
      `/api/v1/reports/attribution/conversations?${site.today()}&figure=visits`,
    )
    assert.equal(wrong.statusCode, 422)
  })

  /** Page by page; each says how many there are in all. */
  async function openedFrom(asked: string, wanted: number): Promise<string[]> {
    const ids: string[] = []
    let after = ''
    do {
      const page = `/api/v1/reports/attribution/conversations?${asked}&limit=2${after}`
      const answer = await centre.owner.browser.get(page)
      assert.equal(answer.statusCode, 200, answer.body)
      const { conversations, count, next } = answer.json<ReportConversations>()
      assert.equal(count, wanted, asked)
      ids.push(...conversations.map(({ conversation }) => conversation.id))
      after = next ? `&after=${next}` : ''
    } while (after)
    assert.equal(new Set(ids).size, wanted, asked)
    return ids
  }

  test('is listed to the last one, page by page, with the whole number on each', async () => {
    const { conversations: all } = await site.report()
    const seen: string[] = []
    let after = ''
    do {
      const path = `/api/v1/tracking/conversations?${site.today()}&limit=2${after}`
      const page = (await centre.owner.browser.get(path)).json<TrackedConversations>()
      assert.equal(page.count, all)
      seen.push(...page.conversations.map(({ id }) => id))
      after = page.next ? `&after=${page.next}` : ''
    } while (after)
    assert.ok(all > 4)
    assert.equal(new Set(seen).size, all)
    assert.equal(seen.length, all)
    const path = `/api/v1/tracking/unmatched?${site.today()}&limit=1`
    const first = (await centre.owner.browser.get(path)).json<UnmatchedConversations>()
    assert.equal(first.count, (await site.report()).unmatched)
    assert.ok(first.next)
    const next = await centre.owner.browser.get(`${path}&after=${first.next}`)
    assert.notEqual(
      next.json<UnmatchedConversations>().conversations[0]?.id,
      first.conversations[0]?.id,
    )
  })

  test('[WA-24] is tied to no visit that ended, was mistyped or is of another company, and is forgotten', async () => {
    const old = await site.visit()
    const slipped = old.number.replace(/.$/, (last) => (last === '7' ? '8' : '7'))
    assert.equal((await site.write('Вера', `заявка ${slipped}`)).visit, undefined)
    const stranger = await centre.signUp('owner')
    const foreign = await stranger.browser.get(`/api/v1/tracking/report?${site.today()}`)
    assert.equal(foreign.json<TrackingReport>().visits, 0)
    const asked = { accountId: stranger.accountId, operatorId: '' } as unknown as Member
    await assert.rejects(site.choose(old.token, asked))
    // Sessions end sooner than numbers: the last thing that is looked at.
    centre.clock.advance(31 * 86_400_000)
    await centre.tell({
      ...trialMessage('Глеб', 'late', `заявка ${old.number}`),
      at: centre.clock.now().toISOString(),
    })
    const state = await until(async () => {
      const { rows } = await centre.database.query<{ state: Record<string, object> }>(
        `select state from conversations where channel_id = $1 and thread = 'Глеб'`,
        [centre.channelId],
      )
      return rows[0]?.state
    }, 'a late conversation')
    assert.equal(state.visit ?? state.suggestedVisit, undefined)
    await forgetVisits(centre.database, new Date(centre.clock.now().getTime() + 91 * 86_400_000))
    const { rows } = await centre.database.query<{ whole: number; all: number }>(
      `select count(*) filter (where number is not null or page_url <> '')::integer as whole,
         count(*)::integer as all from visits`,
    )
    assert.equal(rows[0]?.whole, 0)
    const tied = 'select count(distinct visit_id)::integer as tied from conversations'
    const { rows: kept } = await centre.database.query<{ tied: number }>(tied)
    assert.equal(rows[0]?.all, kept[0]?.tied)
  })
})
