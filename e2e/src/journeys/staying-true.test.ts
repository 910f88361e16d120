import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Conversation, MessagePage, Snapshot } from '@otklik/protocol'
import type { Page } from 'playwright-core'

import { until } from '../kit/index.ts'
import { type Centre, openCentre } from './centre.ts'

let centre: Centre
before(async () => {
  centre = await openCentre()
})
after(() => centre.close())

const rowOf = (page: Page, name: string) => page.getByRole('option', { name: new RegExp(name) })
const offline = (page: Page) => page.getByText(/Нет связи. Показаны/)

async function customer(name: string): Promise<Conversation> {
  const person = await centre.emulator.makePerson(name)
  await centre.emulator.does(centre.bot, person, 'text', { text: `Здравствуйте, это ${name}` })
  return until(
    async () => {
      const { conversations } = await centre.client.ask<Snapshot>('GET', '/api/v1/snapshot')
      return conversations.find(({ contact }) => contact.name === name)
    },
    { what: `a conversation with ${name}`, withinMs: 5000 },
  )
}
const close = ({ id }: Conversation) =>
  centre.client.ask('POST', `/api/v1/conversations/${id}/closure`, { as: 'spam' })

/** The workplace shows it within two seconds of being reached again. */
const withinTwoSeconds = { timeout: 2000 } as const

test('two tabs show the same, whichever of them acts', async () => {
  await customer('Марина')
  const { page, context, complaints } = await centre.desk()
  const other = await context.newPage()
  await Promise.all([page, other].map((tab) => tab.goto(centre.server.url)))
  for (const tab of [page, other]) await rowOf(tab, 'Марина').click()
  await page.getByRole('button', { name: 'Взять в работу' }).first().click()
  const answer = other.getByRole('textbox', { name: 'Ответ клиенту' })
  await answer.fill('Добрый день, Марина')
  await answer.press('Enter')
  for (const tab of [page, other]) {
    await tab.getByRole('log').getByText('Добрый день, Марина').waitFor(withinTwoSeconds)
    assert.equal(await tab.getByRole('log').getByText('Добрый день, Марина').count(), 1)
  }
  assert.deepEqual(complaints, [])
  await context.close()
})

test('whoever wakes sees what happened meanwhile', async () => {
  const leaving = await customer('Олег')
  const { page, context } = await centre.desk()
  await page.goto(centre.server.url)
  await rowOf(page, 'Олег').waitFor()
  await context.setOffline(true)
  await offline(page).waitFor()
  await close(leaving)
  await customer('Ирина')
  assert.equal(await rowOf(page, 'Ирина').count(), 0)
  await context.setOffline(false)
  await rowOf(page, 'Ирина').waitFor(withinTwoSeconds)
  await offline(page).waitFor({ state: 'detached', ...withinTwoSeconds })
  await context.close()
})

test('a line that only takes and never brings is told to be lost', async () => {
  const { page, context } = await centre.desk()
  let isDeaf = false
  await page.routeWebSocket(/\/api\/v1\/feed/, (socket) => {
    const server = socket.connectToServer()
    socket.onMessage((message) => server.send(message))
    server.onMessage((message) => {
      if (!isDeaf) socket.send(message)
    })
  })
  await page.clock.install()
  await page.goto(centre.server.url)
  await rowOf(page, 'Ирина').waitFor()
  isDeaf = true
  await customer('Павел')
  // The next question, and as long as an answer may take.
  await page.clock.fastForward(20_000)
  await page.clock.fastForward(9_000)
  await page.clock.runFor(1000)
  await offline(page).waitFor()
  isDeaf = false
  await page.clock.fastForward(9000)
  await page.clock.runFor(1500)
  await rowOf(page, 'Павел').waitFor(withinTwoSeconds)
  await context.close()
})

test('a word over a slow line shows that it leaves, and arrives once', async () => {
  const { page, context, complaints } = await centre.desk()
  let isStuck = false
  await page.routeWebSocket(/\/api\/v1\/feed/, (socket) => {
    const server = socket.connectToServer()
    socket.onMessage((message) => server.send(message))
    server.onMessage((message) => {
      if (!isStuck) socket.send(message)
    })
  })
  await page.clock.install()
  await page.goto(centre.server.url)
  await rowOf(page, 'Марина').click()
  const answer = page.getByRole('textbox', { name: 'Ответ клиенту' })
  await answer.waitFor()
  const slow = { offline: false, latency: 800, downloadThroughput: 8000, uploadThroughput: 8000 }
  const line = await context.newCDPSession(page)
  await line.send('Network.emulateNetworkConditions', slow)
  isStuck = true
  let tries = 0
  // The server has it; what it says of that is lost on the way.
  await page.route(/\/messages$/, async (route) => {
    if (route.request().method() !== 'POST') return route.continue()
    tries += 1
    if (tries > 1) return route.continue()
    await route.fetch()
    return route.abort('timedout')
  })
  await answer.fill('Привезём завтра к обеду')
  await answer.press('Enter')
  const bubble = page.getByRole('article').filter({ hasText: 'Привезём завтра к обеду' })
  await bubble.getByRole('img', { name: 'Отправляется' }).waitFor()
  await until(async () => tries > 0, { what: 'the first try', withinMs: 30_000 })
  // As long as an answer to «are you there» may take.
  await until(
    async () => {
      await page.clock.fastForward(9000)
      return offline(page).isVisible()
    },
    { what: 'the bar tells of it', withinMs: 30_000 },
  )
  await until(async () => tries > 1, { what: 'the second try', withinMs: 30_000 })
  isStuck = false
  await line.send('Network.emulateNetworkConditions', {
    ...{ offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 },
  })
  await until(
    async () => {
      await page.clock.fastForward(9000)
      return !(await offline(page).isVisible())
    },
    { what: 'the bar has gone', withinMs: 30_000 },
  )
  await bubble.getByRole('img', { name: /^(Отправлено|Доставлено)$/ }).waitFor()
  assert.equal(await bubble.count(), 1)
  const { conversations } = await centre.client.ask<Snapshot>('GET', '/api/v1/snapshot')
  const { id } = conversations.find(({ contact }) => contact.name === 'Марина') ?? {}
  const path = `/api/v1/conversations/${id}/messages`
  const { messages } = await centre.client.ask<MessagePage>('GET', path)
  assert.equal(messages.filter(({ text }) => text === 'Привезём завтра к обеду').length, 1)
  assert.deepEqual(complaints, [])
  await context.close()
})

test('a restart of the server loses nothing, and the bar says what is so', async () => {
  const { page, context } = await centre.desk()
  await page.goto(centre.server.url)
  await rowOf(page, 'Марина').click()
  await centre.server.kill()
  await offline(page).waitFor()
  const answer = page.getByRole('textbox', { name: 'Ответ клиенту' })
  await answer.fill('Сказано без сервера')
  await answer.press('Enter')
  await centre.server.start()
  await offline(page).waitFor({ state: 'detached', ...withinTwoSeconds })
  const log = page.getByRole('log')
  await until(
    async () => {
      const { conversations } = await centre.client.ask<Snapshot>('GET', '/api/v1/snapshot')
      const found = conversations.find(({ contact }) => contact.name === 'Марина')
      return found?.lastMessage?.text === 'Сказано без сервера'
    },
    { what: 'the answer at the server', withinMs: 30_000 },
  )
  await log.getByText('Сказано без сервера').waitFor()
  assert.equal(await log.getByText('Сказано без сервера').count(), 1)
  await customer('После перезапуска')
  await rowOf(page, 'После перезапуска').waitFor(withinTwoSeconds)
  await context.close()
})
