import assert from 'node:assert/strict'
import { text } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import type { Bot, BotDraft, ScenarioStep } from '@otklik/protocol/settings'
import type { Page } from 'playwright-core'

import { until } from '../kit/index.ts'
import { type Centre, openCentre } from './centre.ts'
import { isClean } from './is-clean.ts'

let centre: Centre
before(async () => {
  centre = await openCentre()
  await centre.client.ask('PUT', '/api/v1/modules/bots', { isOn: true })
})
after(() => centre.close())

const panel = (page: Page) => page.locator('#bot-step-panel')
const stepOf = (page: Page, text: string) =>
  page.locator('.react-flow__node-step').filter({ hasText: text })

async function createBot(page: Page, name: string): Promise<void> {
  await page.goto(`${centre.server.url}/bots`)
  await page.getByRole('button', { name: 'Создать чат-бота' }).click()
  await page.getByLabel('Имя чат-бота').fill(name)
  await page.getByRole('button', { name: 'Создать', exact: true }).click()
  await page.waitForURL(/\/bots\/.+/)
}

async function botOf(name: string): Promise<Bot> {
  const bots = await centre.client.ask<Bot[]>('GET', '/api/v1/bots')
  const bot = bots.find((each) => each.name === name)
  assert.ok(bot)
  return bot
}

async function draftOf(name: string): Promise<BotDraft> {
  const { id } = await botOf(name)
  return centre.client.ask('GET', `/api/v1/bots/${id}/draft`)
}

/** The first question, whose options lead to steps that are made with them. */
async function drawQuestion(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Варианты ответа' }).click()
  await panel(page)
    .getByRole('textbox', { name: 'Текст вопроса' })
    .fill('Здравствуйте. Что вас интересует?')
  await panel(page).getByLabel('Вариант 1', { exact: true }).fill('Статус заказа')
  await panel(page).getByLabel('Вариант 2', { exact: true }).fill('Возврат')
  await panel(page).getByLabel('Куда дальше: Статус заказа').selectOption('new choice')
  await panel(page).getByLabel('Куда дальше: Возврат').selectOption('new hand-over')
  await panel(page)
    .getByLabel('Куда дальше: Другой ответ')
    .selectOption({ label: 'Передать сотруднику: Резерв канала' })
}

/** The second one, by keys and by dragging. */
async function drawKeyboard(page: Page): Promise<void> {
  await stepOf(page, 'Текста пока нет').focus()
  await page.keyboard.press('Enter')
  await panel(page).getByRole('radio', { name: 'Кнопки клавиатуры' }).check()
  await panel(page).getByRole('textbox', { name: 'Текст вопроса' }).fill('Прислать в СМС?')
  await panel(page).getByLabel('Вариант 1', { exact: true }).fill('Да')
  await panel(page).getByLabel('Вариант 2', { exact: true }).fill('Нет')
  const people = { label: 'Передать сотруднику: Резерв канала' }
  await panel(page).getByLabel('Куда дальше: Да').selectOption(people)
  await panel(page).getByLabel('Куда дальше: Другой ответ').selectOption(people)
  await page.keyboard.press('Escape')
  assert.equal(await panel(page).count(), 0)

  const canvas = page.locator('.react-flow__pane')
  await page.getByRole('button', { name: 'Завершить' }).dragTo(canvas, {
    targetPosition: { x: 700, y: 560 },
  })
  await panel(page)
    .getByRole('textbox', { name: 'Что сказать напоследок' })
    .fill('Хорошо, до свидания')
  await page.keyboard.press('Escape')
  await stepOf(page, 'Прислать в СМС?').locator('[data-handleid="#2"]').hover()
  await page.mouse.down()
  await stepOf(page, 'Хорошо, до свидания').locator('p').hover()
  await page.mouse.up()
}

test('[BOT-04] builds a scenario from nothing, tries it out and publishes it', async () => {
  const { page, complaints, context } = await centre.desk()
  await createBot(page, 'Верба')
  await drawQuestion(page)
  await drawKeyboard(page)
  await page.getByText('Замечаний нет').waitFor()

  // What is taken back is done again, and all of it is saved by itself.
  await page.keyboard.press('Control+KeyZ')
  await page.getByText('2 замечания').waitFor()
  await page.keyboard.press('Control+Shift+KeyZ')
  await page.getByText('Замечаний нет').waitFor()
  await page.getByText(/черновик сохранён/).waitFor()
  const { scenario } = await draftOf('Верба')
  const kinds = scenario.steps.map(({ kind }: ScenarioStep) => kind)
  assert.deepEqual(kinds.sort(), ['choice', 'choice', 'close', 'hand-over'])

  await page.getByRole('button', { name: 'Проверить' }).click()
  const phone = page.getByRole('complementary', { name: 'Проверить' })
  await phone.getByText('Здравствуйте. Что вас интересует?').waitFor()
  await phone.getByRole('button', { name: 'Статус заказа' }).click()
  const keyboard = phone.getByRole('group', { name: 'Кнопки клавиатуры' })
  await keyboard.getByRole('button', { name: 'Нет' }).waitFor()
  // The step the bot waits in is shown where it is drawn.
  await stepOf(page, 'Прислать в СМС?')
    .and(page.getByLabel(/Чат-бот сейчас здесь/))
    .waitFor()
  await keyboard.getByRole('button', { name: 'Нет' }).click()
  await phone.getByText('Хорошо, до свидания').waitFor()
  await phone.getByText('Обращение завершено').waitFor()
  await phone.getByRole('button', { name: 'Начать заново' }).click()
  await phone.getByLabel('Сообщение клиента').fill('возврат')
  await page.keyboard.press('Enter')
  await phone.getByText(/Обращение передано/).waitFor()

  await page.getByRole('button', { name: 'Опубликовать' }).click()
  await page.getByText('Отвечает', { exact: true }).waitFor()
  assert.equal((await botOf('Верба')).published?.version, 1)
  await isClean(page, 'a published bot')
  assert.deepEqual(complaints, [])
  await context.close()
})

test('a scenario goes out as a file, comes back, and is not overwritten by two', async () => {
  const { page, complaints, context } = await centre.desk()
  await createBot(page, 'Ночная Верба')
  await page.getByRole('button', { name: 'Сообщение', exact: true }).click()
  await panel(page)
    .getByRole('textbox', { name: 'Текст сообщения' })
    .fill('Мы закрыты, ответим утром')
  await page.getByText(/черновик сохранён/).waitFor()
  await page.getByRole('button', { name: 'Действия: Ночная Верба' }).click()
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Сохранить в файл' }).click(),
  ])
  assert.equal(file.suggestedFilename(), 'Ночная Верба.json')

  // Somebody else has saved meanwhile: both are there until one is chosen.
  const { id } = await botOf('Ночная Верба')
  const { draftVersion } = await draftOf('Ночная Верба')
  const theirs = { format: 1, start: null, steps: [] }
  await centre.client.ask('PUT', `/api/v1/bots/${id}/draft`, { draftVersion, scenario: theirs })
  await panel(page).getByRole('textbox', { name: 'Текст сообщения' }).fill('Мы закрыты до девяти')
  await page.getByText(/Черновик изменил/).waitFor()
  await page.getByRole('button', { name: 'Сохранить мои' }).click()
  await page.getByText(/Черновик изменил/).waitFor({ state: 'detached' })
  const isOurs = async () => (await draftOf('Ночная Верба')).scenario.steps.length === 1
  await until(isOurs, { what: 'our draft is kept', withinMs: 30_000 })

  await page.goto(`${centre.server.url}/bots`)
  await page.getByRole('button', { name: 'Создать чат-бота' }).click()
  await page.getByLabel('Имя чат-бота').fill('Утренняя Верба')
  await page.getByLabel('Из файла').check()
  const chosen = page.locator('input[type="file"]')
  const json = (text: string) => ({
    name: 'верба.json',
    mimeType: 'application/json',
    buffer: Buffer.from(text),
  })
  await chosen.setInputFiles(json('{"steps":1}'))
  await page.getByText(/В этом файле нет сценария/).waitFor()
  await chosen.setInputFiles(json(await text(await file.createReadStream())))
  await page.getByText(/1.шаг/).waitFor()
  await page.getByRole('button', { name: 'Создать', exact: true }).click()
  await stepOf(page, 'Мы закрыты, ответим утром').waitFor()
  assert.deepEqual(complaints, [])
  await context.close()
})
