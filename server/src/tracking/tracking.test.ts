import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { runInNewContext } from 'node:vm'
import { gzipSync } from 'node:zlib'
import { VISIT_NUMBER_VARIABLE } from '@otklik/protocol'
import type { Tracker } from '@otklik/protocol/settings'

import { aWidget, type TrialCentre, until } from '../testing/index.ts'
import { openTrackedSite, QUESTION, SITE, type TrackedSite } from '../testing/tracked-site.ts'

let centre: TrialCentre
let site: TrackedSite
before(async () => {
  site = await openTrackedSite()
  centre = site.centre
})

describe('a question that carries the number', () => {
  test('[WA-20] [WA-21] [WA-22] keeps its variable, and off it carries nothing', async () => {
    assert.deepEqual(await site.ofChannel(), {
      version: 1,
      isOn: true,
      question: QUESTION,
      carries: 'text',
    })
    for (const spoiled of ['Здравствуйте', '{{номер}}', '{{ номер заявки }}', '']) {
      const refused = await site.put({ question: spoiled })
      assert.equal(refused.statusCode, 422)
      assert.equal(refused.json().error.fields.question.code, 'visit-number-missing')
    }
    const long = await site.put({ question: `${VISIT_NUMBER_VARIABLE}${'ш'.repeat(500)}` })
    assert.equal(long.json().error.fields.question.code, 'too-long')
    assert.equal((await site.ofChannel()).question, QUESTION)
    const { token } = await site.visit()
    await site.put({ isOn: false })
    assert.equal((await site.linkFor(token)).search, '')
    await site.put({ isOn: true })
    assert.notEqual((await site.linkFor(token)).search, '')
    const stale = await centre.owner.browser.send('PUT', site.settings, {
      ...{ version: 1, isOn: false, question: QUESTION },
    })
    assert.equal(stale.statusCode, 409)
  })

  test('[WA-23] waits in the customer’s field with the real number', async () => {
    const { token, number } = await site.visit()
    assert.match(number, /^[0-9B-Z]{4}-[0-9B-Z]{4}$/)
    const link = await site.linkFor(token)
    assert.equal(link.href.startsWith('https://chat.example/79990000001?text='), true)
    assert.equal(link.searchParams.get('text'), `Здравствуйте, заявка ${number}`)
    const variable = VISIT_NUMBER_VARIABLE
    for (const [question, waits] of [
      [`${variable}Хочу спросить`, `${number} Хочу спросить`],
      [`Заявка${variable}2 торта`, `Заявка ${number} 2 торта`],
      [`№${variable}, «${variable}» ${variable}`, `№${number}, «${number}» ${number}`],
    ] as const) {
      await site.put({ question })
      assert.equal((await site.linkFor(token)).searchParams.get('text'), waits)
    }
    await site.put({ question: QUESTION })
    for (const forged of [undefined, 'x'.repeat(43), token.toUpperCase(), '; drop table visits']) {
      assert.equal((await site.linkFor(forged)).search, '')
    }
  })

  test('[WA-25] [WA-26] [TG-21] needs widgets linked with counters, many to many', async () => {
    const { accountId, browser } = centre.owner
    const second = await aWidget(centre, accountId, 'Второй')
    const other = (await browser.send('POST', '/api/v1/trackers', { name: 'Блог' })).json<Tracker>()
    const { token } = await site.visit()
    assert.equal((await site.linkFor(token, second)).search, '')
    assert.deepEqual((await site.edit({ widgetIds: [site.widgetId, second] })).widgetIds, [
      site.widgetId,
      second,
    ])
    assert.notEqual((await site.linkFor(token, second)).search, '')
    const path = `/api/v1/trackers/${other.id}`
    const linked = await browser.send('PATCH', path, { version: 1, widgetIds: [second] })
    assert.deepEqual(linked.json<Tracker>().widgetIds, [second])
    for (const wrong of [centre.channelId, other.id]) {
      const refused = await browser.send('PATCH', path, { version: 2, widgetIds: [wrong] })
      assert.equal(refused.json().error.fields.widgetIds.code, 'no-such-widget')
    }
    await browser.send('DELETE', path)
    await site.put({ isOn: false })
    await site.edit({ widgetIds: [] })
    assert.equal((await site.ofChannel()).whyNot, 'unlinked')
    const refused = await site.put({ isOn: true })
    assert.equal(refused.json().error.fields.isOn.code, 'tracking-unlinked')
    await site.edit({ widgetIds: [site.widgetId] })
    assert.equal((await site.ofChannel()).whyNot, undefined)
    assert.equal((await site.put({ isOn: true })).statusCode, 200)
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
    await site.visit({ url: `${SITE}/cakes?${marks}#top`, title: '<b>Торты</b>' })
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
    const first = await site.visit()
    assert.deepEqual(await site.visit({ token: first.token }), first)
    const marked = await site.visit({ token: first.token, url: `${SITE}/?utm_campaign=autumn` })
    assert.notEqual(marked.number, first.number)
    const { browser } = centre.owner
    const made = await browser.send('POST', '/api/v1/trackers', {
      name: 'Другой',
      sites: ['b.example'],
    })
    const other = made.json<Tracker>()
    const elsewhere = await site.visit({
      key: other.key,
      token: first.token,
      origin: 'https://b.example',
    })
    assert.notEqual(elsewhere.number, first.number)
    assert.equal((await site.linkFor(elsewhere.token)).search, '')
    await assert.rejects(site.choose(elsewhere.token))
    await assert.rejects(site.choose('A'.repeat(43)))
    await browser.send('DELETE', `/api/v1/trackers/${other.id}`)
    centre.clock.advance(31 * 60_000)
    assert.notEqual((await site.visit({ token: first.token })).number, first.number)
  })

  test('is refused to a page that is not of the site, and to what is no page', async () => {
    for (const origin of [
      'https://evil.example',
      'https://verba.example.evil.example',
      'null',
      '',
    ]) {
      assert.equal((await site.open({ origin })).statusCode, 403, origin)
    }
    assert.equal((await site.open({ origin: 'https://shop.verba.example' })).statusCode, 200)
    assert.equal((await site.open({ key: 'nobody' })).statusCode, 404)
    assert.equal((await site.open({ url: 'javascript:alert(1)' })).statusCode, 400)
    const { headers } = await site.open()
    assert.equal(headers['access-control-allow-origin'], SITE)
    assert.equal(headers['set-cookie'], undefined)
  })

  test('is counted of a thousand visitors of one office', async () => {
    const url = `${SITE}/?utm_source=office&utm_campaign=`
    const answers = await Promise.all(
      Array.from({ length: 1000 }, (_, n) => site.open({ url: url + n, from: '203.0.113.7' })),
    )
    const numbers = answers.map((answer) => answer.json<{ number: string }>().number)
    assert.deepEqual([new Set(numbers).size, (await site.report()).visits > 1000], [1000, true])
  })

  test('is counted by a script of less than 2 KB, which waits where consent is needed', async () => {
    const script = async () => (await centre.app.inject(`/tracking/${site.key}.js`)).body
    assert.ok(gzipSync(await script()).length < 2048)
    assert.match(await script(), /!false/)
    await site.edit({ needsConsent: true })
    assert.match(await script(), /!true/)
    await site.edit({ needsConsent: false })
  })
})

describe('a page that needs consent', () => {
  before(() => site.edit({ needsConsent: true }))
  after(() => site.edit({ needsConsent: false }))

  /** The script that is sent, on a page of the site; what it asks goes to the server. */
  async function openPage() {
    const { body } = await centre.app.inject(`/tracking/${site.key}.js`)
    const stored = new Map<string, string>()
    const asked: string[] = []
    const cookies: unknown[] = []
    const page = new EventTarget()
    const host: { __otklikVisit?: { number: string } } = {}
    const document = {
      currentScript: { src: `https://chat.example/tracking/${site.key}.js`, dataset: {} },
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
  const countVisits = async () => (await site.report()).visits

  test('[H-40] asks, keeps and carries nothing before it is given, and forgets when it is taken back', async () => {
    const before = await countVisits()
    const { host, stored, asked, cookies, agree } = await openPage()
    agree(false)
    assert.deepEqual([asked, [...stored], cookies, host.__otklikVisit], [[], [], [], undefined])
    assert.equal(await countVisits(), before)
    assert.equal((await site.linkFor(undefined)).search, '')

    agree(true)
    const { number } = await until(() => host.__otklikVisit, 'the visit')
    const [kept] = stored.values()
    const { token, ...rest } = JSON.parse(kept!)
    assert.deepEqual(rest, { number })
    assert.equal(
      (await site.linkFor(token)).searchParams.get('text'),
      `Здравствуйте, заявка ${number}`,
    )
    assert.equal(await countVisits(), before + 1)

    agree(false)
    assert.deepEqual([stored.size, host.__otklikVisit, cookies], [0, undefined, []])
  })
})
