import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Conversation, Snapshot } from '@otklik/protocol'
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
