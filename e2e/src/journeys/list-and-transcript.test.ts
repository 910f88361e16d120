import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { CreatedInvitation, Preferences, Snapshot } from '@otklik/protocol'
import pg from 'pg'
import type { Page } from 'playwright-core'

import { Client, type Desk, openDesk, until } from '../kit/index.ts'
import { type Centre, openCentre } from './centre.ts'
import { isClean } from './is-clean.ts'

let centre: Centre
let desk: Desk
let page: Page
let igor: Client
let marina: number
before(async () => {
  centre = await openCentre()
  igor = await invite('Игорь Сафонов', 'igor@verba.example')
  marina = await centre.emulator.makePerson('Марина Ковалёва')
  await says('Где мой заказ 10482?')
  desk = await centre.desk()
  page = desk.page
  desk.context.setDefaultTimeout(30_000)
  await page.goto(centre.server.url)
  await row(page).waitFor()
})
after(() => centre.close())

const row = (where: Page) => where.getByRole('option', { name: /Марина Ковалёва/ })
const says = (text: string) => centre.emulator.does(centre.bot, marina, 'text', { text })
const shows = (kind: string) => centre.emulator.does(centre.bot, marina, 'media', { kind })
const folder = (where: Page, name: string | RegExp) =>
  where.getByRole('navigation', { name: 'Папки' }).getByRole('link', { name })

async function invite(name: string, email: string): Promise<Client> {
  const { link = '' } = await centre.client.ask<CreatedInvitation>('POST', '/api/v1/invitations', {
    ...{ name, email, role: 'operator' },
  })
  const guest = new Client(centre.server.url)
  await guest.ask('POST', `/api/v1/invitations/${link.split('/').at(-1)}/acceptance`, {
    ...{ name, password: 'a long walk by the sea' },
  })
  return guest
}

test('a filter is saved, counts what fits and waits among the folders', async () => {
  await page.getByRole('button', { name: 'Сохранить новый фильтр' }).click()
  const drawer = page.getByRole('dialog', { name: 'Новый фильтр' })
  await drawer.getByRole('button', { name: 'Применить' }).click()
  await drawer.getByRole('textbox', { name: 'Название' }).fill('Ждут клиенты')
  await drawer.getByRole('button', { name: 'Применить' }).click()
  await drawer.getByText('Добавьте хотя бы одно условие').waitFor()
  await drawer.getByRole('combobox', { name: 'Чьё слово следующее' }).click()
  await page.getByRole('option', { name: 'Ждёт клиент', exact: true }).click()
  await isClean(page, 'the filter')
  await drawer.getByRole('button', { name: 'Применить' }).click()
  await drawer.waitFor({ state: 'detached' })
  await page.getByRole('heading', { name: 'Ждут клиенты' }).waitFor()
  await folder(page, /Ждут клиенты 1/).waitFor()
  await row(page).waitFor()
})

test('how the workplace is arranged goes with the person', async () => {
  await page.getByRole('button', { name: 'Каналы', exact: true }).click()
  await page.getByRole('button', { name: 'Порядок и фильтр' }).click()
  await page.getByRole('menuitemradio', { name: 'По последней активности' }).click()
  await page.getByText('сначала новые').waitFor()
  const splitter = page.getByRole('separator', { name: 'Ширина списка' })
  await splitter.press('ArrowRight')
  const kept = await until(
    async () => {
      const { preferences } = await centre.client.ask<{ preferences: Preferences }>(
        'GET',
        '/api/v1/session',
      )
      return preferences.workplace?.listWidth ? preferences.workplace : undefined
    },
    { what: 'the width with the server', withinMs: 5000 },
  )
  assert.deepEqual([kept.listWidth, kept.folded], [352, ['channels']])

  const other = await centre.desk()
  await other.page.goto(page.url())
  await other.page.getByText('сначала новые').waitFor()
  assert.equal(await folder(other.page, /Telegram/).count(), 0, 'the section stays folded')
  const width = await other.page
    .getByRole('separator', { name: 'Ширина списка' })
    .getAttribute('aria-valuenow')
  assert.equal(width, '352')
  await other.context.close()
})

test('a note calls a colleague by name, and stays unread with them until seen', async () => {
  const his = await openDesk(centre.browser, { url: centre.server.url, cookie: igor.cookie })
  await his.page.goto(centre.server.url)
  await folder(his.page, 'Упомянули меня').waitFor()

  await row(page).click()
  await page.getByRole('button', { name: /^Взять в работу/ }).click()
  await page
    .getByRole('radio', { name: 'Заметка' })
    .or(page.getByText('Заметка', { exact: true }))
    .first()
    .click()
  const note = page.getByRole('textbox', { name: 'Заметка для сотрудников' })
  await note.pressSequentially('@саф')
  await page.getByRole('listbox', { name: 'Кого позвать' }).getByText('Игорь Сафонов').waitFor()
  await note.press('Enter')
  await note.pressSequentially('посмотрите заказ')
  await note.press('Enter')
  const log = page.getByRole('log')
  await log.getByText('@Игорь Сафонов').waitFor()

  await folder(his.page, /Упомянули меня 1/).click()
  await row(his.page).click()
  await his.page.getByRole('log').getByText('посмотрите заказ').waitFor()
  await folder(his.page, /^Упомянули меня$/).waitFor()
  assert.equal(
    (await centre.emulator.chatOf(centre.bot, marina)).filter(({ from }) => from === 'bot').length,
    0,
    'the customer sees nothing of it',
  )
  assert.deepEqual(his.complaints, [])
  await his.context.close()
})

test('pictures and films of a conversation are looked through by keys', async () => {
  await shows('photo')
  await shows('video')
  await shows('photo')
  const log = page.getByRole('log')
  await log
    .getByRole('button', { name: /^Открыть изображение/ })
    .nth(1)
    .waitFor()
  await log.getByRole('button', { name: /^Смотреть на весь экран/ }).waitFor()
  await log
    .getByRole('button', { name: /^Открыть изображение/ })
    .first()
    .click()
  const viewer = page.getByRole('dialog').filter({ hasText: '1 из 3' })
  await viewer.getByRole('img').waitFor()
  await page.keyboard.press('Equal')
  assert.equal(await viewer.getByRole('img').getAttribute('data-zoomed'), 'true')
  await page.keyboard.press('ArrowRight')
  await page.getByText('2 из 3').waitFor()
  assert.equal(await page.locator('dialog video').count(), 1)
  await page.getByRole('button', { name: 'Следующее изображение' }).click()
  await page.getByText('3 из 3').waitFor()
  await isClean(page, 'the viewer')
  await page.keyboard.press('Escape')
  await page.locator('dialog').waitFor({ state: 'detached' })
})

test('a recording plays faster, a place is drawn and not fetched', async () => {
  const foreign: string[] = []
  page.on('request', (request) => {
    if (!request.url().startsWith(centre.server.url)) foreign.push(request.url())
  })
  await shows('voice')
  await centre.emulator.does(centre.bot, marina, 'location')
  const log = page.getByRole('log')
  await log.getByRole('button', { name: /^Скорость 1,/ }).click()
  await log.getByRole('button', { name: /^Скорость 1,5,/ }).waitFor()
  const yandex = log.getByRole('link', { name: 'Яндекс Карты' })
  assert.match((await yandex.getAttribute('href')) ?? '', /37\.617734,55\.751999/)
  await log.getByRole('link', { name: 'OpenStreetMap' }).waitFor()
  await isClean(page, 'the transcript')
  assert.deepEqual(foreign, [])
})

test('an answer tells how it was delivered, a changed word what it was', async () => {
  const answer = page.getByRole('textbox', { name: 'Ответ клиенту' })
  await page.locator('body').press('r')
  await answer.fill('Уже в пути')
  await answer.press('Enter')
  const log = page.getByRole('log')
  const bubble = log.getByRole('article').filter({ hasText: 'Уже в пути' })
  await bubble.getByRole('img', { name: 'Отправлено' }).waitFor()
  await bubble.hover()
  await bubble.getByRole('button', { name: 'Действия с сообщением' }).click()
  await page.getByRole('menuitem', { name: 'Как доставлялось' }).click()
  const dialog = page.getByRole('dialog', { name: 'Как доставлялось' })
  await dialog.getByText('Принято платформой').waitFor()
  await dialog.getByText(/Попытка 1 · .* · за 1 с/).waitFor()
  await isClean(page, 'the ledger')
  await page.keyboard.press('Escape')

  const [first] = await centre.emulator.chatOf(centre.bot, marina)
  await centre.emulator.does(centre.bot, marina, 'edit', {
    messageId: first?.id,
    text: 'Где мой заказ 10483?',
  })
  await log.getByText('Где мой заказ 10483?').waitFor()
  await log.getByRole('button', { name: 'Что было до изменения' }).click()
  await log.getByText('Где мой заказ 10482?').waitFor()
})

test('what waits for an answer is one press away', async () => {
  await says('А подъём на 4 этаж входит в стоимость?')
  for (let line = 0; line < 3; line += 1) await says('Лифта нет\n'.repeat(16))
  const log = page.getByRole('log')
  // Whoever reads further up is not torn away: news wait below.
  await page.getByRole('button', { name: /новы[хе] сообщени|К последним/ }).click()
  const jump = page.getByRole('button', { name: 'К вопросу без ответа' })
  await jump.click()
  await log.getByText('А подъём на 4 этаж').waitFor()
  await jump.waitFor({ state: 'detached' })
})

test('what was taken back leaves its place, here and with the customer', async () => {
  const log = page.getByRole('log')
  const bubble = log.getByRole('article').filter({ hasText: 'Уже в пути' })
  await bubble.hover()
  await bubble.getByRole('button', { name: 'Действия с сообщением' }).click()
  await page.getByRole('menuitem', { name: 'Удалить у клиента' }).click()
  await log.getByText('Сообщение удалено').waitFor()
  await bubble.waitFor({ state: 'detached' })
  const there = async () =>
    (await centre.emulator.chatOf(centre.bot, marina)).find(({ from }) => from === 'bot')
  await until(async () => (await there())?.deletedAt, {
    ...{ what: 'it is gone from the phone', withinMs: 30_000 },
  })
  await isClean(page, 'what was taken back')
})

test('two who answer at once see each other, and one takes over from the other', async () => {
  const vera = await centre.emulator.makePerson('Вера')
  await centre.emulator.does(centre.bot, vera, 'text', { text: 'Есть ли велюр?' })
  const his = await openDesk(centre.browser, { url: centre.server.url, cookie: igor.cookie })
  his.context.setDefaultTimeout(30_000)
  await his.page.goto(centre.server.url)
  const place = (where: Page) => where.getByRole('region', { name: 'Ответ', exact: true })
  const field = (where: Page) => place(where).getByRole('textbox')
  const isHeldBy = (where: Page, name: string) =>
    place(where).getByText(`Обращение в работе: ${name}`).waitFor()
  await page.goto(centre.server.url)
  for (const where of [his.page, page]) {
    await where.getByRole('option', { name: /Вера/ }).click()
    await place(where).getByText('Ответ возьмёт обращение в работу').waitFor()
  }
  await field(his.page).pressSequentially('Велюр будет в марте')
  await place(page).getByText('Игорь Сафонов уже отвечает').waitFor()
  await place(page).getByRole('button', { name: 'Отправить всё равно' }).waitFor()
  await isClean(page, 'a colleague who answers')
  await field(page).pressSequentially('Есть, три ')
  await field(his.page).press('Enter')
  await isHeldBy(page, 'Игорь Сафонов')
  await field(his.page).pressSequentially('Записать в')

  await place(page).getByRole('button', { name: 'Взять в работу' }).click()
  await isHeldBy(his.page, 'Анна Лебедева')
  assert.equal(await field(his.page).inputValue(), 'Записать в')
  await field(page).press('End')
  await field(page).pressSequentially('цвета')
  await field(page).press('Enter')
  const answers = async () =>
    (await centre.emulator.chatOf(centre.bot, vera))
      .filter(({ from }) => from === 'bot')
      .map(({ content }) => content.text)
  await until(async () => (await answers()).length > 1, {
    ...{ what: 'both answers on the phone', withinMs: 30_000 },
  })
  assert.deepEqual(await answers(), ['Велюр будет в марте', 'Есть, три цвета'])

  // Given to him by name it is of no team: taken away, it is out of his sight.
  const { operators } = await centre.client.ask<Snapshot>('GET', '/api/v1/snapshot')
  const to = { kind: 'operator', id: operators.find(({ name }) => /^Игорь/.test(name))?.id }
  const talk = `/api/v1${new URL(page.url()).pathname}`
  await centre.client.ask('POST', `${talk}/transfer`, { to })
  await isHeldBy(page, 'Игорь Сафонов')
  await place(page).getByRole('button', { name: 'Взять в работу' }).click()
  await his.page.getByText('Обращение вам больше не видно').waitFor()
  assert.deepEqual(his.complaints, [])
  await his.context.close()
})

test('the list is no wider than the screen, from 320 pixels to 1920', async () => {
  await page.goto(centre.server.url)
  for (const width of [320, 390, 560, 719, 720, 1023, 1024, 1279, 1280, 1440, 1920]) {
    await page.setViewportSize({ width, height: width < 500 ? 844 : 720 })
    const isTooWide = await page
      .locator('html')
      .evaluate((html) => html.scrollWidth > html.clientWidth)
    assert.equal(isTooWide, false, `${width} pixels`)
  }
})

test('a list of ten thousand scrolls, and its last row is one key away', async (t) => {
  const pyotr = await centre.emulator.makePerson('Пётр')
  await centre.emulator.does(centre.bot, pyotr, 'text', { text: 'Как собрать шкаф?' })
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.goto(centre.server.url)
  await page.getByRole('option', { name: /Пётр/ }).waitFor()
  const count = 10_000
  await multiply('Пётр', count)
  await page.goto(centre.server.url)
  const rows = page.getByRole('option')
  const first = page.locator('[role=option][aria-posinset="1"]')
  await first.waitFor({ timeout: 60_000 })
  const size = Number(await first.getAttribute('aria-setsize'))
  // So many are shown at most.
  assert.equal(size, count)
  assert.ok((await rows.count()) < 60, 'only what is seen is drawn')

  const frames = await page.evaluate<number[]>(scrollThrough)
  frames.sort((one, other) => one - other)
  const [median = 0, worst = 0] = [frames[frames.length >> 1], frames.at(-1)]
  t.diagnostic(`frames: median ${median.toFixed(1)} ms, longest ${worst.toFixed(1)} ms`)
  assert.ok(median < 200, `a frame in ${median} ms`)
  assert.ok((await rows.count()) < 60, 'and so after scrolling')

  await rows.first().click()
  for (const [key, position] of [
    ['End', size],
    ['Home', 1],
    ['End', size],
    ['ArrowUp', size - 1],
  ] as const) {
    await page.keyboard.press(key)
    const row = page.locator(`[role=option][aria-posinset="${position}"][aria-selected=true]`)
    await row.waitFor()
    await until(() => row.evaluate((each) => each.matches(':focus')), {
      ...{ what: `the keyboard on row ${position} after ${key}`, withinMs: 30_000 },
    })
  }
})

/** Runs in the page: down to the end and up again, a screen at a time; how long each frame took. */
const scrollThrough = `new Promise((resolve) => {
  const box = document.querySelector('[role=listbox]').parentElement
  const frames = []
  let before = performance.now()
  const step = (now) => {
    frames.push(now - before)
    before = now
    if (frames.length > 120) return resolve(frames.slice(1))
    const part = frames.length <= 60 ? frames.length / 60 : 2 - frames.length / 60
    box.scrollTop = part * box.scrollHeight
    requestAnimationFrame(step)
  }
  requestAnimationFrame(step)
})`

/** So many more who wrote the same, each with a name of their own. */
async function multiply(name: string, count: number): Promise<void> {
  const client = new pg.Client(centre.database())
  await client.connect()
  try {
    await client.query(
      `with one as (
         select v.* from conversations v
         join contacts c on c.account_id = v.account_id and c.id = v.contact_id where c.name = $1),
       each as (
         select n, 'more-' || n as address, gen_random_uuid() as id, gen_random_uuid() as contact_id
         from generate_series(1, $2::integer) n),
       people as (
         insert into contacts
         select (jsonb_populate_record(c, jsonb_build_object(
           'id', each.contact_id, 'name', 'Клиент ' || n))).*
         from one, each, contacts c where c.account_id = one.account_id and c.id = one.contact_id),
       reached as (
         insert into addresses
         select (jsonb_populate_record(a, jsonb_build_object(
           'address', each.address, 'contact_id', each.contact_id, 'name', 'Клиент ' || n))).*
         from one, each, addresses a
         where a.account_id = one.account_id and a.contact_id = one.contact_id),
       places as (
         insert into threads
         select (jsonb_populate_record(t, jsonb_build_object(
           'thread', each.address, 'address', each.address))).*
         from one, each, threads t
         where t.account_id = one.account_id and t.channel_id = one.channel_id
           and t.thread = one.thread)
       insert into conversations
       select (jsonb_populate_record(v, jsonb_build_object(
         'id', each.id, 'number', 1000 + n, 'thread', each.address, 'address', each.address,
         'contact_id', each.contact_id))).*
       from one, each, conversations v where v.account_id = one.account_id and v.id = one.id`,
      [name, count],
    )
  } finally {
    await client.end()
  }
}
