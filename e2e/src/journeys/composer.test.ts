import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Snapshot } from '@otklik/protocol'
import type { Page } from 'playwright-core'

import { type Desk, until } from '../kit/index.ts'
import { type Centre, openCentre } from './centre.ts'
import { isClean } from './is-clean.ts'

let centre: Centre
let desk: Desk
let page: Page
let personId: number
let id: string
before(async () => {
  centre = await openCentre()
  const { emulator, bot } = centre
  personId = await emulator.makePerson('Марина')
  await emulator.does(bot, personId, 'text', { text: 'Где мой заказ 10482?' })
  await centre.client.ask('POST', '/api/v1/quick-replies', {
    scope: 'company',
    title: 'Приветствие',
    shortcut: 'привет',
    text: 'Здравствуйте, {{имя клиента}}. Тематика: {{тематика}}',
  })
  const found = await until(async () => {
    const { conversations } = await centre.client.ask<Snapshot>('GET', '/api/v1/snapshot')
    return conversations[0]
  }, within('the conversation'))
  id = found.id
  desk = await centre.desk()
  page = desk.page
  await page.goto(`${centre.server.url}/conversations/${id}`)
  await field(page).waitFor()
})
after(() => centre.close())

const field = (on: Page) => on.getByRole('textbox', { name: 'Ответ клиенту' })
const within = (what: string) => ({ withinMs: 30_000, what })
const heard = async () =>
  (await centre.emulator.chatOf(centre.bot, personId)).map(({ content }) => content.text ?? '')
const isHeard = (text: string) =>
  until(async () => (await heard()).includes(text), within(`«${text}»`))

const refusal = { error: { code: 'unavailable', message: 'Файл не принят' } }
/** As after a key that takes a picture of the screen. */
const pastePicture = `(() => {
  const clipboardData = new DataTransfer()
  clipboardData.items.add(new File(['not much of a picture'], 'image.png', { type: 'image/png' }))
  const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
  document.activeElement.dispatchEvent(event)
})()`

/** As a file that is held over the transcript: by the mouse alone, so there is no key for it. */
const dragFile = (events: string[]) => `(() => {
  const dataTransfer = new DataTransfer()
  dataTransfer.items.add(new File(['not much text'], 'Смета.txt', { type: 'text/plain' }))
  for (const name of ${JSON.stringify(events)}) {
    const event = new DragEvent(name, { dataTransfer, bubbles: true, cancelable: true })
    document.querySelector('[role=log]').dispatchEvent(event)
  }
})()`
const lastOfOurs = async () =>
  (await centre.emulator.chatOf(centre.bot, personId)).findLast(({ from }) => from === 'bot')

test('a draft is saved, survives a reload, and ends with its message', async () => {
  await field(page).fill('Курьер уже ед')
  await page.getByText('Черновик сохранён').waitFor()
  const phone = await centre.desk({ size: { width: 390, height: 844 } })
  await phone.page.goto(centre.server.url)
  await phone.page.getByText('Черновик: Курьер уже ед').waitFor()
  await phone.context.close()
  await page.reload()
  await until(async () => (await field(page).inputValue()) === 'Курьер уже ед', within('the draft'))
  await field(page).fill('Курьер уже едет')
  await field(page).press('Enter')
  await isHeard('Курьер уже едет')
  await page.reload()
  await field(page).waitFor()
  assert.equal(await field(page).inputValue(), '')
})

test('«/» finds a quick reply under any layout, and asks for what is missing', async () => {
  await field(page).press('/')
  const search = page.getByRole('combobox', { name: 'Найти быстрый ответ' })
  await search.waitFor()
  await page.keyboard.type('ghbd')
  await page.getByRole('option', { name: /Приветствие/ }).waitFor()
  await isClean(page, 'the picker of quick replies')
  await search.press('Enter')
  await page.getByText('Заполните перед отправкой: тематика').waitFor()
  await field(page).press('Enter')
  assert.equal(
    (await heard()).some((text) => text.includes('{{')),
    false,
  )
  await page.keyboard.type('доставка')
  await field(page).press('Enter')
  await isHeard('Здравствуйте, Марина. Тематика: доставка')
})

test('bold goes as bold, by its key, and is bold after an edit', async () => {
  await field(page).fill('Оплата до пятницы')
  await field(page).press('Control+A')
  await field(page).press('Control+B')
  await field(page).press('End')
  await page.keyboard.type(', спасибо')
  await page.getByTitle('Так увидит клиент').waitFor()
  await page.emulateMedia({ colorScheme: 'dark' })
  await isClean(page, 'a text with formats in the dark')
  await field(page).press('Enter')
  await isHeard('Оплата до пятницы, спасибо')
  const entitiesOf = async (text: string) => {
    const chat = await centre.emulator.chatOf(centre.bot, personId)
    const { content } = chat.find((each) => each.content.text === text) ?? {}
    return (content as { entities?: unknown }).entities
  }
  assert.deepEqual(await entitiesOf('Оплата до пятницы, спасибо'), [
    { type: 'bold', offset: 0, length: 17 },
  ])
  await recall('Оплата до пятницы, спасибо')
  await field(page).press('End')
  await page.keyboard.type(' большое')
  await field(page).press('Enter')
  await isHeard('Оплата до пятницы, спасибо большое')
  assert.deepEqual(await entitiesOf('Оплата до пятницы, спасибо большое'), [
    { type: 'bold', offset: 0, length: 17 },
  ])
})

/** The last message of ours, to change it, once the platform has it. */
const recall = (text: string) =>
  until(async () => {
    await field(page).press('ArrowUp')
    if ((await field(page).inputValue()) === text) return true
    await field(page).press('Escape')
    return false
  }, within('the message to be changed'))

test('a pasted picture has a name, and what failed is uploaded again or taken out', async () => {
  const uploads = '**/api/v1/files'
  await page.route(uploads, (route) => route.fulfill({ status: 422, json: refusal }), { times: 1 })
  await page.route(uploads, () => {}, { times: 1 })
  const tray = page.getByRole('list', { name: 'Прикреплённые файлы' })
  const remove = tray.getByRole('button', { name: /^Убрать файл Снимок экрана \d{4}-/ })
  await field(page).focus()
  await page.evaluate(pastePicture)
  await tray.getByRole('progressbar').waitFor()
  await remove.click()
  await tray.waitFor({ state: 'detached' })
  await until(() => field(page).evaluate((each) => each.matches(':focus')), within('the focus'))
  await page.evaluate(pastePicture)
  await tray.getByText(refusal.error.message).waitFor()
  await isClean(page, 'a file that was not uploaded')
  await tray.getByRole('button', { name: /^Загрузить ещё раз файл Снимок экрана/ }).click()
  await tray.getByText('21 Б').waitFor()
  await field(page).fill('Вот снимок')
  await page.getByText('Черновик сохранён').waitFor()
  await page.reload()
  await tray.getByText(/^Снимок экрана/).waitFor()
  await remove.click()
  await tray.waitFor({ state: 'detached' })
  await field(page).fill('')
})

test('a file dropped on the conversation is carried up and goes', async () => {
  const tray = page.getByRole('list', { name: 'Прикреплённые файлы' })
  const hint = page.getByText('Отпустите, чтобы прикрепить')
  let letGo = () => {}
  const isHeld = new Promise<void>((resolve) => {
    letGo = resolve
  })
  const uploads = '**/api/v1/files'
  await page.route(uploads, async (route) => isHeld.then(() => route.continue()), { times: 1 })
  await page.evaluate(dragFile(['dragenter']))
  await hint.waitFor()
  await page.evaluate(dragFile(['dragleave']))
  await hint.waitFor({ state: 'detached' })
  await page.evaluate(dragFile(['dragenter', 'dragover', 'drop']))
  await tray.getByRole('progressbar', { name: 'Загрузка файла Смета.txt' }).waitFor()
  await hint.waitFor({ state: 'detached' })
  await until(() => field(page).evaluate((each) => each.matches(':focus')), within('the focus'))
  letGo()
  await tray.getByText('13 Б').waitFor()
  await page.keyboard.type('Вот смета')
  await page.keyboard.press('Enter')
  const isThere = async () => {
    const shown = JSON.stringify(await lastOfOurs())
    return shown.includes('document') && shown.includes('Вот смета')
  }
  await until(isThere, within('the file on the phone'))
})

test('an emoji is found by arrows, and the field has the keyboard again', async () => {
  await field(page).fill('Готово ')
  await page.getByRole('button', { name: 'Вставить эмодзи' }).press('Enter')
  const picker = page.getByRole('dialog', { name: 'Вставить эмодзи' })
  const at = (symbol: string) => picker.getByRole('button', { name: symbol, exact: true })
  const isAt = (symbol: string) =>
    until(() => at(symbol).evaluate((each) => each.matches(':focus')), within(symbol))
  await isAt('😀')
  await page.keyboard.press('ArrowRight')
  await isAt('😃')
  await page.keyboard.press('End')
  await page.keyboard.press('Home')
  await isAt('😀')
  // Eight stand beside each other: below the last row of faces are gestures.
  for (let row = 0; row < 5; row += 1) await page.keyboard.press('ArrowDown')
  await isAt('👍')
  await isClean(page, 'the emoji')
  await page.keyboard.press('Enter')
  await picker.waitFor({ state: 'detached' })
  await until(async () => (await field(page).inputValue()) === 'Готово 👍', within('the emoji'))
  await page.keyboard.type('!')
  await page.keyboard.press('Enter')
  await isHeard('Готово 👍!')
})

test('F6 goes round the columns, to what is worked with in each', async () => {
  const place = () => page.evaluate<string>(focusedPlace)
  await field(page).focus()
  const seen: string[] = []
  for (let step = 0; step < 5; step += 1) {
    await page.keyboard.press('F6')
    seen.push(await place())
  }
  assert.deepEqual(seen, [
    'card',
    'folders',
    'list: option',
    'transcript: log',
    'composer: textbox',
  ])
  await page.keyboard.press('Shift+F6')
  assert.equal(await place(), 'transcript: log')
})

/** Runs in the page: in which column the keyboard is, and on what, where that matters. */
const focusedPlace = `(() => {
  const { activeElement: at } = document
  const name = at.closest('[data-region]')?.dataset.region ?? 'nowhere'
  if (!['list', 'transcript', 'composer'].includes(name)) return name
  return name + ': ' + (at.tagName === 'TEXTAREA' ? 'textbox' : at.getAttribute('role'))
})()`

test('a message for later stands over the field, is changed and sent now', async () => {
  await field(page).fill('Завтра позвоним')
  await field(page).press('Alt+Enter')
  await page.getByRole('button', { name: /Через час/ }).click()
  const list = page.getByRole('list', { name: 'Отложенные сообщения' })
  await list.getByText('Завтра позвоним').waitFor()
  assert.equal(await field(page).inputValue(), '')
  await isClean(page, 'messages for later')
  await list.getByRole('button', { name: 'Изменить' }).click()
  await list.getByRole('textbox', { name: 'Текст' }).fill('Завтра позвоним сами')
  await list.getByRole('button', { name: 'Сохранить' }).click()
  await list.getByText('Завтра позвоним сами').waitFor()
  await list.getByRole('button', { name: 'Отправить сейчас' }).click()
  await isHeard('Завтра позвоним сами')
  await list.waitFor({ state: 'detached' })
})

test('quick replies are kept on a page of their own', async () => {
  await page.goto(`${centre.server.url}/settings/quick-replies`)
  await page.getByRole('button', { name: 'Добавить' }).click()
  const drawer = page.getByRole('dialog', { name: 'Новый быстрый ответ' })
  await drawer.getByRole('textbox', { name: 'Название' }).fill('Доставка')
  await drawer.getByRole('textbox', { name: 'Текст' }).fill('Ваш {{менеджер}} напишет')
  await drawer.getByRole('button', { name: 'Сохранить' }).click()
  await drawer.getByText('Переменной {{менеджер}} нет').waitFor()
  await isClean(page, 'the form of a quick reply')
  await drawer.getByRole('textbox', { name: 'Текст' }).fill('Привезём завтра')
  await drawer.getByRole('button', { name: 'Сохранить' }).click()
  await page.getByText('Привезём завтра').waitFor()
  await isClean(page, 'quick replies')
  assert.deepEqual(
    desk.complaints.filter((each) => !each.includes('TrustedScript')),
    [],
  )
})
