import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { type Client, until } from '../kit/index.ts'
import { addressesOf, go, more, outside, placesOf } from './addresses.ts'
import { type Centre, openCentre } from './centre.ts'
import { type Filled, fillCompany } from './hostile-words/fill-company.ts'
import { createWords } from './hostile-words/payloads.ts'
import { type Watch, watch } from './hostile-words/watch.ts'

/** What is on no page as it was written, and why. */
const unshown: Record<string, string> = {
  'the browser of a visitor': 'is not kept',
  'the address of a page': 'is shown encoded, as addresses are',
  'the term of a visit': 'is kept for reports',
  'the title of an advertised page': 'is shown where several visits may be meant',
  'what the bot says again': 'is shown once its step is chosen',
  'the word where the bot fails': 'is shown where a bot answers off hours',
}

let centre: Centre
let filled: Filled
const words = createWords()
const watches: Watch[] = []
before(async () => {
  centre = await openCentre()
  filled = await fillCompany(centre, words)
})
after(() => centre.close())

/** Every address of the workplace, and those of the other conversations. */
function placesToLook(): string[] {
  const { named, siteTalkId, advertisedId } = filled
  const inside = Object.entries(placesOf(named)).filter(([address]) => !outside.includes(address))
  return [
    ...inside.flatMap(([address, place]) => [
      place,
      ...(more[address] ?? []).map((rest) => place + rest),
    ]),
    ...[siteTalkId, advertisedId, named.closedId].map((id) => `/conversations/${id}`),
  ]
}

/** The panel of a visitor keeps in its browser who that is. */
const wasHereBefore = (url: string, siteKey: string, token: string) =>
  `if (location.origin === ${JSON.stringify(url)})
    localStorage.setItem(${JSON.stringify(`otklik:${siteKey}`)}, ${JSON.stringify(token)})`

async function openWorkplace(who: string, { cookie }: Client) {
  const { context, page } = await centre.desk({ cookie })
  const watching = await watch(context, who)
  watches.push(watching)
  await page.goto(centre.server.url)
  await page.getByRole('navigation').first().waitFor()
  return { context, page, watching }
}

async function openEverything(who: string, client: Client): Promise<void> {
  const { context, page, watching } = await openWorkplace(who, client)
  assert.deepEqual((await addressesOf(page)).sort(), Object.keys(placesOf(filled.named)).sort())
  for (const place of placesToLook()) {
    await go(page, place)
    await watching.look(page, place)
  }
  await context.close()
  assert.deepEqual(watching.problems, [])
}

test('[H-43] what anybody wrote runs on no screen of an administrator', () =>
  openEverything('administrator', centre.client))
test('[H-43] and of no supervisor', () => openEverything('supervisor', filled.supervisor))
test('[H-43] and of no operator', () => openEverything('operator', filled.operator))
test('[H-43] and of no reviewer', () => openEverything('reviewer', filled.reviewer))

test('[H-43] nor in the panel and the forms that customers see', async () => {
  const { emulator, server, browser } = centre
  const { siteKey, visitorToken, formPath } = filled
  await emulator.control('PUT', '/_control/shop', { siteKey, appUrl: server.url })
  const context = await browser.newContext({ locale: 'ru-RU' })
  const watching = await watch(context, 'visitor')
  watches.push(watching)
  await context.addInitScript(wasHereBefore(server.url, siteKey, visitorToken))
  const page = await context.newPage()
  await page.goto(`${emulator.url}/shop/?utm_source=%3Cimg%20src=x%20onerror=alert(1)%3E`)
  await page.getByRole('button', { name: 'Открыть чат' }).click()
  const said = words.written.get('the message of a visitor') ?? ''
  await page.frameLocator('iframe').getByText(said).first().waitFor()
  await watching.look(page, 'the panel')
  const form = await context.newPage()
  await form.goto(server.url + formPath)
  await form.getByLabel('Имя').waitFor()
  await watching.look(form, 'the form')
  await context.close()
  assert.deepEqual(watching.problems, [])
})

test('[H-43] an address whose id is of nothing, or is no id, says that there is nothing', async () => {
  const { context, page, watching } = await openWorkplace('administrator', centre.client)
  const { telegramId } = filled.named
  const ofOthers = ['templates', 'widget'].map((part) => `/settings/channels/${telegramId}/${part}`)
  const named = (await addressesOf(page)).filter((address) => /\$\w+Id/.test(address))
  const failed: string[] = []
  for (const id of [crypto.randomUUID(), '<img src=x onerror=alert(1)>']) {
    const places = named.map((each) => each.replace(/\$\w+Id/, encodeURIComponent(id)))
    for (const place of [...places, ...ofOthers]) {
      await go(page, place)
      await watching.look(page, place)
      const main = page.getByRole('main').last()
      const isSaid = async () => Boolean((await main.textContent())?.trim())
      await until(isSaid, { withinMs: 30_000, what: `something at ${place}` })
      const isFailure = (await main.getByRole('button', { name: 'Повторить' }).count()) > 0
      if (isFailure) failed.push(place)
    }
  }
  await context.close()
  assert.deepEqual(watching.problems, [])
  assert.deepEqual(failed, [])
})

test('[H-43] and all of it is shown, letter by letter', () => {
  assert.deepEqual(filled.refused, [])
  assert.ok(words.written.size > 60, String(words.written.size))
  const flat = (text: string) => text.replace(/\s+/g, ' ')
  const all = flat(watches.flatMap((each) => each.shown).join('\n'))
  const unseen = [...words.written]
    .filter(([field, text]) => !(field in unshown) && !all.includes(flat(text)))
    .map(([field, text]) => `${field}: ${text}`)
  assert.deepEqual(unseen, [])
})
