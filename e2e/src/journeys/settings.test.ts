import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { type Centre, openCentre, owner } from './centre.ts'

let centre: Centre
before(async () => {
  centre = await openCentre({ isConnected: false })
})
after(() => centre.close())

test('[TG-08] [TG-09] an administrator connects a bot by its token and disconnects it with consent', async () => {
  const { page, complaints, context } = await centre.desk()
  await page.goto(`${centre.server.url}/settings/channels`)
  await page.getByRole('link', { name: 'Подключить Telegram' }).click()
  // [COM-04] The schedule comes first.
  await page.getByText('действует для всех каналов коммуникации').waitFor()
  await page.getByRole('button', { name: 'Далее' }).click()
  const token = page.getByLabel('Токен HTTP API')
  await token.fill(`7100000009:${'B'.repeat(35)}`)
  await token.press('Enter')
  await page.getByText('Бот не найден', { exact: true }).waitFor()
  await token.fill(centre.bot.token)
  await token.press('Enter')
  await page.getByText('@verba_bot').or(page.locator('input[value*="verba_bot"]')).first().waitFor()
  await page.getByRole('button', { name: /^(Подключить|Сохранить)/ }).click()
  await page.getByText('Работает').waitFor()
  assert.equal((await page.content()).includes(centre.bot.token), false)

  await page.getByRole('button', { name: 'Отключить канал' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText(/Отключить канал Telegram/).waitFor()
  const disconnect = dialog.getByRole('button', { name: 'Отключить канал' })
  assert.equal(await disconnect.isEnabled(), false)
  await dialog.getByRole('checkbox').check()
  await disconnect.click()
  await page
    .getByText(/Отключён/)
    .first()
    .waitFor()
  assert.deepEqual(complaints, [])
  await context.close()
})

test('somebody who was invited signs in and is shut out again', async () => {
  const { page, complaints, context } = await centre.desk()
  await page.goto(`${centre.server.url}/settings/operators`)
  await page.getByRole('button', { name: 'Пригласить сотрудника' }).click()
  const drawer = page.getByRole('dialog')
  await drawer.getByLabel(/Имя/).fill('Дмитрий Орлов')
  await drawer.getByLabel(/почта/i).fill('dmitry@verba.example')
  await drawer.getByRole('button', { name: /Пригласить|Создать/ }).click()
  const link = await drawer.locator('input[value*="/invitations/"]').inputValue()

  const guest = await centre.desk({ cookie: '' })
  await guest.page.goto(link)
  await guest.page
    .getByLabel(/Пароль/)
    .first()
    .fill('a quiet morning in march')
  await guest.page.getByRole('button', { name: /Принять|Начать|Войти|Присоединиться/ }).click()
  await guest.page
    .getByRole('listbox')
    .or(guest.page.getByText('Открытых обращений нет'))
    .first()
    .waitFor()

  const { operators } = await centre.client.ask<{ operators: { id: string; name: string }[] }>(
    'GET',
    '/api/v1/snapshot',
  )
  const dmitry = operators.find(({ name }) => name === 'Дмитрий Орлов')
  await centre.client.ask('PATCH', `/api/v1/operators/${dmitry?.id}`, { isDisabled: true })
  await guest.page.getByRole('button', { name: 'Войти', exact: true }).waitFor({ timeout: 6000 })
  assert.deepEqual([...complaints, ...guest.complaints], [])
  await Promise.all([context.close(), guest.context.close()])
})

test('a wrong password is told from a right one', async () => {
  const { page, context } = await centre.desk({ cookie: '' })
  await page.goto(`${centre.server.url}/sign-in`)
  await page.getByLabel(/почта/i).fill(owner.email)
  await page
    .getByLabel(/Пароль/)
    .first()
    .fill('not this one')
  await page.getByRole('button', { name: 'Войти', exact: true }).click()
  await page.getByText('Неверная почта или пароль').waitFor()
  assert.equal(await page.getByLabel(/почта/i).inputValue(), owner.email)
  await page
    .getByLabel(/Пароль/)
    .first()
    .fill(owner.password)
  await page.getByRole('button', { name: 'Войти', exact: true }).click()
  await page.getByRole('navigation', { name: 'Папки' }).waitFor()
  await context.close()
})
