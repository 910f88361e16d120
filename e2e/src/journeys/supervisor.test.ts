import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Conversation, MessagePage, Session, Snapshot, Team } from '@otklik/protocol'
import type { Page } from 'playwright-core'

import { Client, type Desk, openDesk, until } from '../kit/index.ts'
import { type Centre, openCentre } from './centre.ts'
import { isClean } from './is-clean.ts'

let centre: Centre
let igor: Client
let annasDesk: Desk
before(async () => {
  centre = await openCentre()
  igor = await invite('Игорь Сафонов', 'igor@verba.example')
  annasDesk = await centre.desk()
})
after(() => centre.close())

test('the board is live, and its figures open the lists behind them', async () => {
  const { page, complaints } = annasDesk
  await page.goto(`${centre.server.url}/supervision`)
  await page.getByText('Открытых обращений нет').waitFor()
  const marina = await writes('Марина', 'Где мой заказ 10482?')
  await row(page, 'Марина').getByText('не назначен').waitFor()
  await igor.ask('POST', `/api/v1/conversations/${marina}/assignment`)
  await row(page, 'Марина').getByText('Игорь Сафонов').waitFor()
  await writes('Олег', 'Деньги не пришли')
  await page.getByRole('button', { name: /^Без сотрудника: 1/ }).click()
  await row(page, 'Марина').waitFor({ state: 'detached' })
  await row(page, 'Олег').waitFor()
  await page.getByRole('button', { name: /^Без сотрудника: 1/ }).click()
  await row(page, 'Марина').waitFor()
  await isClean(page, 'the board')
  assert.deepEqual(complaints, [])
})

test('[REQ-13] a supervisor looks into a transcript unseen, and whispers', async () => {
  const { page } = annasDesk
  const marina = await idOf('Марина')
  const { unread } = await read(marina)
  const his = await openDesk(centre.browser, { url: centre.server.url, cookie: igor.cookie })
  await his.page.goto(`${centre.server.url}/conversations/${marina}`)
  await his.page.getByRole('log').getByText('Где мой заказ 10482?').waitFor()

  await row(page, 'Марина')
    .getByRole('button', { name: /Посмотреть переписку/ })
    .click()
  const drawer = page.getByRole('dialog', { name: 'Марина' })
  await drawer.getByText('Где мой заказ 10482?').waitFor()
  const whisper = drawer.getByLabel('Заметка для сотрудника')
  await whisper.fill('Предложите доставку в субботу, @иго')
  await drawer.getByRole('option', { name: 'Игорь Сафонов' }).waitFor()
  await whisper.press('Enter')
  assert.match(await whisper.inputValue(), /@Игорь Сафонов $/)
  await drawer.getByRole('button', { name: 'Добавить заметку' }).click()
  await his.page.getByText('Предложите доставку в субботу').first().waitFor()
  await his.page.getByRole('log').getByText('@Игорь Сафонов', { exact: true }).waitFor()
  assert.equal(await his.page.getByText(/Анна Лебедева.*(смотрит|здесь)/).count(), 0)
  assert.ok((await read(marina)).unread <= unread)
  await isClean(page, 'the drawer')
  await page.keyboard.press('Escape')
  await drawer.waitFor({ state: 'detached' })
  await his.context.close()
})

test('a whisper that was begun stays a note, and a cut-off answer keeps its field', async () => {
  const marina = await idOf('Марина')
  const { page, context } = await centre.desk()
  await page.goto(`${centre.server.url}/conversations/${marina}`)
  await page.getByRole('button', { name: 'Написать заметку' }).click()
  const field = page.getByRole('region', { name: 'Ответ', exact: true }).getByRole('textbox')
  await field.pressSequentially('Клиент уже звонил')
  await centre.client.ask('POST', `/api/v1/conversations/${marina}/assignment`)
  const answer = page.getByRole('radio', { name: 'Ответ', exact: true })
  await answer.waitFor({ state: 'attached' })
  await page.keyboard.type(' сегодня')
  assert.equal(await field.inputValue(), 'Клиент уже звонил сегодня')
  assert.equal(await field.getAttribute('aria-label'), 'Заметка для сотрудников')
  assert.equal(await answer.isChecked(), false)

  // The other way round: an answer whose conversation is given to somebody else in mid-word.
  await page.getByText('Ответ', { exact: true }).click()
  await field.fill('Привезём в суб')
  const to = { kind: 'operator', id: await operatorOf('Игорь Сафонов') }
  await centre.client.ask('POST', `/api/v1/conversations/${marina}/transfer`, { to })
  await page.getByRole('button', { name: 'Написать заметку' }).waitFor()
  await page.keyboard.type('s')
  await page.keyboard.press('Enter')
  assert.equal(await field.inputValue(), 'Привезём в суб')
  const { status, operatorId } = await read(marina)
  assert.deepEqual([status, operatorId], ['assigned', to.id])
  await isClean(page, 'the answer that was cut off')
  await context.close()
})

test('several are passed on at once, with one note', async () => {
  const { page, complaints } = annasDesk
  await page.getByRole('checkbox', { name: 'Выбрать обращение: Марина' }).check()
  await page.getByRole('checkbox', { name: 'Выбрать обращение: Олег' }).check()
  const bar = page.getByRole('toolbar', { name: 'Действия с выбранными' })
  await bar.getByText('Выбрано 2').waitFor()
  await bar.getByRole('button', { name: 'Передать' }).click()
  const dialog = page.getByRole('dialog', { name: /^Передать 2.обращения\?$/ })
  await isClean(page, 'the dialog')
  await dialog.getByRole('button', { name: 'Передать', exact: true }).click()
  await dialog.getByText('Выберите, кому передать').waitFor()
  await dialog.getByRole('radio', { name: /Игорь Сафонов/ }).check()
  await dialog.getByLabel(/Заметка для всех/).fill('Срочно')
  await dialog.getByRole('button', { name: 'Передать', exact: true }).click()
  await page.getByText(/Передано: 2.обращения → Игорь Сафонов/).waitFor()
  await bar.waitFor({ state: 'detached' })
  for (const name of ['Марина', 'Олег']) {
    const path = `/api/v1/conversations/${await idOf(name)}/messages`
    const { messages } = await centre.client.ask<MessagePage>('GET', path)
    assert.ok(messages.some(({ kind, text }) => kind === 'note' && text === 'Срочно'))
  }
  // What was done to many is undone by one key: the transfer, and a close of what others hold.
  const isWith = (name: string, status: string) =>
    until(async () => (await read(await idOf(name))).status === status, {
      withinMs: 30_000,
      what: `${name}: ${status}`,
    })
  await page.locator('body').press('z')
  // Марина was with him before: there is nothing of hers to undo.
  const undone = page.getByText(/^Отменено: 1.обращение/)
  await undone.waitFor()
  await isWith('Марина', 'assigned')
  await isWith('Олег', 'queued')
  await page.getByRole('checkbox', { name: 'Выбрать обращение: Марина' }).check()
  await bar.getByRole('button', { name: 'Спам' }).click()
  await page.getByText(/^Закрываем 1.обращение/).waitFor()
  await page.locator('body').press('z')
  await undone.nth(1).waitFor()
  await isWith('Марина', 'assigned')
  assert.deepEqual(complaints, [])
})

test('[REQ-23] whoever goes off line hands over what they hold', async () => {
  const igorsId = await operatorOf('Игорь Сафонов')
  for (const name of ['Марина', 'Олег']) {
    await igor.ask('POST', `/api/v1/conversations/${await idOf(name)}/assignment`)
  }
  const his = await openDesk(centre.browser, { url: centre.server.url, cookie: igor.cookie })
  await his.page.goto(centre.server.url)
  await his.page.getByRole('button', { name: /занято 2 из/ }).click()
  await his.page.getByRole('menuitemradio', { name: 'Не в сети' }).click()
  const dialog = his.page.getByRole('dialog', { name: 'Передать смену' })
  await dialog.getByText(/У вас 2.обращения/).waitFor()
  await dialog.getByRole('checkbox', { name: 'Олег' }).uncheck()
  await dialog
    .getByRole('radio', { name: /^Все сотрудники|Все/ })
    .first()
    .check()
  await dialog.getByRole('button', { name: 'Передать', exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
  await until(async () => (await read(await idOf('Марина'))).status === 'queued', {
    withinMs: 5000,
    what: 'the conversation back in the queue',
  })
  assert.equal((await read(await idOf('Олег'))).operatorId, igorsId)
  await his.context.close()

  // The rest of it is handed over for them, from the board.
  const { page, complaints } = annasDesk
  await page.getByRole('button', { name: 'Действия: Игорь Сафонов' }).click()
  await page.getByRole('menuitem', { name: 'Передать смену' }).click()
  const theirs = page.getByRole('dialog', { name: 'Передать смену: Игорь Сафонов' })
  await theirs.getByRole('checkbox', { name: 'Олег' }).waitFor()
  await isClean(page, 'the handover')
  await page.keyboard.press('Escape')
  await theirs.waitFor({ state: 'detached' })
  assert.deepEqual(complaints, [])
})

test('[REQ-22] one chooses what to be told of, and the worker keeps nothing but «Нет связи»', async () => {
  await centre.client.ask('PUT', '/api/v1/operators/me/status', { status: 'online' })
  const { page, context } = await centre.desk()
  await context.grantPermissions(['notifications'], { origin: centre.server.url })
  await page.goto(`${centre.server.url}/settings/profile`)
  // [REQ-04] Another window is in front: what a colleague gives to her team is told over it, once.
  const desktop = { name: 'Уведомления на рабочем столе' }
  await page.getByRole('switch', desktop).click()
  await page.getByRole('switch', { ...desktop, checked: true }).waitFor()
  await page.evaluate(standBehind)
  const to = { kind: 'team', id: (await everyone()).id }
  await igor.ask('POST', `/api/v1/conversations/${await idOf('Олег')}/transfer`, { to })
  const told = () => page.evaluate<string[]>('told')
  await until(async () => (await told()).length > 0, { withinMs: 30_000, what: 'the notice' })
  assert.deepEqual(await told(), ['Олег: обращение передано группе «Все сотрудники»'])
  await page.evaluate('standInFront()')

  // It is chosen when the server has heard it.
  const whose = { name: 'О моих и об обращениях моих групп' }
  await page.getByRole('radio', whose).click()
  await page.getByRole('radio', { ...whose, checked: true }).waitFor()
  const quiet = { name: 'Тихие часы' }
  await page.getByRole('switch', quiet).click()
  await page.getByRole('switch', { ...quiet, checked: true }).waitFor()
  await page.getByLabel('До', { exact: true }).fill('09:00')
  // A browser without a screen has no push service: its refusal is told, not swallowed.
  await page.getByRole('switch', { name: 'Уведомлять, когда Отклик закрыт' }).click()
  await page
    .getByText(/Браузер (не подписался|запретил)|Отправить пробное/)
    .first()
    .waitFor()
  await isClean(page, 'the profile')
  const { preferences } = await centre.client.ask<Session>('GET', '/api/v1/session')
  assert.equal(preferences.noticesOf, 'team')
  assert.deepEqual(
    [preferences.quietHours?.from, preferences.quietHours?.until],
    ['22:00', '09:00'],
  )

  const kept = await page.evaluate(keptByWorker)
  assert.deepEqual(kept, ['/offline.html', '/offline.css', '/icon.svg'])
  await context.setOffline(true)
  await page.goto(`${centre.server.url}/queue`)
  await page.getByRole('heading', { name: 'Нет связи' }).waitFor()
  await context.close()
})

/** Runs in the page: addresses of all that its caches hold. */
const keptByWorker = `(async () => {
  await navigator.serviceWorker.ready
  const opened = await Promise.all((await caches.keys()).map((name) => caches.open(name)))
  const requests = await Promise.all(opened.map((cache) => cache.keys()))
  return requests.flat().map(({ url }) => new URL(url).pathname)
})()`

/** Runs in the page: a desktop with another window on it, which a browser without a screen has not. */
const standBehind = `navigator.serviceWorker.ready.then(() => {
  const permission = Object.getOwnPropertyDescriptor(Notification, 'permission')
  const looked = document.hasFocus
  self.told = []
  ServiceWorkerRegistration.prototype.showNotification = async (title) => void told.push(title)
  Object.defineProperty(Notification, 'permission', { get: () => 'granted', configurable: true })
  document.hasFocus = () => false
  self.standInFront = () => {
    Object.defineProperty(Notification, 'permission', permission)
    document.hasFocus = looked
  }
})`

const everyone = async () => (await centre.client.ask<[Team]>('GET', '/api/v1/teams'))[0]

const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name })

/** A customer's first word; the id of the conversation that it opens. */
async function writes(name: string, text: string): Promise<string> {
  const person = await centre.emulator.makePerson(name)
  await centre.emulator.does(centre.bot, person, 'text', { text })
  return idOf(name)
}

async function findOf(name: string): Promise<string | undefined> {
  const { conversations } = await centre.client.ask<Snapshot>('GET', '/api/v1/snapshot')
  return conversations.find(({ contact }) => contact.name === name)?.id
}

const idOf = (name: string) =>
  until(() => findOf(name), { withinMs: 30_000, what: `a conversation with ${name}` })

const read = (id: string) => centre.client.ask<Conversation>('GET', `/api/v1/conversations/${id}`)

async function operatorOf(name: string): Promise<string | undefined> {
  const { operators } = await centre.client.ask<Snapshot>('GET', '/api/v1/snapshot')
  return operators.find((operator) => operator.name === name)?.id
}

async function invite(name: string, email: string): Promise<Client> {
  const { link } = await centre.client.ask<{ link: string }>('POST', '/api/v1/invitations', {
    ...{ email, name, role: 'operator' },
  })
  const invited = new Client(centre.server.url)
  const token = link.split('/').at(-1)
  const password = 'a quiet morning in march'
  await invited.ask('POST', `/api/v1/invitations/${token}/acceptance`, { name, password })
  assert.equal((await everyone()).settings.method, 'manual')
  return invited
}
