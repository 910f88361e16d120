import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Bot, Schedule } from '@otklik/protocol/settings'

import { type ChannelPage, isOnScreen, openChannelPage, save, saved } from './channel-page.ts'
import { isClean } from './is-clean.ts'

let channel: ChannelPage
let greeting: Bot
before(async () => {
  channel = await openChannelPage()
  const { client } = channel.centre
  await client.ask('PUT', '/api/v1/modules/bots', { isOn: true })
  const { version, timeZone } = await client.ask<Schedule>('GET', '/api/v1/schedule')
  const week = Array.from({ length: 7 }, () => [{ from: '09:00', to: '18:00' }])
  const hours = { version, timeZone, week, exceptions: [] }
  await client.ask('PUT', '/api/v1/schedule', hours)
  const [ready] = await client.ask<[{ scenario: object }]>('GET', '/api/v1/bots/gallery')
  const { scenario } = ready
  const body = { kind: 'scenario', name: 'Верба', scenario }
  greeting = await client.ask<Bot>('POST', '/api/v1/bots', body)
  await client.ask('POST', `/api/v1/bots/${greeting.id}/publish`, { draftVersion: 1 })
  await client.ask('POST', '/api/v1/bots', { kind: 'scenario', name: 'Ночной' })
})
after(() => channel.centre.close())

test('[COM-10] [COM-13] [COM-20] a bot receives with somebody behind it, and its buttons are told of', async () => {
  const { page, complaints, context } = await channel.openTab()
  await page.getByRole('radio', { name: 'Чат-бот' }).check()
  await page.getByText('Доступно, когда обращения принимает группа').waitFor()
  await page.getByRole('button', { name: 'Чат-бот Выберите чат-бота' }).click()
  await page.getByRole('option', { name: /Ночной.*Сценарий не опубликован/ }).waitFor()
  await page.getByRole('option', { name: /Верба.*Отвечает/ }).click()
  // Who received until now stands behind it, until somebody else is chosen.
  const backup = page.getByRole('button', { name: /Резервный сотрудник или группа/ })
  assert.match((await backup.textContent()) ?? '', /Все сотрудники/)
  await backup.click()
  await page.getByRole('combobox', { name: 'Найти сотрудника или группу' }).fill('лебед')
  await page.keyboard.press('Enter')
  await save(page)
  await saved(page)
  const { receiver } = await channel.rules()
  assert.deepEqual([receiver.kind, receiver.id], ['bot', greeting.id])
  assert.equal(receiver.kind === 'bot' && receiver.backup.kind, 'operator')

  await page.getByRole('button', { name: 'Кнопки быстрых ответов' }).click()
  const help = page.getByRole('dialog', { name: 'Кнопки быстрых ответов' })
  for (const said of ['Кнопки в тексте', 'Кнопки клавиатуры', 'Telegram', 'WhatsApp']) {
    await help.getByText(said).first().waitFor()
  }
  await isClean(page, 'the help on buttons')
  await page.keyboard.press('Escape')
  await help.waitFor({ state: 'detached' })
  assert.deepEqual(complaints, [])
  await context.close()
})

test('[COM-60] [COM-62] [D-12] off hours the switch opens the list of bots', async () => {
  const { page, complaints, context } = await channel.openTab('off-hours')
  const bot = page.getByRole('switch', { name: 'Чат-бот' })
  await page.getByRole('switch', { name: 'Автоматические ответы' }).check()
  await bot.check()
  await page.getByText('Автоматические ответы выключены').waitFor()
  await save(page)
  // Without a bot the form is not saved, and leads to where one is chosen.
  await page.getByText('Исправьте').first().waitFor()
  const chooser = page.getByRole('button', { name: /^Какой чат-бот ответит Выберите/ })
  assert.ok(await isOnScreen(chooser))
  await chooser.click()
  await page.getByRole('option', { name: /Ночной/ }).click()
  await page.getByLabel('Текст, если чат-бот не ответит').fill('Ответим утром')
  await save(page)
  await saved(page)
  const rules = await channel.rules()
  assert.deepEqual([rules.offHoursMode, rules.offHoursFallback], ['bot', 'Ответим утром'])
  // It is told at once that nobody would answer, and how to do without it.
  await page.getByText(/Сценарий чат-бота «Ночной» не опубликован/).waitFor()
  await page.getByRole('link', { name: 'Открыть чат-бота' }).waitFor()
  await page.getByRole('button', { name: 'Обойтись без чат-бота' }).click()
  await page.getByRole('switch', { name: 'Автоматические ответы', checked: true }).waitFor()
  await isClean(page, 'off hours')
  assert.deepEqual(complaints, [])
  await context.close()
})

test('[COM-12] a bot that was deleted is told of where it was chosen', async () => {
  await channel.centre.client.ask('DELETE', `/api/v1/bots/${greeting.id}?consent=true`)
  const { page, complaints, context } = await channel.openTab()
  await page.getByText('Этого чат-бота больше нет, выберите другого').waitFor()
  await page.getByText('Выбранный чат-бот удалён: обращения сразу получает резерв').waitFor()
  await page.getByRole('button', { name: 'Обойтись без чат-бота' }).click()
  await save(page)
  await saved(page)
  assert.equal((await channel.rules()).receiver.kind, 'operator')
  assert.deepEqual(complaints, [])
  await context.close()
})
