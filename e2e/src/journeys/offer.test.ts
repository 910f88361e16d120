import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Snapshot, Team } from '@otklik/protocol'
import type { Page } from 'playwright-core'

import { Client, type Desk, openDesk, until } from '../kit/index.ts'
import { type Centre, openCentre } from './centre.ts'
import { isClean } from './is-clean.ts'

let centre: Centre
let igor: Client
let annasDesk: Desk
let igorsDesk: Desk
before(async () => {
  centre = await openCentre()
  igor = await invite('Игорь Сафонов', 'igor@verba.example')
  annasDesk = await centre.desk()
  igorsDesk = await openDesk(centre.browser, { url: centre.server.url, cookie: igor.cookie })
  await giveOut({ method: 'strict-order', answerWaitS: 300 })
})
after(() => centre.close())

test('an offer arrives with a countdown and is accepted by the key', async () => {
  const { page, complaints } = annasDesk
  await open(page)
  await writes('Марина', 'Где мой заказ 10482?')
  const offers = page.getByRole('region', { name: 'Предложено вам' })
  await offers.getByText('Марина').waitFor()
  await offers.getByText('4 мин').waitFor()
  await isClean(page, 'an offer')

  await page.keyboard.press('a')
  await page.waitForURL(/conversations/)
  await page
    .getByRole('log')
    .getByText(/Принято: Анна Лебедева/)
    .waitFor()
  await offers.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: /занято 1 из/ }).waitFor()
  assert.deepEqual(complaints, [])
})

test('what is declined goes to the colleague, and «Почему?» tells why', async () => {
  const [anna, his] = [annasDesk.page, igorsDesk.page]
  await open(his)
  await writes('Олег', 'Деньги не пришли')
  await anna.getByRole('button', { name: 'Отклонить обращение: Олег' }).first().click()
  const accept = his.getByRole('button', { name: 'Принять обращение: Олег' }).first()
  await accept.click()
  const log = his.getByRole('log')
  await log
    .getByText(/Отклонено: Анна Лебедева/)
    .or(log.getByText(/Ещё/))
    .first()
    .waitFor()

  await his.locator('body').press('w')
  const drawer = his.getByRole('dialog', { name: 'Почему так распределено' })
  await drawer.getByText(/Строго по очереди/).waitFor()
  await drawer.getByText('отказ или нет ответа').waitFor()
  await isClean(his, 'why it was given')
  await his.keyboard.press('Escape')
  await drawer.waitFor({ state: 'detached' })
})

test('a conversation is handed to a colleague with a note', async () => {
  const [anna, his] = [annasDesk.page, igorsDesk.page]
  await his.locator('body').press('t')
  const dialog = his.getByRole('dialog', { name: 'Кому передать обращение?' })
  // By the keyboard alone, in the wrong layout: Enter chooses who is found, and a second one sends.
  const search = dialog.getByRole('textbox', { name: 'Сотрудник или группа' })
  await search.fill('kt,tl')
  await search.press('ArrowDown')
  await search.press('Enter')
  await dialog.getByRole('radio', { name: /Анна Лебедева/, checked: true }).waitFor()
  await dialog.getByRole('textbox', { name: /Заметка/ }).fill('Возврат уже оформлен')
  await isClean(his, 'whom to give it to')
  await search.press('Enter')
  await his.getByText('Передано: Анна Лебедева').waitFor()

  await anna.getByRole('option', { name: /Олег/ }).click()
  const log = anna.getByRole('log')
  await log.getByText('Возврат уже оформлен').waitFor()
})

test('a conversation is held, put off and taken up again', async () => {
  const { page } = annasDesk
  await page.getByRole('option', { name: /Олег/ }).click()
  await page.locator('body').press('h')
  await page.getByText(/^· На удержании/).waitFor()
  await page.getByRole('button', { name: 'Возобновить' }).click()
  await page.getByRole('button', { name: 'Удержать или отложить' }).click()
  await page.getByRole('button', { name: /Завтра утром/ }).click()
  await page.getByText(/^· Отложено до завтра/).waitFor()
  await page.getByRole('button', { name: 'Возобновить' }).waitFor()
  await page.locator('body').press('h')
  await page.getByText(/^· Отложено до/).waitFor({ state: 'detached' })
})

test('the queue shows who waits for whom, and a supervisor acts for others', async () => {
  const { page, complaints } = annasDesk
  await giveOut({ method: 'manual' })
  await writes('Гульнара', 'Пришлите фото ткани')
  await page.locator('body').press('g')
  await page.locator('body').press('q')
  await page.getByRole('heading', { name: /Очередь обращений/ }).waitFor()
  const row = page.getByRole('row', { name: /Гульнара/ })
  await row.getByText('не назначен').waitFor()
  await isClean(page, 'the queue')
  await row.getByRole('button', { name: 'Взять в работу: Гульнара' }).click()
  await page.getByRole('log').getByText('Пришлите фото ткани').waitFor()

  // [REQ-04] Nobody is offered what a colleague gives to a team that works by hand: all are told.
  await writes('Зоя', 'Где мастер?')
  const { id, teamId } = await waitsFor('Зоя')
  await igor.ask('POST', `/api/v1/conversations/${id}/assignment`)
  await igor.ask('POST', `/api/v1/conversations/${id}/transfer`, {
    to: { kind: 'team', id: teamId },
  })
  const told = page.getByRole('status').filter({ hasText: /Зоя: обращение передано группе/ })
  await told.getByRole('button', { name: 'Открыть' }).click()
  await page.getByRole('log').getByText('Где мастер?').waitFor()
  assert.deepEqual(complaints, [])
})

test('a status is chosen by the keyboard and seen by the colleague', async () => {
  const { page } = annasDesk
  await page.locator('body').press('Alt+Shift+2')
  await page.getByRole('button', { name: /Ваш статус: Перерыв/ }).waitFor()
  const snapshot = await until(
    async () => {
      const { operators } = await igor.ask<Snapshot>('GET', '/api/v1/snapshot')
      return operators.find(({ name, status }) => name === 'Анна Лебедева' && status === 'break')
    },
    { what: 'the break', withinMs: 5000 },
  )
  assert.ok(snapshot)
})

async function open(page: Page): Promise<void> {
  await page.goto(centre.server.url)
  await page.getByRole('button', { name: /Ваш статус/ }).waitFor()
  await page.locator('body').press('Alt+Shift+1')
  await page.getByRole('button', { name: /Ваш статус: На линии/ }).waitFor()
}

async function writes(name: string, text: string): Promise<void> {
  const person = await centre.emulator.makePerson(name)
  await centre.emulator.does(centre.bot, person, 'text', { text })
}

const waitsFor = (name: string) =>
  until(
    async () => {
      const { conversations } = await igor.ask<Snapshot>('GET', '/api/v1/snapshot')
      return conversations.find(({ contact }) => contact.name === name)
    },
    { what: `a conversation with ${name}`, withinMs: 30_000 },
  )

/** Everybody's team: Anna is asked before Igor. */
async function giveOut(settings: Partial<Team['settings']>): Promise<void> {
  const { teams } = await centre.client.ask<Snapshot>('GET', '/api/v1/snapshot')
  const [team] = teams
  await centre.client.ask('PATCH', `/api/v1/teams/${team?.id}`, {
    version: team?.version,
    settings,
  })
}

async function invite(name: string, email: string): Promise<Client> {
  const body = { name, email, role: 'operator' }
  const { link } = await centre.client.ask<{ link: string }>('POST', '/api/v1/invitations', body)
  const token = link.split('/').at(-1)
  const client = new Client(centre.server.url)
  const password = 'a short walk by the lake'
  await client.ask('POST', `/api/v1/invitations/${token}/acceptance`, { name, password })
  return client
}
