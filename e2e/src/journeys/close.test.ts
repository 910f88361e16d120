import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { until } from '../kit/index.ts'
import { type Centre, openCentre } from './centre.ts'

let centre: Centre
before(async () => {
  centre = await openCentre()
})
after(() => centre.close())

const closed = (centre: Centre) =>
  centre.client.ask<{ conversations: { contact: { name: string } }[] }>(
    'GET',
    '/api/v1/conversations?status=closed',
  )

test('an operator takes, closes, undoes and closes by the keyboard alone', async () => {
  const { page, complaints, context } = await centre.desk()
  const person = await centre.emulator.makePerson('Гульнара')
  await centre.emulator.does(centre.bot, person, 'text', { text: 'спасибо, всё пришло' })
  await page.goto(centre.server.url)
  await page.getByRole('option', { name: /Гульнара/ }).waitFor()
  await page.keyboard.press('j')
  await page.getByRole('heading', { name: 'Гульнара' }).waitFor()
  await page.keyboard.press('a')
  await page
    .getByRole('log')
    .getByText(/Взято в работу/)
    .waitFor()
  await page.keyboard.press('Alt+q')
  await page.getByRole('button', { name: 'Отменить' }).first().click()
  await page.getByRole('button', { name: /^Закрыть/ }).waitFor()
  assert.equal((await closed(centre)).conversations.length, 0)
  await page.keyboard.press('Alt+q')
  await page
    .getByRole('log')
    .getByText(/Анна Лебедева.*закры|Закрыто/)
    .waitFor({ timeout: 12_000 })
  assert.equal((await closed(centre)).conversations[0]?.contact.name, 'Гульнара')

  await centre.emulator.does(centre.bot, person, 'text', { text: 'а можно ещё вопрос?' })
  await page.getByRole('option', { name: /Гульнара.*ещё вопрос/ }).click()
  await page.getByRole('log').getByText('а можно ещё вопрос?').waitFor()
  await page.keyboard.press('a')
  await page.getByRole('button', { name: /^Закрыть/ }).waitFor()
  const fyodor = await centre.emulator.makePerson('Фёдор')
  await centre.emulator.does(centre.bot, fyodor, 'text', { text: 'а когда моя очередь?' })
  await page.getByRole('option', { name: /Фёдор/ }).waitFor()
  await page.getByRole('button', { name: 'Ещё действия' }).click()
  await page.getByRole('menuitemcheckbox', { name: 'После закрытия открывать следующее' }).click()
  await page.keyboard.press('Escape')
  // The closure waits for the answer, however slowly that leaves.
  const asked: string[] = []
  await page.route(/\/conversations\/[^/]+\/(messages|closure)$/, async (route) => {
    if (route.request().method() === 'POST') {
      asked.push(route.request().url().split('/').at(-1) ?? '')
      await new Promise((resolve) => setTimeout(resolve, 250))
      asked.push('let go')
    }
    await route.continue()
  })
  await page.getByRole('textbox', { name: 'Ответ клиенту' }).fill('Конечно, спрашивайте')
  await page.keyboard.press('Control+Enter')
  await until(async () => (await closed(centre)).conversations.length === 2, {
    withinMs: 30_000,
    what: 'the second one is closed',
  })
  assert.deepEqual(asked, ['messages', 'let go', 'closure', 'let go'])
  await page.getByRole('heading', { name: 'Фёдор' }).waitFor()
  assert.deepEqual(complaints, [])
  await context.close()
})

test('[TG-12] a blocked bot closes the composer and says why', async () => {
  const { page, complaints, context } = await centre.desk()
  const person = await centre.emulator.makePerson('Людмила')
  await centre.emulator.does(centre.bot, person, 'text', { text: 'надоели' })
  await page.goto(centre.server.url)
  await page.getByRole('option', { name: /Людмила/ }).click()
  await page.getByRole('textbox', { name: 'Ответ клиенту' }).waitFor()
  await centre.emulator.does(centre.bot, person, 'block')
  await page.getByRole('log').getByText('Клиент заблокировал бота').waitFor()
  await page.getByRole('textbox', { name: 'Ответ клиенту' }).waitFor({ state: 'detached' })
  await centre.emulator.does(centre.bot, person, 'unblock')
  await centre.emulator.does(centre.bot, person, 'text', { text: 'ладно' })
  await page.getByRole('textbox', { name: 'Ответ клиенту' }).waitFor()
  assert.deepEqual(complaints, [])
  await context.close()
})

test('Enter presses what has the focus, and closing a layer gives the focus back', async () => {
  const person = await centre.emulator.makePerson('Тимур')
  await centre.emulator.does(centre.bot, person, 'text', { text: 'добрый день' })
  const { page, complaints, context } = await centre.desk({ size: { width: 1100, height: 800 } })
  await page.goto(centre.server.url)
  await page.getByRole('option', { name: /Тимур/ }).click()
  for (const name of ['Карточка клиента', 'Передать']) {
    const opener = page.getByRole('button', { name }).first()
    await opener.press('Enter')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await until(() => opener.evaluate((node) => node === node.ownerDocument.activeElement), {
      what: `the focus is back on «${name}»`,
      withinMs: 3000,
    })
  }
  assert.deepEqual(complaints, [])
  await context.close()
})
