import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { runInNewContext } from 'node:vm'
import { gzipSync } from 'node:zlib'
import { type Conversation, VISIT_NUMBER_VARIABLE } from '@otklik/protocol'
import {
  type AttributionReport,
  attributionFigure,
  type ReportConversations,
} from '@otklik/protocol/reports'
import type {
  ChannelTracking,
  TrackedConversations,
  Tracker,
  TrackingReport,
  UnmatchedConversations,
} from '@otklik/protocol/settings'

import {
  addLinkingPlatform,
  aWidget,
  conversationWith,
  createTrialCentre,
  type Member,
  trialMessage,
  until,
} from '../testing/index.ts'
import { chooseMessenger, entryLinks, forgetVisits, sumAttributionOn } from './index.ts'

const SITE = 'https://verba.example'
const question = `Здравствуйте, заявка ${VISIT_NUMBER_VARIABLE}`

addLinkingPlatform()

let centre: Awaited<ReturnType<typeof createTrialCentre>>
let tracker: Tracker
let widgetId: string
before(async () => {
  centre = await createTrialCentre()
  const { browser, accountId } = centre.owner
  await browser.send('PUT', '/api/v1/modules/call-tracking', { isOn: true })
  widgetId = await aWidget(centre, accountId)
  const made = await browser.send('POST', '/api/v1/trackers', {
    name: 'Сайт пекарни',
    sites: ['https://Verba.example/', '*.verba.example'],
  })
  assert.equal(made.statusCode, 201, made.body)
  tracker = made.json()
  tracker = await edit({ widgetIds: [widgetId] })
  await put({ isOn: true, question })
})

async function edit(changes: object): Promise<Tracker> {
  const { browser } = centre.owner
  const found = (await browser.get('/api/v1/trackers')).json<Tracker[]>()
  const { id, version } = found.find((each) => each.id === tracker.id)!
  const answer = await browser.send('PATCH', `/api/v1/trackers/${id}`, { version, ...changes })
  assert.equal(answer.statusCode, 200, answer.body)
  return answer.json()
}

const tracking = () => `/api/v1/channels/${centre.channelId}/tracking`
const ofChannel = async () => (await centre.owner.browser.get(tracking())).json<ChannelTracking>()
async function put(changes: object) {
  const { version, isOn, question: said } = await ofChannel()
  const body = { version, isOn, question: said, ...changes }
  return centre.owner.browser.send('PUT', tracking(), body)
}

type Page = Partial<
  Record<'url' | 'token' | 'referrer' | 'origin' | 'key' | 'title' | 'from', string>
>

const open = ({ url = `${SITE}/`, origin = SITE, key = tracker.key, from, ...page }: Page = {}) =>
  centre.app.inject({
    method: 'POST',
    url: `/tracking/${key}/visits`,
    headers: { origin, 'content-type': 'text/plain;charset=UTF-8' },
    payload: JSON.stringify({ title: 'Торты', referrer: '', url, ...page }),
    ...(from && { remoteAddress: from }),
  })
const visit = async (page: Page = {}) => {
  const answer = await open(page)
  assert.equal(answer.statusCode, 200, answer.body)
  return answer.json<{ token: string; number: string }>()
}

const linking = () => ({
  database: centre.database,
  channels: centre.server.connecting.channels,
  clock: centre.clock,
})
const linkFor = async (visitToken: string | undefined, widget = widgetId) => {
  const links = await entryLinks(linking(), centre.owner.accountId, {
    widgetId: widget,
    visitToken,
  })
  const link = links.find(({ channelId }) => channelId === centre.channelId)
  return new URL(link!.link)
}
const choose = (visitToken: string, { accountId } = centre.owner) =>
  chooseMessenger(centre.database, {
    ...{ accountId, widgetId, channelId: centre.channelId, visitToken, now: centre.clock.now() },
  })

let count = 0
async function write(name: string, text: string): Promise<Conversation> {
  await centre.tell({
    ...trialMessage(name, `said-${++count}`, text),
    at: centre.clock.now().toISOString(),
  })
  return conversationOf(name)
}
const conversationOf = (name: string) => conversationWith(centre, name)

const day = () => centre.clock.now().toISOString().slice(0, 10)
const period = () => `from=2020-01-01&to=2021-01-01`.replace(/2020-01-01|2021-01-01/g, day)
const report = async () =>
  (await centre.owner.browser.get(`/api/v1/tracking/report?${period()}`)).json<TrackingReport>()

describe('a question that carries the number', () => {
  test('[WA-20] [WA-21] [WA-22] keeps its variable, and off it carries nothing', async () => {
    assert.deepEqual(await ofChannel(), { version: 1, isOn: true, question, carries: 'text' })
    for (const spoiled of ['Здравствуйте', '{{номер}}', '{{ номер заявки }}', '']) {
      const refused = await put({ question: spoiled })
      assert.equal(refused.statusCode, 422)
      assert.equal(refused.json().error.fields.question.code, 'visit-number-missing')
    }
    const long = await put({ question: `${VISIT_NUMBER_VARIABLE}${'ш'.repeat(500)}` })
    assert.equal(long.json().error.fields.question.code, 'too-long')
    assert.equal((await ofChannel()).question, question)
    const { token } = await visit()
    await put({ isOn: false })
    assert.equal((await linkFor(token)).search, '')
    await put({ isOn: true })
    assert.notEqual((await linkFor(token)).search, '')
    const stale = await centre.owner.browser.send('PUT', tracking(), {
      ...{ version: 1, isOn: false, question },
    })
    assert.equal(stale.statusCode, 409)
  })

  test('[WA-23] waits in the customer’s field with the real number', async () => {
    const { token, number } = await visit()
    assert.match(number, /^[0-9B-Z]{4}-[0-9B-Z]{4}$/)
    const link = await linkFor(token)
    assert.equal(link.href.startsWith('https://chat.example/79990000001?text='), true)
    assert.equal(link.searchParams.get('text'), `Здравствуйте, заявка ${number}`)
    for (const forged of [undefined, 'x'.repeat(43), token.toUpperCase(), '; drop table visits']) {
      assert.equal((await linkFor(forged)).search, '')
    }
  })

  test('[WA-25] [WA-26] [TG-21] needs widgets linked with counters, many to many', async () => {
    const { accountId, browser } = centre.owner
    const second = await aWidget(centre, accountId, 'Второй')
    const other = (await browser.send('POST', '/api/v1/trackers', { name: 'Блог' })).json<Tracker>()
    const { token } = await visit()
    assert.equal((await linkFor(token, second)).search, '')
    assert.deepEqual((await edit({ widgetIds: [widgetId, second] })).widgetIds, [widgetId, second])
    assert.notEqual((await linkFor(token, second)).search, '')
    const path = `/api/v1/trackers/${other.id}`
    const linked = await browser.send('PATCH', path, { version: 1, widgetIds: [second] })
    assert.deepEqual(linked.json<Tracker>().widgetIds, [second])
    for (const wrong of [centre.channelId, other.id]) {
      const refused = await browser.send('PATCH', path, { version: 2, widgetIds: [wrong] })
      assert.equal(refused.json().error.fields.widgetIds.code, 'no-such-widget')
    }
    await browser.send('DELETE', path)
    await put({ isOn: false })
    await edit({ widgetIds: [] })
    assert.equal((await ofChannel()).whyNot, 'unlinked')
    const refused = await put({ isOn: true })
    assert.equal(refused.json().error.fields.isOn.code, 'tracking-unlinked')
    await edit({ widgetIds: [widgetId] })
    assert.equal((await ofChannel()).whyNot, undefined)
    assert.equal((await put({ isOn: true })).statusCode, 200)
  })
})

describe('a visit', () => {
  test('says where it came from, as text and nothing else', async () => {
    const marks = new URLSearchParams({
      utm_source: '=HYPERLINK("https://evil.example")',
      utm_medium: '<img src=x onerror=alert(1)>',
      utm_campaign: `осень\u0000\u202e${'я'.repeat(500)}`,
      yclid: '123',
      email: 'secret@example.com',
    })
    await visit({ url: `${SITE}/cakes?${marks}#top`, title: '<b>Торты</b>' })
    const { rows } = await centre.database.query<Record<string, string>>(
      'select * from visits where account_id = $1 order by created_at desc, id desc limit 1',
      [centre.owner.accountId],
    )
    const row = rows[0]!
    assert.equal(row.source, '=HYPERLINK("https://evil.example")')
    assert.equal(row.medium, '<img src=x onerror=alert(1)>')
    assert.equal(row.campaign?.length, 200)
    assert.match(String(row.campaign), /^осень я+$/)
    assert.equal(row.page_url, `${SITE}/cakes`)
    assert.equal(row.page_title, '<b>Торты</b>')
    assert.deepEqual(row.click_ids, { yclid: '123' })
  })

  test('goes on by its token, on the site that began it and no other', async () => {
    const first = await visit()
    assert.deepEqual(await visit({ token: first.token }), first)
    const marked = await visit({ token: first.token, url: `${SITE}/?utm_campaign=autumn` })
    assert.notEqual(marked.number, first.number)
    const { browser } = centre.owner
    const made = await browser.send('POST', '/api/v1/trackers', {
      name: 'Другой',
      sites: ['b.example'],
    })
    const other = made.json<Tracker>()
    const elsewhere = await visit({
      key: other.key,
      token: first.token,
      origin: 'https://b.example',
    })
    assert.notEqual(elsewhere.number, first.number)
    assert.equal((await linkFor(elsewhere.token)).search, '')
    await assert.rejects(choose(elsewhere.token))
    await assert.rejects(choose('A'.repeat(43)))
    await browser.send('DELETE', `/api/v1/trackers/${other.id}`)
    centre.clock.advance(31 * 60_000)
    assert.notEqual((await visit({ token: first.token })).number, first.number)
  })

  test('is refused to a page that is not of the site, and to what is no page', async () => {
    for (const origin of [
      'https://evil.example',
      'https://verba.example.evil.example',
      'null',
      '',
    ]) {
      assert.equal((await open({ origin })).statusCode, 403, origin)
    }
    assert.equal((await open({ origin: 'https://shop.verba.example' })).statusCode, 200)
    assert.equal((await open({ key: 'nobody' })).statusCode, 404)
    assert.equal((await open({ url: 'javascript:alert(1)' })).statusCode, 400)
    const { headers } = await open()
    assert.equal(headers['access-control-allow-origin'], SITE)
    assert.equal(headers['set-cookie'], undefined)
  })

  test('is counted of a thousand visitors of one office', async () => {
    const url = `${SITE}/?utm_source=office&utm_campaign=`
    const answers = await Promise.all(
      Array.from({ length: 1000 }, (_, n) => open({ url: url + n, from: '203.0.113.7' })),
    )
    const numbers = answers.map((answer) => answer.json<{ number: string }>().number)
    assert.deepEqual([new Set(numbers).size, (await report()).visits > 1000], [1000, true])
  })

  test('is counted by a script of less than 2 KB, which waits where consent is needed', async () => {
    const script = async () => (await centre.app.inject(`/tracking/${tracker.key}.js`)).body
    assert.ok(gzipSync(await script()).length < 2048)
    assert.match(await script(), /!false/)
    await edit({ needsConsent: true })
    assert.match(await script(), /!true/)
    await edit({ needsConsent: false })
  })
})

describe('a page that needs consent', () => {
  before(() => edit({ needsConsent: true }))
  after(() => edit({ needsConsent: false }))

  /** The script that is sent, on a page of the site; what it asks goes to the server. */
  async function openPage() {
    const { body } = await centre.app.inject(`/tracking/${tracker.key}.js`)
    const stored = new Map<string, string>()
    const asked: string[] = []
    const cookies: unknown[] = []
    const page = new EventTarget()
    const host: { __otklikVisit?: { number: string } } = {}
    const document = {
      currentScript: { src: `https://chat.example/tracking/${tracker.key}.js`, dataset: {} },
      ...{ title: 'Торты', referrer: '' },
    }
    Object.defineProperty(document, 'cookie', { set: (value) => cookies.push(value) })
    const globals = {
      ...{ document, window: host, location: { href: `${SITE}/` }, CustomEvent },
      addEventListener: page.addEventListener.bind(page),
      dispatchEvent: page.dispatchEvent.bind(page),
      localStorage: {
        getItem: (name: string) => stored.get(name) ?? null,
        setItem: (name: string, value: string) => stored.set(name, value),
        removeItem: (name: string) => stored.delete(name),
      },
      async fetch(url: string, { body: payload }: { body: string }) {
        asked.push(url)
        const answer = await centre.app.inject({
          ...{ method: 'POST', url: new URL(url).pathname, payload },
          headers: { origin: SITE, 'content-type': 'text/plain;charset=UTF-8' },
        })
        assert.equal(answer.headers['set-cookie'], undefined)
        return { ok: answer.statusCode === 200, json: () => answer.json() }
      },
    }
    runInNewContext(body, globals)
    const agree = (detail: boolean) =>
      page.dispatchEvent(new CustomEvent('otklik:consent', { detail }))
    return { host, stored, asked, cookies, agree }
  }
  const countVisits = async () => (await report()).visits

  test('[H-40] asks, keeps and carries nothing before it is given, and forgets when it is taken back', async () => {
    const before = await countVisits()
    const { host, stored, asked, cookies, agree } = await openPage()
    agree(false)
    assert.deepEqual([asked, [...stored], cookies, host.__otklikVisit], [[], [], [], undefined])
    assert.equal(await countVisits(), before)
    assert.equal((await linkFor(undefined)).search, '')

    agree(true)
    const { number } = await until(() => host.__otklikVisit, 'the visit')
    const [kept] = stored.values()
    const { token, ...rest } = JSON.parse(kept!)
    assert.deepEqual(rest, { number })
    assert.equal((await linkFor(token)).searchParams.get('text'), `Здравствуйте, заявка ${number}`)
    assert.equal(await countVisits(), before + 1)

    agree(false)
    assert.deepEqual([stored.size, host.__otklikVisit, cookies], [0, undefined, []])
  })
})

describe('a message with a number', () => {
  test('[WA-24] [TG-20] is tied to the visit, which the report counts', async () => {
    const before = await report()
    const url = `${SITE}/cakes?utm_source=yandex&utm_medium=cpc&utm_campaign=honey`
    const { token, number } = await visit({ url })
    await choose(token)
    const { visit: tied, id } = await write('Анна', `Здравствуйте, заявка ${number}`)
    assert.partialDeepStrictEqual(tied, {
      ...{ number, source: 'yandex', medium: 'cpc', campaign: 'honey' },
      page: { title: 'Торты', url: `${SITE}/cakes` },
    })
    const after = await report()
    assert.equal(after.conversations, before.conversations + 1)
    const row = after.messengers.find((each) => each.widgetId === widgetId)
    assert.equal(row?.channelId, centre.channelId)
    const source = after.sources.find(({ campaign }) => campaign === 'honey')
    assert.deepEqual([source?.visits, source?.conversations], [1, 1])
    const of = `${period()}&widgetId=${widgetId}&campaign=honey`
    const behind = await centre.owner.browser.get(`/api/v1/tracking/conversations?${of}`)
    assert.deepEqual(
      behind.json().conversations.map((each: { id: string }) => each.id),
      [id],
    )
  })

  test('[TG-20] is tied by what the link brings unseen as well', async () => {
    const { number } = await visit({ url: `${SITE}/?utm_source=blog` })
    await centre.tell({
      ...trialMessage('Борис', 'started-1', ''),
      ...{ type: 'started', payload: `visit-${number.replace('-', '')}` },
    })
    const { visit: tied, id } = await write('Борис', 'Добрый день')
    assert.equal(tied?.number, number)
    const said = (await centre.owner.browser.get(`/api/v1/conversations/${id}/messages`)).json()
    const started = said.messages.find(
      (each: { system?: { code: string } }) => each.system?.code === 'started',
    )
    assert.deepEqual(started.system.parameters, {})
  })

  test('[WA-24] of somebody else’s visit is only suggested, and a person decides', async () => {
    const { number } = await visit({ url: `${SITE}/?utm_source=passed-on` })
    const first = await write('Дарья', `заявка ${number}`)
    assert.equal(first.visit?.number, number)
    const second = await write('Егор', `мне дали ${number}`)
    assert.equal(second.visit, undefined)
    assert.equal(second.suggestedVisit?.number, number)
    const unmatched = async () =>
      (await centre.owner.browser.get(`/api/v1/tracking/unmatched?${period()}`)).json()
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
    const { number } = await visit()
    const at = centre.clock.now().toISOString()
    const both = ['Жанна', 'Захар'].map((name) => ({
      ...trialMessage(name, `both-${name}`, `заявка ${number}`),
      at,
    }))
    await centre.tell(...both)
    const [one, two] = await Promise.all([conversationOf('Жанна'), conversationOf('Захар')])
    assert.equal([one.visit, two.visit].filter(Boolean).length, 1)
    assert.equal([one.suggestedVisit, two.suggestedVisit].filter(Boolean).length, 1)
  })

  test('edited away is listed with a suggestion, and tied to nothing by itself', async () => {
    const { token, number } = await visit({ url: `${SITE}/?utm_source=edited` })
    await choose(token)
    centre.clock.advance(5 * 60_000)
    const written = await write('Инна', 'Здравствуйте')
    assert.equal(written.visit ?? written.suggestedVisit, undefined)
    const list = async () =>
      (await centre.owner.browser.get(`/api/v1/tracking/unmatched?${period()}`))
        .json<UnmatchedConversations>()
        .conversations.filter(({ id }) => id === written.id)
    const [row] = await list()
    assert.equal(row?.visit.number, number)
    const before = await report()
    await centre.owner.browser.send('POST', `/api/v1/conversations/${written.id}/visit`, {
      ...{ visitId: row!.visit.id, isTheirs: false },
    })
    assert.deepEqual(await list(), [])
    assert.equal((await report()).unmatched, before.unmatched - 1)
  })

  test('edited away is suggested the newest choice before it, and no old one', async () => {
    const [older, newer] = [await visit(), await visit()]
    await choose(older.token)
    centre.clock.advance(10 * 60_000)
    await choose(newer.token)
    centre.clock.advance(5 * 60_000)
    const soon = await write('Лев', 'Здравствуйте')
    centre.clock.advance(2 * 3_600_000)
    const late = await write('Майя', 'Здравствуйте')
    const path = `/api/v1/tracking/unmatched?${period()}`
    const { conversations } = (await centre.owner.browser.get(path)).json<UnmatchedConversations>()
    const of = ({ id }: { id: string }) => conversations.find((each) => each.id === id)
    assert.equal(of(soon)?.visit.number, newer.number)
    assert.equal(of(late), undefined)
  })

  test('is attributed in the reports, by source and campaign', async () => {
    const path = `/api/v1/reports/attribution?${period()}&compare=before`
    const { browser } = centre.owner
    const { rows, totals } = (await browser.get(path)).json<AttributionReport>()
    const of = (name: string) => rows.find(({ source }) => source === name)
    const came = { visits: 1, choices: 1, arrived: 1, matched: 1, suggested: 0, confirmed: 0 }
    assert.partialDeepStrictEqual(of('yandex'), { ...came, campaign: 'honey', unmatched: 0 })
    const passedOn = { choices: 0, arrived: 2, matched: 2, suggested: 1, confirmed: 1 }
    assert.partialDeepStrictEqual(of('passed-on'), passedOn)
    const declined = { arrived: 0, matched: 0, suggested: 1, unmatched: 0 }
    assert.partialDeepStrictEqual(of('edited'), declined)
    const { visits, choices, conversations: matched, unmatched } = await report()
    assert.partialDeepStrictEqual(totals, { visits, choices, matched, unmatched })
    const table = await browser.get(path.replace('?', '/file?format=csv&'))
    assert.match(table.body, /С номером;"?С номером, было/)
    assert.match(table.body, /yandex;cpc;honey;1;0;1;0;1;0;1;0;0;0;0;0;0;0;100;\r/)
  })

  test('opens from each figure of attribution exactly what it counts, on the same filter', async () => {
    await visit({ url: `${SITE}/?utm_source=nobody-came` })
    const { browser } = centre.owner
    const { token } = await visit({ url: `${SITE}/?utm_source=open` })
    await choose(token)
    await write('Кира', 'Здравствуйте')
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
      const asked = `${period()}${filter}`
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
      `/api/v1/reports/attribution/conversations?${period()}&figure=visits`,
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
    const { conversations: all } = await report()
    const seen: string[] = []
    let after = ''
    do {
      const path = `/api/v1/tracking/conversations?${period()}&limit=2${after}`
      const page = (await centre.owner.browser.get(path)).json<TrackedConversations>()
      assert.equal(page.count, all)
      seen.push(...page.conversations.map(({ id }) => id))
      after = page.next ? `&after=${page.next}` : ''
    } while (after)
    assert.ok(all > 4)
    assert.equal(new Set(seen).size, all)
    assert.equal(seen.length, all)
    const path = `/api/v1/tracking/unmatched?${period()}&limit=1`
    const first = (await centre.owner.browser.get(path)).json<UnmatchedConversations>()
    assert.equal(first.count, (await report()).unmatched)
    assert.ok(first.next)
    const next = await centre.owner.browser.get(`${path}&after=${first.next}`)
    assert.notEqual(
      next.json<UnmatchedConversations>().conversations[0]?.id,
      first.conversations[0]?.id,
    )
  })

  test('[WA-24] is tied to no visit that ended, was mistyped or is of another company, and is forgotten', async () => {
    const old = await visit()
    const slipped = old.number.replace(/.$/, (last) => (last === '7' ? '8' : '7'))
    assert.equal((await write('Вера', `заявка ${slipped}`)).visit, undefined)
    const stranger = await centre.signUp('owner')
    const foreign = await stranger.browser.get(`/api/v1/tracking/report?${period()}`)
    assert.equal(foreign.json<TrackingReport>().visits, 0)
    const asked = { accountId: stranger.accountId, operatorId: '' } as unknown as Member
    await assert.rejects(choose(old.token, asked))
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
