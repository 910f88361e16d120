import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { Snapshot } from '@otklik/protocol'
import type { Page } from 'playwright-core'

import { Client } from '../kit/index.ts'
import { type Centre, openCentre, owner } from './centre.ts'
import { isClean } from './is-clean.ts'

let centre: Centre
before(async () => {
  centre = await openCentre()
})
after(() => centre.close())

/** Whoever goes to another company has another session: each journey begins with one of its own. */
async function signIn(): Promise<void> {
  const { email, password } = owner
  await centre.client.ask('POST', '/api/v1/session', { email, password })
}
beforeEach(signIn)

const phone = { width: 390, height: 844 }

const menuOf = (page: Page, name: string) => page.getByRole('button', { name: `Действия: ${name}` })

test('a company is made, entered by its owner, suspended and resumed', async () => {
  const { page, complaints, context } = await centre.desk()
  await page.goto(`${centre.server.url}/settings/companies`)
  await page.getByText('Других компаний нет').waitFor()
  await isClean(page, 'one company')
  await page.getByRole('button', { name: 'Создать компанию' }).click()
  const drawer = page.getByRole('dialog')
  await drawer.getByLabel('Название компании').fill('Ясень')
  await drawer.getByLabel('Имя владельца').fill(owner.name)
  await drawer.getByLabel('Почта владельца').fill('anna')
  await drawer.getByRole('button', { name: 'Создать компанию' }).click()
  await drawer.getByText('Это не похоже на адрес почты').waitFor()
  assert.equal(await drawer.getByLabel('Название компании').inputValue(), 'Ясень')
  await isClean(page, 'a wrong address')
  // Whoever is known here gets one more company.
  await drawer.getByLabel('Почта владельца').fill(owner.email)
  await drawer.getByRole('button', { name: 'Создать компанию' }).click()
  const link = await drawer.locator('input[value*="/invitations/"]').inputValue()
  await drawer.getByRole('button', { name: 'Готово' }).click()
  await page.getByText('Ждёт владельца').waitFor()
  await isClean(page, 'a company that waits')

  const guest = new Client(centre.server.url)
  const path = `/api/v1${new URL(link).pathname}/acceptance`
  await guest.ask('POST', path, { name: owner.name, password: owner.password })
  await page.reload()
  await page.getByRole('row', { name: /Ясень/ }).getByText('Работает').waitFor()

  await menuOf(page, 'Ясень').click()
  await page.getByRole('menuitem', { name: 'Приостановить' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Приостановить компанию «Ясень»?').waitFor()
  await isClean(page, 'suspending')
  await dialog.getByRole('button', { name: 'Приостановить' }).click()
  await page.getByText('Приостановлена', { exact: true }).waitFor()

  await page.getByRole('button', { name: /Учётная запись/ }).click()
  await page.getByRole('menuitem', { name: /Ясень/ }).getByText('приостановлена').waitFor()
  await page.getByRole('menuitem', { name: /Ясень/ }).click()
  await page.getByText(/Компания приостановлена/).waitFor()
  assert.equal(new URL(page.url()).pathname, '/')
  await isClean(page, 'a suspended company')

  // Its settings are looked at: nothing can be changed, and what they mean is told all the same.
  await page.goto(`${centre.server.url}/settings/schedule`)
  await page.getByText('настройки можно смотреть, менять нельзя').waitFor()
  const switches = page.getByRole('switch')
  await switches.first().waitFor()
  assert.equal(await switches.first().isDisabled(), true)
  assert.equal(await page.getByRole('combobox').first().isDisabled(), true)
  await page.getByText(/Сейчас (не)?рабочее время/).waitFor()
  await isClean(page, 'the schedule of a suspended company')
  await page.goto(`${centre.server.url}/settings/teams`)
  assert.equal(await page.getByRole('button', { name: 'Создать группу' }).isDisabled(), true)

  // The installation is looked after from any company, a suspended one too.
  await page.goto(`${centre.server.url}/settings/companies`)
  await menuOf(page, 'Ясень').click()
  await page.getByRole('menuitem', { name: 'Возобновить' }).click()
  await page.getByText(/Компания приостановлена/).waitFor({ state: 'detached' })
  await page.getByRole('button', { name: /Учётная запись/ }).click()
  await page.getByRole('menuitem', { name: owner.companyName }).click()
  await page.getByRole('button', { name: /Учётная запись/ }).waitFor()
  assert.deepEqual(complaints, [])
  await context.close()
})

test('another tab starts anew when its browser has gone to another company', async () => {
  const { page, context } = await centre.desk()
  await page.goto(`${centre.server.url}/settings/companies`)
  await page.getByRole('row', { name: /Ясень/ }).waitFor()
  const other = await context.newPage()
  await other.goto(centre.server.url)
  await other.getByRole('button', { name: /Учётная запись/ }).click()
  await other.getByRole('menuitem', { name: 'Ясень' }).click()
  await page.waitForURL(`${centre.server.url}/`)
  await page.getByRole('button', { name: /Учётная запись/ }).click()
  await page.getByRole('menuitem', { name: owner.companyName }).waitFor()
  await context.close()
})

test('what is unsaved does not hold a page whose browser has gone to another company', async () => {
  const { page, context } = await centre.desk()
  await page.goto(`${centre.server.url}/settings/schedule`)
  await page.getByRole('switch').last().click()
  await page.getByText(/Не сохранено/).waitFor()
  const other = await context.newPage()
  await other.goto(centre.server.url)
  await other.getByRole('button', { name: /Учётная запись/ }).click()
  await other
    .getByRole('menuitem')
    .filter({ hasText: /Ясень|Верба/ })
    .click()
  await page.waitForURL(`${centre.server.url}/`)
  await context.close()
})

test('a channel that breaks is told of on every page, until it is mended or folded away', async () => {
  const { page, complaints, context } = await centre.desk()
  await page.goto(centre.server.url)
  await page.getByRole('button', { name: /Учётная запись/ }).waitFor()
  const sentence = page.getByText(/Telegram «Верба Мебель» не принимает токен/)
  const person = await centre.emulator.makePerson('Олег')
  await centre.emulator.does(centre.bot, person, 'text', { text: 'вы тут?' })
  const row = page.getByRole('option', { name: /Олег/ }).first()
  await row.waitFor()
  const { token } = await centre.emulator.revoke(centre.bot)
  const { conversations } = await centre.client.ask<Snapshot>('GET', '/api/v1/snapshot')
  await centre.client.ask('POST', `/api/v1/conversations/${conversations[0]?.id}/messages`, {
    clientId: 'while-revoked',
    kind: 'message',
    text: 'тут',
  })
  await sentence.waitFor({ timeout: 30_000 })
  await isClean(page, 'a trouble')
  const small = await centre.desk({ size: phone, colorScheme: 'dark' })
  await small.page.goto(centre.server.url)
  await small.page.getByText(/не принимает токен/).waitFor()
  await isClean(small.page, 'a trouble on a phone')
  assert.equal(await small.page.evaluate('document.documentElement.scrollWidth'), phone.width)
  await small.page.getByRole('button', { name: 'Свернуть' }).click()
  await small.page.getByText(/не принимает токен/).waitFor({ state: 'detached' })
  await small.page.reload()
  await small.page.getByRole('option', { name: /Олег/ }).first().waitFor()
  assert.equal(await small.page.getByText(/не принимает токен/).count(), 0)

  await page.getByRole('link', { name: 'Открыть настройки' }).click()
  await page.waitForURL(/\/settings\/channels\/[0-9a-f-]+/)
  await sentence.waitFor()
  const [channel] = await centre.client.ask<{ id: string; version: number }[]>(
    'GET',
    '/api/v1/channels',
  )
  await centre.client.ask('PATCH', `/api/v1/channels/${channel?.id}`, {
    version: channel?.version,
    settings: { token },
  })
  await sentence.waitFor({ state: 'detached' })
  assert.deepEqual([...complaints, ...small.complaints], [])
  await Promise.all([context.close(), small.context.close()])
})

test('the pages fit a phone and the dark', async () => {
  const { page, context } = await centre.desk({ size: phone, colorScheme: 'dark' })
  await page.goto(`${centre.server.url}/settings/companies`)
  await page.getByRole('row', { name: /Ясень/ }).waitFor()
  await isClean(page, 'companies on a phone')
  assert.equal(await page.evaluate('document.documentElement.scrollWidth'), phone.width)
  await page.getByRole('button', { name: 'Создать компанию' }).click()
  await page.getByRole('dialog').getByLabel('Название компании').waitFor()
  await isClean(page, 'a new company on a phone')
  await context.close()
})

test('what a platform asks for is in English for who reads English', async () => {
  const { page, context } = await centre.desk()
  await page.goto(`${centre.server.url}/settings/profile`)
  const saved = page.waitForResponse((answer) => answer.url().endsWith('/api/v1/preferences'))
  // The page is written anew in English, the button with it: what it has come to is looked at there.
  await page.getByRole('radio', { name: 'English' }).click()
  await page.getByRole('heading', { name: 'Profile' }).first().waitFor()
  await saved
  await page.goto(`${centre.server.url}/settings/channels/new/telegram`)
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByText('HTTP API token').first().waitFor()
  await page.getByText('Press START in the chat;').waitFor()
  const words = await page.getByRole('main').first().innerText()
  assert.doesNotMatch(words, /[а-яё]/i)
  await context.close()
})
