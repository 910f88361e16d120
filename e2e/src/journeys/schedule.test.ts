import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { Schedule } from '@otklik/protocol/settings'
import type { Page } from 'playwright-core'

import { until } from '../kit/index.ts'
import { type Centre, openCentre } from './centre.ts'
import { isClean } from './is-clean.ts'

const office = { from: '09:00', to: '18:00' }
const hours = {
  timeZone: 'Europe/Moscow',
  week: [[office], [office], [office], [office], [office], [], []],
  exceptions: [],
}

let centre: Centre
before(async () => {
  centre = await openCentre()
})
after(() => centre.close())
beforeEach(() => store(hours))

const stored = () => centre.client.ask<Schedule>('GET', '/api/v1/schedule')
async function store(rules: object): Promise<void> {
  const { version } = await stored()
  await centre.client.ask('PUT', '/api/v1/schedule', { version, ...rules })
}
async function open(size = { width: 1440, height: 900 }) {
  const desk = await centre.desk({ size })
  await desk.page.goto(`${centre.server.url}/settings/schedule`)
  await desk.page.getByRole('button', { name: 'Понедельник, 9:00–18:00' }).waitFor()
  return desk
}
const bar = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
async function save(page: Page): Promise<void> {
  await page.keyboard.press('Control+KeyS')
  await page.getByText(/Сохранено в/).waitFor()
}
test('[COM-02] [COM-03] hours are drawn, moved and resized by mouse', async () => {
  const { page, complaints, context } = await open()
  await page.getByText('Настроенное на вкладке расписание будет действовать').waitFor()
  const track = page.getByRole('listitem', { name: 'Суббота' }).locator('div').first()
  // Waits until it stands still: what is loaded above moves it.
  await track.hover()
  const line = await track.boundingBox()
  assert.ok(line)
  const at = (hour: number) => line.x + (line.width * hour) / 24
  const drag = async (from: number, to: number, y: number) => {
    await page.mouse.move(at(from), y)
    await page.mouse.down()
    await page.mouse.move(at((from + to) / 2), y, { steps: 3 })
    await page.mouse.move(at(to), y, { steps: 3 })
    await page.mouse.up()
  }
  const y = line.y + line.height / 2
  await drag(10, 16, y)
  await bar(page, 'Суббота, 10:00–16:00').waitFor()
  await drag(13, 14, y)
  await bar(page, 'Суббота, 11:00–17:00').waitFor()
  // Its end is pulled beyond the line: past midnight.
  await drag(16.9, 26, y)
  await bar(page, 'Суббота, 11:00–2:00').waitFor()
  await page.getByTitle('Продолжение ночного интервала до 2:00').waitFor()
  await page.getByText('Не сохранено: суббота').waitFor()
  await save(page)
  assert.deepEqual((await stored()).week[5], [{ from: '11:00', to: '02:00' }])
  assert.deepEqual(complaints, [])
  await context.close()
})

test('[COM-02] the same by keyboard alone, and a wrong time keeps what was typed', async () => {
  const { page, complaints, context } = await open()
  await page.getByRole('button', { name: 'Добавить интервал, воскресенье' }).focus()
  await page.keyboard.press('Enter')
  const start = page.getByRole('textbox', { name: 'Начало' })
  await start.waitFor()
  assert.equal(await start.evaluate((field) => field.matches(':focus')), true)
  await page.keyboard.type('25:99')
  await page.getByText('Нужно время, например 9:00 или 18:30').waitFor()
  assert.equal(await start.inputValue(), '25:99')
  await start.fill('1000')
  await page.keyboard.press('Tab')
  await page.keyboard.type('16')
  await page.keyboard.press('Enter')
  await bar(page, 'Воскресенье, 10:00–16:00').waitFor()
  await start.waitFor({ state: 'detached' })
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Control+ArrowRight')
  await page.keyboard.press('Shift+ArrowLeft')
  await bar(page, 'Воскресенье, 10:20–16:05').waitFor()
  await bar(page, 'Пятница, 9:00–18:00').focus()
  await page.keyboard.press('Delete')
  await bar(page, 'Пятница, 9:00–18:00').waitFor({ state: 'detached' })
  await save(page)
  const { week } = await stored()
  assert.deepEqual(week[6], [{ from: '10:20', to: '16:05' }])
  assert.deepEqual(week[4], [])
  assert.deepEqual(complaints, [])
  await context.close()
})

test('[COM-02] intervals that overlap are told before they are saved', async () => {
  const { page, context } = await open()
  await page.getByRole('button', { name: 'Добавить интервал, понедельник' }).click()
  await page.getByRole('textbox', { name: 'Начало' }).fill('12:00')
  await page.getByRole('textbox', { name: 'Конец' }).fill('20:00')
  await page.getByText('Интервалы пересекаются').first().waitFor()
  await page.getByRole('button', { name: 'Готово' }).click()
  await page.getByText('12:00–20:00: Интервалы пересекаются').waitFor()
  await page.getByText('Исправьте интервалы').waitFor()
  await page.keyboard.press('Control+KeyS')
  await page.getByText('Исправьте «Понедельник»').waitFor()
  assert.deepEqual((await stored()).week, hours.week)
  await bar(page, 'Понедельник, 12:00–20:00').click()
  await page.getByRole('textbox', { name: 'Начало' }).fill('18:00')
  await page.getByText('Интервалы пересекаются').first().waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Готово' }).click()
  await save(page)
  assert.deepEqual((await stored()).week[0], [office, { from: '18:00', to: '20:00' }])
  await context.close()
})

test('[COM-02] presets, exceptions and the time zone change what holds now', async () => {
  const { page, complaints, context } = await open()
  await page.getByRole('button', { name: 'Круглосуточно' }).click()
  await page.getByText('168 ч в неделю').waitFor()
  await page.getByText('круглосуточно, без перерывов').waitFor()
  await page.getByRole('button', { name: 'Добавить', exact: true }).click()
  const drawer = page.getByRole('dialog')
  await drawer.getByLabel('Первый день').fill('2031-06-10')
  await drawer.getByLabel('Последний день').fill('2031-06-09')
  await drawer.getByLabel('Название').fill('Инвентаризация')
  await drawer.getByRole('button', { name: 'Применить' }).click()
  await drawer.getByText('Конец раньше начала').waitFor()
  assert.equal(await drawer.getByLabel('Название').inputValue(), 'Инвентаризация')
  await drawer.getByLabel('Последний день').fill('2031-06-11')
  await drawer.getByRole('button', { name: 'Применить' }).click()
  await drawer.waitFor({ state: 'detached' })
  await page.getByText('Инвентаризация').waitFor()
  await page.getByLabel('Дата').fill('2031-06-10')
  await page.getByText(/исключение «Инвентаризация», следующее открытие/).waitFor()
  const zone = page.getByRole('combobox', { name: 'Часовой пояс' })
  await zone.click()
  await page.keyboard.type('владив')
  await page.getByRole('option', { name: /Владивосток, UTC\+10/ }).click()
  await page.getByRole('button', { name: 'Взять из производственного календаря' }).click()
  await page.getByText('Добавлено: 7\u00a0праздников').waitFor()
  await save(page)
  const { timeZone, exceptions, isOpen } = await stored()
  assert.equal(timeZone, 'Asia/Vladivostok')
  assert.equal(exceptions.length, 8)
  assert.equal(
    isOpen,
    exceptions.every(({ from, to }) => !isToday(from, to)),
  )
  assert.deepEqual(complaints, [])
  await context.close()
})

function isToday(from: string, to: string): boolean {
  const today = new Date().toLocaleDateString('sv', { timeZone: 'Asia/Vladivostok' })
  return from <= today && today <= to
}

test('two administrators do not overwrite each other', async () => {
  const { page, context } = await open()
  await bar(page, 'Понедельник, 9:00–18:00').focus()
  await page.keyboard.press('ArrowRight')
  await store({ ...hours, week: hours.week.with(1, []) })
  await page.keyboard.press('Control+KeyS')
  const notice = page.getByRole('alert').filter({ hasText: 'Настройки' })
  await notice.getByRole('button', { name: 'Посмотреть отличия' }).click()
  await notice
    .getByRole('row', { name: /вторник/ })
    .getByText('Выходной')
    .waitFor()
  assert.deepEqual((await stored()).week[0], [office])
  await notice.getByRole('button', { name: 'Сохранить мои' }).click()
  await page.getByText(/Сохранено в/).waitFor()
  const { week } = await stored()
  assert.deepEqual(week[0], [{ from: '09:15', to: '18:15' }])
  assert.deepEqual(week[1], [])
  await context.close()
})

test('a conflict about the schedule names the exceptions that came and went', async () => {
  const victory = { from: '2030-05-09', to: '2030-05-09', name: 'День Победы', intervals: [] }
  await store({ ...hours, exceptions: [victory] })
  const { page, context } = await open()
  await bar(page, 'Понедельник, 9:00–18:00').focus()
  await page.keyboard.press('ArrowRight')
  const short = { ...victory, name: 'Ярмарка', intervals: [{ from: '10:00', to: '15:00' }] }
  await store({ ...hours, exceptions: [short] })
  await page.keyboard.press('Control+KeyS')
  const notice = page.getByRole('alert').filter({ hasText: 'Настройки' })
  await notice.getByRole('button', { name: 'Посмотреть отличия' }).click()
  const row = notice.getByRole('row', { name: /исключения/ })
  const [theirs = ''] = await row.getByRole('cell').allTextContents()
  assert.match(theirs, /^Добавлено: 9 мая 2030.*, Ярмарка \(10:00–15:00\)\. Убрано: .*День Победы/)
  await context.close()
})

test('[COM-02] [COM-15] a channel leads to the schedule and to the distribution', async () => {
  const { page, complaints, context } = await centre.desk()
  const [channel] = await centre.client.ask<[{ id: string }]>('GET', '/api/v1/channels')
  await page.goto(`${centre.server.url}/settings/channels/${channel.id}`)
  await page.getByRole('link', { name: 'Настроить расписание' }).click()
  await bar(page, 'Понедельник, 9:00–18:00').waitFor()
  await page.goBack()
  await page.getByRole('link', { name: 'Настроить распределение обращений' }).click()
  await page.getByRole('radio', { name: 'Ручной выбор' }).waitFor()
  assert.deepEqual(complaints, [])
  await context.close()
})

test('hours can be read beside both versions of a check', async () => {
  const { page, complaints, context } = await open()
  await page.getByRole('button', { name: 'Проверка настроек' }).click()
  await bar(page, 'Понедельник, 9:00–18:00').focus()
  await page.keyboard.press('Control+ArrowRight')
  await page.getByRole('heading', { name: 'Расписание работы', level: 1 }).waitFor()
  const shifted = bar(page, 'Понедельник, 9:05–18:05')
  // The panel is wider once there is something to compare.
  await page.getByRole('complementary', { name: 'Проверка настроек' }).waitFor()
  const isWhole = () =>
    shifted.evaluate((each) => {
      const line = each.ownerDocument.createRange()
      line.selectNodeContents(each)
      return line.getBoundingClientRect().width < each.clientWidth
    })
  await until(isWhole, { withinMs: 5000, what: 'the hours fit their bar' })
  assert.deepEqual(complaints, [])
  await context.close()
})

test('every settings page fits a phone', async () => {
  const { page, context } = await open({ width: 390, height: 844 })
  const [channel] = await centre.client.ask<[{ id: string }]>('GET', '/api/v1/channels')
  const [team] = await centre.client.ask<[{ id: string }]>('GET', '/api/v1/teams')
  const pages = ['schedule', 'channels', 'teams', 'operators', 'modules', 'audit', 'profile']
  for (const path of ['', ...pages, `channels/${channel.id}`, `teams/${team.id}`]) {
    await page.goto(`${centre.server.url}/settings/${path}`)
    await page.getByRole('heading', { level: 1 }).first().waitFor()
    await page.getByText('Загружаем').waitFor({ state: 'detached' })
    assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 390, path)
    const inner = await page.evaluate(
      "Math.max(...[...document.querySelectorAll('main > *')].map((part) => part.scrollWidth))",
    )
    assert.ok(Number(inner) <= 390, `${path}: ${inner}`)
  }
  await context.close()
})

test('[COM-02] on a phone the week is a list, with nothing to drag', async () => {
  const { page, complaints, context } = await open({ width: 390, height: 844 })
  const { x = 0, width = 0 } = (await bar(page, 'Вторник, 9:00–18:00').boundingBox()) ?? {}
  assert.ok(x + width < 390)
  await bar(page, 'Вторник, 9:00–18:00').click()
  await page.getByRole('textbox', { name: 'Конец' }).fill('19')
  await page.getByRole('button', { name: 'Готово' }).click()
  await bar(page, 'Вторник, 9:00–19:00').waitFor()
  await page.getByRole('button', { name: /^Сохранить/ }).click()
  await page.getByText(/Сохранено в/).waitFor()
  assert.deepEqual((await stored()).week[1], [{ from: '09:00', to: '19:00' }])
  await isClean(page, 'hours of a day')
  assert.deepEqual(complaints, [])
  await context.close()
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the schedule can be read and used by everybody (${colorScheme})`, async () => {
    const { page, complaints, context } = await centre.desk({ colorScheme })
    await page.goto(`${centre.server.url}/settings/schedule`)
    await bar(page, 'Понедельник, 9:00–18:00').click()
    await page.getByRole('textbox', { name: 'Начало' }).fill('18:00')
    await page.getByText('Начало и конец совпадают').first().waitFor()
    await isClean(page, 'hours that end where they begin')
    assert.deepEqual(complaints, [])
    await context.close()
  })
}
