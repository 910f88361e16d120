import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from 'playwright-core'

import { until } from '../kit/index.ts'
import { type Centre, openCentre } from './centre.ts'
import { picture } from './picture.ts'

let centre: Centre
before(async () => {
  centre = await openCentre()
})
after(() => centre.close())

/** Runs in the page before its own scripts: the loudspeaker and the desktop's icon. */
const countNotes = `(() => {
  self.notes = 0
  self.badge = 0
  const made = AudioContext.prototype.createOscillator
  AudioContext.prototype.createOscillator = function () {
    self.notes += 1
    return made.call(this)
  }
  navigator.setAppBadge = async (count) => void (self.badge = count)
  navigator.clearAppBadge = async () => void (self.badge = 0)
})()`

const isTold = ({ page, title, badge }: { page: Page; title: string; badge: number }) =>
  until(async () => (await page.title()) === title && (await page.evaluate('badge')) === badge, {
    what: `${title} on the tab`,
    withinMs: 30_000,
  })

test('a person writes, an operator sees it within a second and answers with a picture', async () => {
  const { page, complaints, context } = await centre.desk()
  await page.addInitScript(countNotes)
  await page.goto(centre.server.url)
  const list = page.getByRole('listbox', { name: /Обращения/ })
  await page.getByText('Открытых обращений нет').or(page.getByText('Все ответы даны')).waitFor()

  const person = await centre.emulator.makePerson('Марина')
  const wroteAt = performance.now()
  await centre.emulator.does(centre.bot, person, 'text', { text: 'Где мой заказ 10482?' })
  const row = list.getByRole('option', { name: /Марина.*Где мой заказ 10482/ })
  await row.waitFor()
  const seenAfterMs = performance.now() - wroteAt
  assert.ok(seenAfterMs < 1000, `seen after ${Math.round(seenAfterMs)} ms`)

  // Nobody has it: it is heard, and counted on the tab and on the application's icon.
  await isTold({ page, title: '(1) Отклик', badge: 1 })
  assert.equal(await page.evaluate('notes'), 2)

  await row.click()
  await page.getByRole('log').getByText('Где мой заказ 10482?').waitFor()
  await page.locator('input[type=file]').setInputFiles({
    name: 'Диван «Осло».png',
    mimeType: 'image/png',
    buffer: picture,
  })
  await page.getByRole('textbox', { name: 'Ответ клиенту' }).fill('Вот он, уже в пути')
  await page.getByRole('button', { name: 'Отправить', exact: true }).click()
  await page.getByRole('log').getByRole('img', { name: 'Отправлено' }).waitFor()

  const shown = await until(
    async () =>
      (await centre.emulator.chatOf(centre.bot, person)).find(({ from }) => from === 'bot'),
    { what: 'the answer on the phone', withinMs: 30_000 },
  )
  assert.match(JSON.stringify(shown.content), /photo/)
  assert.match(JSON.stringify(shown.content), /Вот он, уже в пути/)
  await isTold({ page, title: 'Отклик', badge: 0 })
  await centre.emulator.does(centre.bot, person, 'text', { text: 'А во сколько?' })
  await isTold({ page, title: '(1) Отклик', badge: 1 })
  // It is open before the reader: that was seen, and not heard.
  assert.equal(await page.evaluate('notes'), 2)
  assert.deepEqual(complaints, [])
  await context.close()
})

test('nothing is lost or doubled when the network is cut for ten seconds on both sides', async () => {
  const { page, complaints, context } = await centre.desk()
  const person = await centre.emulator.makePerson('Олег')
  await centre.emulator.does(centre.bot, person, 'text', { text: 'здравствуйте' })
  await page.goto(centre.server.url)
  await page.getByRole('option', { name: /Олег/ }).click()
  const answer = page.getByRole('textbox', { name: 'Ответ клиенту' })
  await answer.fill('до обрыва')
  await answer.press('Enter')
  const log = page.getByRole('log')
  await log.getByRole('img', { name: 'Отправлено' }).waitFor()

  await context.setOffline(true)
  await centre.emulator.changePerson(person, { isOffline: true })
  await page.getByText(/Нет связи/).waitFor({ timeout: 30_000 })
  await answer.fill('во время обрыва')
  await answer.press('Enter')
  await log.getByText('во время обрыва').waitFor()
  await centre.emulator.does(centre.bot, person, 'text', { text: 'и у меня нет сети' })
  await sleep(10_000)
  const before = await centre.emulator.chatOf(centre.bot, person)
  assert.equal(
    before.some(({ content }) => content.text === 'во время обрыва'),
    false,
  )

  await context.setOffline(false)
  await centre.emulator.changePerson(person, { isOffline: false })
  await log.getByText('и у меня нет сети').waitFor({ timeout: 30_000 })
  await page.getByText(/Нет связи/).waitFor({ state: 'detached', timeout: 30_000 })
  const texts = await until(
    async () => {
      const chat = await centre.emulator.chatOf(centre.bot, person)
      const answers = chat.filter(({ from }) => from === 'bot').map(({ content }) => content.text)
      return answers.length >= 2 && answers
    },
    { what: 'both answers on the phone', withinMs: 30_000 },
  )
  assert.deepEqual(texts, ['до обрыва', 'во время обрыва'])
  assert.equal(await log.getByText('во время обрыва').count(), 1)
  assert.equal(await log.getByText('и у меня нет сети').count(), 1)
  assert.deepEqual(complaints, [])
  await context.close()
})
