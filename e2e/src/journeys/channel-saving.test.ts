import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'

import { Client, until } from '../kit/index.ts'
import { type Centre, owner } from './centre.ts'
import { type ChannelPage, isOnScreen, openChannelPage, save, saved } from './channel-page.ts'

let shown: ChannelPage
let centre: Centre
let channelId: string
let path: string
before(async () => {
  shown = await openChannelPage()
  ;({ centre, channelId, path } = shown)
})
after(() => centre.close())

const rules = () => shown.rules()
const edit = (changes: object) => shown.edit(changes)
const openTab: ChannelPage['openTab'] = (tab) => shown.openTab(tab)

test('[COM-80] leaving asks once and names what is unsaved, wherever it was typed', async () => {
  const { page, context } = await openTab('common')
  await page.getByRole('radio', { name: 'Название компании' }).check()
  await page.getByRole('link', { name: 'Рабочее время', exact: true }).click()
  await page.getByRole('switch', { name: 'Показывать сообщение при закрытии обращения' }).check()
  await page.getByLabel('Текст сообщения').fill('До связи')
  await page.getByRole('link', { name: 'Соцсети и мессенджеры' }).first().click()
  const question = page.getByRole('dialog')
  await question.getByText(/имя, которое видит клиент.*текст сообщения при закрытии/).waitFor()
  await question.getByRole('button', { name: 'Не уходить' }).click()
  await page.keyboard.press('Control+s')
  await saved(page)
  const stored = await rules()
  assert.deepEqual([stored.isClosingTextShown, stored.closingText], [true, 'До связи'])
  const channel = await centre.client.ask<{ signature: string }>(
    'GET',
    `/api/v1/channels/${channelId}`,
  )
  assert.equal(channel.signature, 'company')
  await context.close()
})

test('[COM-80] signing out asks before it is done; a session that is over asks nobody', async () => {
  await edit({ isClosingTextShown: true, closingText: 'До связи' })
  const session = new Client(centre.server.url)
  await session.ask('POST', '/api/v1/session', { email: owner.email, password: owner.password })
  const { page, complaints, context } = await centre.desk({ cookie: session.cookie })
  await page.goto(centre.server.url + path)
  await page.getByLabel('Текст сообщения').fill('Моё')
  await page.getByText(/Не сохранено/).waitFor()
  await page.getByRole('button', { name: /Учётная запись/ }).click()
  await page.getByRole('menuitem', { name: 'Выйти' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Не уходить' }).click()
  await page.getByText(/Не сохранено/).waitFor()
  await session.ask('DELETE', '/api/v1/session')
  await page.keyboard.press('Control+s')
  await page.getByRole('button', { name: 'Войти', exact: true }).waitFor()
  assert.equal(await page.getByRole('dialog').count(), 0)
  assert.deepEqual(complaints, [])
  await context.close()
})

test('[COM-80] two administrators at once: both versions stay until one is chosen', async () => {
  await edit({ isClosingTextShown: true, closingText: 'До связи' })
  const { page, complaints, context } = await openTab()
  await page.getByLabel('Текст сообщения').fill('Моё')
  await edit({ closingText: 'Чужое' })
  await page.keyboard.press('Control+s')
  const notice = page.getByRole('alert').filter({ hasText: 'Настройки изменил Анна Лебедева в' })
  await until(async () => isOnScreen(notice), { withinMs: 5000, what: 'the conflict is seen' })
  assert.equal(await page.getByLabel('Текст сообщения').inputValue(), 'Моё')
  assert.equal((await rules()).closingText, 'Чужое')
  await notice.getByRole('button', { name: 'Посмотреть отличия' }).click()
  const row = page.getByRole('row', { name: /текст сообщения при закрытии/ })
  assert.deepEqual(await row.getByRole('cell').allTextContents(), ['Чужое', 'Моё'])
  await page.getByRole('button', { name: 'Сохранить мои' }).click()
  await until(async () => (await rules()).closingText === 'Моё', {
    withinMs: 5000,
    what: 'mine are saved',
  })

  await page.getByLabel('Текст сообщения').fill('Снова моё')
  await edit({ closingText: 'Снова чужое' })
  await save(page)
  await page.getByRole('button', { name: 'Взять их' }).click()
  await until(
    async () => (await page.getByLabel('Текст сообщения').inputValue()) === 'Снова чужое',
    {
      withinMs: 5000,
      what: 'theirs are taken',
    },
  )
  assert.deepEqual(complaints, [])
  await context.close()
})

test('[COM-80] a conflict is told where the reader is, and who made it', async () => {
  await edit({ isClosingTextShown: true, closingText: 'До связи' })
  const { page, context } = await openTab()
  await page.getByLabel('Текст сообщения').fill('Моё')
  await edit({ closingText: 'Чужое' })
  await page.keyboard.press('Control+s')
  const bar = page.locator('footer')
  await bar.getByText('Настройки изменил Анна Лебедева в').waitFor()
  await page.getByLabel('Текст сообщения').scrollIntoViewIfNeeded()
  await bar.getByRole('button', { name: 'Посмотреть отличия' }).click()
  const row = page.getByRole('row', { name: /текст сообщения при закрытии/ })
  await until(async () => isOnScreen(row), { withinMs: 5000, what: 'the differences are seen' })
  await page.getByLabel('Текст сообщения').scrollIntoViewIfNeeded()
  await page.keyboard.press('Control+s')
  const notice = page.getByRole('alert').filter({ hasText: 'Настройки изменил' })
  await until(async () => isOnScreen(notice), { withinMs: 5000, what: 'Ctrl S leads there' })
  await context.close()
})

test('what is typed while the rest is being saved is no conflict', async () => {
  await edit({ isClosingTextShown: true, closingText: 'До связи' })
  const { page, complaints, context } = await openTab()
  await page.route(/\/rules$/, async (route) => {
    if (route.request().method() === 'PATCH') await setTimeout(700)
    await route.continue()
  })
  const text = page.getByLabel('Текст сообщения')
  await text.fill('До')
  await page.keyboard.press('Control+s')
  await text.pressSequentially(' новой встречи')
  await until(async () => (await rules()).closingText === 'До', {
    withinMs: 5000,
    what: 'the first part is saved',
  })
  await page.getByText('Не сохранено: текст сообщения при закрытии').waitFor()
  await page.keyboard.press('Control+s')
  await saved(page)
  assert.equal((await rules()).closingText, 'До новой встречи')
  assert.equal(await page.getByText(/Настройки изменил/).count(), 0)
  assert.deepEqual(complaints, [])
  await context.close()
})

test('[COM-80] one of two that fails keeps its draft, the other is saved', async () => {
  const { page, context } = await openTab('common')
  await page.getByRole('radio', { name: 'Имя сотрудника' }).check()
  await page.getByLabel('Сколько мест занимает обращение').fill('0')
  await save(page)
  await page.getByText('Исправьте «Сколько мест занимает обращение»').waitFor()
  await until(
    async () =>
      (await centre.client.ask<{ signature: string }>('GET', `/api/v1/channels/${channelId}`))
        .signature === 'first-name',
    { withinMs: 5000, what: 'the other one is saved' },
  )
  assert.equal(await page.getByLabel('Сколько мест занимает обращение').inputValue(), '0')
  await context.close()
})
