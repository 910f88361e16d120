import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openIdentityProvider } from '@otklik/emulators/identity-provider'
import type { Snapshot } from '@otklik/protocol'
import type { Page } from 'playwright-core'

import { Client, totp } from '../kit/index.ts'
import { type Centre, openCentre, owner } from './centre.ts'
import { isClean } from './is-clean.ts'

let centre: Centre
let key = ''
before(async () => {
  centre = await openCentre({ isConnected: false })
})
after(() => centre.close())

const block = (page: Page, name: string) => page.getByRole('region', { name, exact: true })

async function openProfile(page: Page): Promise<void> {
  await page.goto(`${centre.server.url}/settings/profile`)
  await block(page, 'Активные входы').getByText('этот браузер').waitFor()
}

test('a second factor is switched on by scanning and by a first code', async () => {
  const { page, complaints, context } = await centre.desk()
  await openProfile(page)
  await isClean(page, 'the profile')
  await block(page, 'Двухфакторный вход').getByRole('button', { name: 'Включить' }).click()
  const drawer = page.getByRole('dialog', { name: 'Двухфакторный вход' })
  await drawer.getByLabel('Ваш пароль').fill('not the password')
  await drawer.getByRole('button', { name: 'Далее' }).click()
  await drawer.getByText('Пароль не подходит').waitFor()
  await drawer.getByLabel('Ваш пароль').fill(owner.password)
  await drawer.getByRole('button', { name: 'Далее' }).click()
  await drawer.getByRole('img', { name: 'Код для приложения' }).waitFor()
  await isClean(page, 'the picture to scan')
  key = await drawer.getByLabel('Или введите ключ сами').inputValue()
  await drawer.getByLabel('Код из приложения').fill(totp(key, new Date()))
  await drawer.getByRole('button', { name: 'Подтвердить' }).click()
  const codes = drawer.getByRole('list', { name: 'Коды восстановления' })
  await codes.waitFor()
  assert.equal(await codes.getByRole('listitem').count(), 10)
  await drawer.getByRole('button', { name: 'Коды сохранены' }).click()
  await block(page, 'Двухфакторный вход').getByText('Включён').waitFor()
  assert.deepEqual(complaints, [])
  await context.close()
})

test('signing in asks for the code, and a recovery code stands in for it', async () => {
  const { page, complaints, context } = await centre.desk({ cookie: '' })
  await page.goto(`${centre.server.url}/sign-in`)
  await page.getByLabel('Электронная почта').fill(owner.email)
  await page.getByLabel('Пароль', { exact: true }).fill(owner.password)
  await page.getByRole('button', { name: 'Войти', exact: true }).click()
  const code = page.getByLabel('Код из приложения')
  await code.fill('000000')
  await isClean(page, 'the code')
  await page.getByRole('button', { name: 'Подтвердить' }).click()
  await page.getByText(/Код не подошёл/).waitFor()
  // The code of now was taken when it was switched on: the next one is good already.
  await code.fill(totp(key, new Date(), 1))
  await page.getByRole('button', { name: 'Подтвердить' }).click()
  await page.getByRole('navigation').first().waitFor()
  assert.deepEqual(complaints, [])
  await context.close()
})

test('a company that wants a second factor lets nobody further without one', async () => {
  const dmitry = { name: 'Дмитрий Орлов', email: 'dmitry@verba.example', role: 'operator' }
  const password = 'a quiet morning in march'
  const invited = await centre.client.ask<{ link: string }>('POST', '/api/v1/invitations', dmitry)
  const token = invited.link.split('/').at(-1)
  const guest = new Client(centre.server.url)
  const acceptance = { name: dmitry.name, password }
  await guest.ask('POST', `/api/v1/invitations/${token}/acceptance`, acceptance)

  const boss = await centre.desk()
  await boss.page.goto(`${centre.server.url}/settings/sign-in`)
  await boss.page.getByText('Включили 1 из 2').waitFor()
  await boss.page.getByRole('button', { name: 'Требовать' }).click()
  const dialog = boss.page.getByRole('dialog')
  await dialog.getByLabel('Сколько дней дать на включение').fill('0')
  await isClean(boss.page, 'the question')
  await dialog.getByRole('button', { name: 'Требовать' }).click()
  await boss.page.getByText(/Обязателен с/).waitFor()
  await boss.context.close()

  const { page, complaints, context } = await centre.desk({ cookie: guest.cookie })
  await page.goto(centre.server.url)
  await page.getByRole('heading', { name: 'Нужен двухфакторный вход' }).waitFor()
  await isClean(page, 'the gate')
  await page.getByLabel('Ваш пароль').fill(password)
  await page.getByRole('button', { name: 'Далее' }).click()
  const own = await page.getByLabel('Или введите ключ сами').inputValue()
  await page.getByLabel('Код из приложения').fill(totp(own, new Date()))
  await page.getByRole('button', { name: 'Подтвердить' }).click()
  await page.getByRole('button', { name: 'Коды сохранены' }).click()
  await page.getByRole('navigation').first().waitFor()
  assert.deepEqual(complaints, [])
  await context.close()
})

test('whoever the company vouches for comes in without a password of ours', async () => {
  const vera = { sub: '17', email: 'vera@verba.example', name: 'Вера Соколова' }
  const provider = await openIdentityProvider({ ...vera, email_verified: true })
  const boss = await centre.desk()
  await boss.page.goto(`${centre.server.url}/settings/sign-in`)
  const company = block(boss.page, 'Вход через компанию')
  await company.getByRole('switch', { name: 'Впускать через службу компании' }).click()
  await company.getByLabel('Адрес службы (issuer)').fill(`${provider.issuer}/nowhere`)
  await company.getByLabel('Client ID').fill(provider.clientId)
  await company.getByLabel('Client secret').fill(provider.clientSecret)
  await company.getByLabel('Адрес для входа').fill('verba')
  await company.getByLabel('Домены почты').fill('verba.example')
  await boss.page.keyboard.press('Enter')
  await company.getByRole('radio', { name: 'Всех с почтой этих доменов' }).check()
  await company.getByRole('button', { name: 'Сохранить' }).click()
  await company.locator('[aria-invalid=true]').waitFor()
  await isClean(boss.page, 'a provider that is not there')
  await company.getByLabel('Адрес службы (issuer)').fill(provider.issuer)
  await company.getByRole('button', { name: 'Сохранить' }).click()
  await company.getByText('Сохранён. Введите новый, чтобы заменить').waitFor()
  await boss.context.close()

  const { page, complaints, context } = await centre.desk({ cookie: '' })
  await page.goto(`${centre.server.url}/sign-in`)
  await page.getByRole('button', { name: 'Войти через компанию' }).click()
  const address = page.getByLabel('Адрес компании для входа')
  await address.fill('nobody')
  await address.press('Enter')
  await page.getByRole('alert').waitFor()
  await isClean(page, 'the company’s address')
  await address.fill('verba')
  await address.press('Enter')
  await page.getByRole('navigation', { name: 'Папки' }).waitFor()
  const { operators } = await centre.client.ask<Snapshot>('GET', '/api/v1/snapshot')
  assert.deepEqual(
    operators.map(({ name }) => name).sort(),
    [owner.name, vera.name, 'Дмитрий Орлов'].sort(),
  )
  assert.deepEqual(complaints, [])
  await context.close()
  await provider.close()
})

test('other sign-ins are seen and ended, one by one and all at once', async () => {
  const { page, context } = await centre.desk()
  await openProfile(page)
  const sessions = block(page, 'Активные входы')
  const end = sessions.getByRole('button', { name: /^Завершить вход/ })
  await end.first().click()
  await page.getByText('Вход завершён').waitFor()
  await end.first().waitFor({ state: 'detached' })
  await sessions.getByRole('button', { name: 'Выйти везде' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Выйти везде' }).click()
  await page.getByRole('heading', { name: 'Вход в Отклик' }).waitFor()
  await assert.rejects(centre.client.ask('GET', '/api/v1/session'))
  await context.close()
})
