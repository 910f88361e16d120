import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'

import { type Centre, openCentre } from './centre.ts'
import { isClean } from './is-clean.ts'

let centre: Centre
before(async () => {
  centre = await openCentre({ isConnected: false })
})
after(() => centre.close())

const saved = (page: Page) => page.getByText(/Сохранено в/).waitFor()

async function setHours(page: Page): Promise<void> {
  await page.goto(`${centre.server.url}/settings/schedule`)
  await page.getByRole('button', { name: 'Пн–Пт 9–18' }).click()
  await page.getByRole('button', { name: /^Сохранить/ }).click()
  await saved(page)
}

async function makeTeam(page: Page): Promise<void> {
  await page.goto(`${centre.server.url}/settings/teams`)
  await page.getByRole('button', { name: 'Создать группу' }).click()
  const drawer = page.getByRole('dialog')
  await drawer.getByLabel('Название группы').fill('Доставка')
  await drawer.getByRole('button', { name: 'Создать группу' }).click()
  await page.getByRole('heading', { name: 'Доставка', level: 1 }).waitFor()
  await page.getByRole('combobox', { name: 'Добавить сотрудника' }).fill('Анна')
  await page.getByRole('option', { name: 'Анна Лебедева' }).click()
  await page.keyboard.press('Control+KeyS')
  await saved(page)
}

async function connect(page: Page): Promise<void> {
  await page.goto(`${centre.server.url}/settings/channels`)
  await page.getByRole('link', { name: 'Подключить Telegram' }).click()
  const stages = page.getByRole('list', { name: 'Шаги подключения' })
  const current = stages.locator('[aria-current=step]')
  await current.getByText('Расписание').waitFor()
  await page.getByRole('button', { name: 'Далее' }).click()
  await current.getByText('Подключение').waitFor()
  const token = page.getByLabel('Токен HTTP API')
  await token.fill(centre.bot.token)
  await token.press('Enter')
  await page.getByText('@verba_bot').or(page.locator('input[value*="verba_bot"]')).first().waitFor()
  await page.getByRole('button', { name: /^Подключить/ }).click()
  // [COM-04] What is the channel's own comes last, on its three tabs.
  await current.getByText('Настройки канала').waitFor()
  await page.getByRole('link', { name: 'Общие настройки' }).click()
  await current.getByText('Настройки канала').waitFor()
  await page.getByRole('link', { name: /^Рабочее время/ }).click()
}

async function writeReplies(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Настроить автоматические ответы' }).click()
  const drawer = page.getByRole('dialog', { name: 'Автоматические ответы' })
  const replies = ['Здравствуйте! Уже читаем', 'Сейчас много обращений, ответим скоро']
  for (const [index, text] of replies.entries()) {
    await drawer.getByRole('button', { name: 'Добавить автоматический ответ' }).click()
    await drawer.getByLabel('Текст', { exact: true }).nth(index).fill(text)
    await drawer
      .getByLabel('Клиент увидит через')
      .nth(index)
      .fill(String(index * 9 + 1))
  }
  await drawer.getByRole('button', { name: 'Применить' }).click()
  await drawer.waitFor({ state: 'hidden' })
  await page.getByText('через 1 мин и 10 мин без ответа').waitFor()
}

test('[COM-04] a newcomer connects a bot, sets it up and reads what a customer will get', async () => {
  const { page, complaints, context } = await centre.desk()
  await page.goto(centre.server.url)
  const way = page.getByRole('link', { name: 'Подключить канал' })
  await way.waitFor()
  await isClean(page, 'nothing is connected')
  await way.click()
  await page.getByRole('link', { name: 'Подключить Telegram' }).waitFor()
  await setHours(page)
  await makeTeam(page)
  await connect(page)
  await page.getByRole('button', { name: /^Группа/ }).click()
  await page.getByRole('option', { name: /Доставка/ }).click()
  await page.keyboard.press('Control+KeyS')
  await saved(page)
  await writeReplies(page)
  await page.getByRole('button', { name: 'Готово' }).click()
  await page.getByRole('list', { name: 'Шаги подключения' }).waitFor({ state: 'detached' })

  // One click says what customers would hear, for somebody to read before it is applied.
  await page.getByRole('link', { name: /Нерабочее время/ }).click()
  await page.getByText('В нерабочее время клиенту никто не ответит').waitFor()
  await page.getByRole('button', { name: 'Включить автоответ' }).click()
  const drawer = page.getByRole('dialog', { name: 'Автоответы в нерабочее время' })
  const text = drawer.getByLabel('Текст', { exact: true })
  assert.notEqual(await text.inputValue(), '')
  await text.fill('Мы ответим в понедельник с 9:00')
  await drawer.getByRole('button', { name: 'Применить' }).click()
  await drawer.waitFor({ state: 'hidden' })
  await page.keyboard.press('Control+KeyS')
  await saved(page)
  const warning = page.getByText('В нерабочее время клиенту никто не ответит')
  await warning.waitFor({ state: 'detached' })

  await page.getByRole('button', { name: 'Проверка настроек' }).click()
  const panel = page.getByRole('complementary', { name: 'Проверка настроек' })
  await panel.getByLabel('День').selectOption({ label: 'Воскресенье' })
  await panel.getByLabel('Время', { exact: true }).fill('2340')
  await panel.getByText(/^Воскресенье.*нерабочее время$/).waitFor()
  await panel.getByText('Клиент написал первое сообщение').waitFor()
  await panel.getByText('Мы ответим в понедельник с 9:00').waitFor()
  assert.equal(await panel.getByText('Мы ответим в понедельник с 9:00').count(), 1)
  await panel.getByText('Обращение ждёт начала рабочего дня').waitFor()
  await panel.getByText(/^Понедельник.*рабочее время с 9:00$/).waitFor()
  await panel.getByText('В очереди группы «Доставка»').first().waitFor()

  await page.getByRole('switch', { name: 'Автоматические ответы' }).uncheck()
  await panel.getByRole('heading', { name: 'После сохранения' }).waitFor()
  const [now, then] = ['Сейчас', 'После сохранения'].map((name) =>
    panel.getByRole('region', { name }),
  )
  const reply = 'Мы ответим в понедельник с 9:00'
  assert.deepEqual(
    [await now?.getByText(reply).count(), await then?.getByText(reply).count()],
    [1, 0],
  )
  await isClean(page, 'an answer that was tried')
  await page.getByRole('button', { name: 'Отменить изменения' }).click()

  await panel.getByLabel('День').selectOption({ label: 'Вторник' })
  await panel.getByLabel('Время', { exact: true }).fill('10:00')
  await panel.getByLabel('Сотрудники').selectOption({ label: 'Не отвечают' })
  await panel.getByText('Здравствуйте! Уже читаем').waitFor()
  await panel.getByText('Сейчас много обращений, ответим скоро').waitFor()
  assert.equal(await panel.getByText(reply).count(), 0)
  assert.deepEqual(complaints, [])
  await context.close()
})

test('[COM-01] the card of a channel tells what its settings contradict, and leads there', async () => {
  const { client } = centre
  const [channel] = await client.ask<[{ id: string }]>('GET', '/api/v1/channels')
  const path = `/api/v1/channels/${channel.id}/rules`
  const { version } = await client.ask<{ version: number }>('GET', path)
  await client.ask('PATCH', path, { version, offHours: { bot: false, autoReplies: false } })
  const { page, complaints, context } = await centre.desk()
  await page.goto(`${centre.server.url}/settings/channels`)
  const card = page.getByRole('article', { name: 'Telegram' })
  await card.getByText('Нужно внимание').waitFor()
  await card.getByText('В нерабочее время клиенту никто не ответит').waitFor()
  await isClean(page, 'a channel that nobody answers')
  await card.getByRole('link', { name: 'Открыть настройку' }).click()
  await page.waitForURL(/tab=off-hours/)
  await page.getByRole('button', { name: 'Включить автоответ' }).click()
  await page.getByText('Не сохранено: нерабочее время').waitFor()
  await page.getByRole('button', { name: /^Сохранить/ }).click()
  await saved(page)
  await page.getByRole('link', { name: 'Соцсети и мессенджеры' }).first().click()
  await card.getByText('Работает').waitFor()
  assert.deepEqual(complaints, [])
  await context.close()
})
