import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import type { Channel, Snapshot } from '@otklik/protocol'
import type { ChannelGroup } from '@otklik/protocol/settings'

import { until } from '../kit/index.ts'
import type { Centre } from './centre.ts'
import { type ChannelPage, openChannelPage, save, saved } from './channel-page.ts'
import { isClean } from './is-clean.ts'

let shown: ChannelPage
let centre: Centre
let path: string
before(async () => {
  shown = await openChannelPage()
  ;({ centre, path } = shown)
})
after(() => centre.close())

const rules = () => shown.rules()
const edit = (changes: object) => shown.edit(changes)
const openTab: ChannelPage['openTab'] = (tab) => shown.openTab(tab)

async function refused(changes: object): Promise<string> {
  const failure = await edit(changes).then(
    () => undefined,
    (error: unknown) => String(error),
  )
  assert.ok(failure, 'the API accepted it')
  return failure
}

test('[COM-01] [COM-04] a card per platform opens a screen of its own, after the schedule', async () => {
  const { page, complaints, context } = await centre.desk()
  await page.goto(`${centre.server.url}/settings/channels`)
  await page.getByRole('heading', { name: 'Соцсети и мессенджеры' }).waitFor()
  await page.getByText('Сначала задайте расписание, затем настройте каждый канал').waitFor()
  const schedule = page.getByRole('region', { name: 'Расписание работы сотрудников' })
  const card = page.getByRole('article', { name: 'Telegram' })
  const [above, below] = await Promise.all([schedule.boundingBox(), card.boundingBox()])
  assert.ok(above && below && above.y < below.y, 'the schedule stands first')
  await card.getByText('Все сотрудники', { exact: true }).waitFor()
  await card.getByText('Работает').waitFor()
  await card.getByRole('link', { name: /^Настроить/ }).click()
  await page.waitForURL(`**${path}`)
  await page.getByRole('heading', { level: 1, name: 'Telegram' }).waitFor()
  assert.deepEqual(complaints, [])
  await context.close()
})

test('[COM-02] [COM-03] the one schedule is a click away, and said to hold for all', async () => {
  const { page, context } = await openTab()
  const block = page.getByRole('region', { name: 'Расписание работы сотрудников' })
  await block.getByText('действует для всех каналов коммуникации').waitFor()
  await block.getByRole('link', { name: 'Настроить расписание' }).click()
  await page.waitForURL('**/settings/schedule')
  await page.getByRole('heading', { level: 1, name: 'Расписание работы' }).waitFor()
  await context.close()
})

test('[COM-05] tabs with addresses, keys and a way back', async () => {
  const { page, complaints, context } = await openTab()
  const tabs = page.getByRole('navigation', { name: 'Настройки канала' })
  assert.deepEqual(await tabs.getByRole('link').allTextContents(), [
    'Рабочее время',
    'Нерабочее время',
    'Общие настройки',
    'Состояние',
  ])
  await tabs.getByRole('link', { name: 'Общие настройки' }).click()
  await page.getByRole('heading', { name: 'Автоматическое завершение диалогов' }).waitFor()
  assert.match(page.url(), /tab=common/)
  await page.keyboard.press('Alt+BracketLeft')
  await page.getByRole('switch', { name: 'Автоматические ответы' }).waitFor()
  await page.goBack()
  await page.getByRole('heading', { name: 'Автоматическое завершение диалогов' }).waitFor()
  assert.deepEqual(complaints, [])
  await context.close()
})

test('[COM-10] [COM-11] [COM-15] one receiver; distribution belongs to a team', async () => {
  const { page, complaints, context } = await openTab()
  const row = page.getByRole('link', { name: 'Настроить распределение обращений' })
  assert.match((await row.getAttribute('href')) ?? '', /\/settings\/teams\//)
  await page.getByText(/Ручной выбор · настройка группы/).waitFor()

  await page.getByRole('radio', { name: 'Сотрудник' }).check()
  assert.equal(await page.getByRole('radio', { checked: true }).count(), 1)
  await page.getByText('Доступно, когда обращения принимает группа').waitFor()
  const off = page.getByRole('button', { name: 'Настроить распределение обращений' })
  assert.equal(await off.getAttribute('aria-disabled'), 'true')

  await save(page)
  const chooser = page.getByRole('button', { name: 'Сотрудник Выберите сотрудника' })
  await until(() => chooser.evaluate((node) => node === node.ownerDocument.activeElement), {
    withinMs: 5000,
    what: 'the focus is on the first wrong field',
  })
  await chooser.click()
  await page.getByRole('combobox', { name: 'Найти сотрудника' }).fill('лебед')
  await page.keyboard.press('Enter')
  await save(page)
  await saved(page)
  assert.equal((await rules()).receiver.kind, 'operator')
  await page.getByRole('radio', { name: 'Группа' }).check()
  await page.getByRole('button', { name: /Группа Выберите/ }).click()
  await page.getByRole('option', { name: /Все сотрудники/ }).click()
  await page.keyboard.press('Control+s')
  await until(async () => (await rules()).receiver.kind === 'team', {
    withinMs: 5000,
    what: 'it is saved',
  })
  assert.deepEqual(complaints, [])
  await context.close()
})

test('[COM-12] [COM-51] [COM-60] what needs a module is absent, and a line says which', async () => {
  const { page, context } = await openTab()
  assert.equal(await page.getByRole('radio', { name: 'Чат-бот' }).count(), 0)
  await page.getByText('Нужен модуль «Чат-бот»').waitFor()
  await page.getByText('Нужен модуль «Контроль качества»').waitFor()
  await page.getByRole('link', { name: 'Нерабочее время' }).click()
  await page.getByRole('switch', { name: 'Автоматические ответы' }).waitFor()
  assert.equal(await page.getByRole('switch', { name: 'Чат-бот' }).count(), 0)
  await page.getByText('Нужен модуль «Чат-бот»').waitFor()
  await context.close()
})

test('[COM-50] [QA-01] [QA-02] the rating is set for the channel’s group, by a click from the channel', async () => {
  await centre.client.ask('PUT', '/api/v1/modules/quality', { isOn: true })
  const { page, complaints, context } = await openTab()
  const block = page.getByRole('region', { name: 'Клиентская оценка качества' })
  await block.getByText('Группа «Основная»: оценку не спрашивают').waitFor()
  await block.getByRole('link', { name: 'Настроить клиентскую оценку' }).click()
  await page.getByRole('heading', { level: 1, name: 'Настройки группы каналов' }).waitFor()
  await page.getByRole('switch', { name: 'Клиентская оценка качества' }).check()
  await page.getByLabel('Текст вопроса').fill('')
  await page.getByRole('button', { name: 'Сохранить' }).click()
  await page.getByText('Заполните это поле').first().waitFor()
  await page.getByLabel('Текст вопроса').fill('Оцените ответ')
  await save(page)
  await isClean(page, 'the rating of a group')
  const [group] = await centre.client.ask<ChannelGroup[]>('GET', '/api/v1/channel-groups')
  assert.deepEqual([group?.rating.isOn, group?.rating.question], [true, 'Оцените ответ'])
  assert.deepEqual(complaints, [])
  await centre.client.ask('PUT', '/api/v1/modules/quality', { isOn: false })
  await context.close()
})

test('[COM-30] [COM-31] [COM-32] [COM-33] [COM-34] automatic replies are saved by «Применить»', async () => {
  const { page, complaints, context } = await openTab()
  await page.getByText('Количество автоответов: 0').waitFor()
  // The rest of the draft is left alone by what the drawer saves.
  await page.getByRole('switch', { name: 'Показывать сообщение при закрытии обращения' }).check()
  await page.getByLabel('Текст сообщения').fill('До связи')

  await page.getByRole('button', { name: 'Настроить автоматические ответы' }).click()
  const drawer = page.getByRole('dialog', { name: 'Автоматические ответы' })
  const add = drawer.getByRole('button', { name: 'Добавить автоматический ответ' })
  const texts = drawer.getByLabel('Текст', { exact: true })
  const delays = drawer.getByLabel('Клиент увидит через')
  await add.click()
  await delays.first().fill('10')
  await add.click()
  await texts.nth(1).fill('Уже читаем')
  await delays.nth(1).fill('0')
  await drawer.getByRole('button', { name: 'Применить' }).click()
  await drawer.getByText('Заполните это поле').waitFor()
  assert.deepEqual((await rules()).autoReplies, [])
  await texts.first().fill('Сейчас много обращений')
  await drawer.getByRole('button', { name: 'Применить' }).click()
  await drawer.waitFor({ state: 'hidden' })

  await page.getByText('Количество автоответов: 2').waitFor()
  await page.getByText('сразу, через 10 мин без ответа').waitFor()
  const stored = await rules()
  assert.deepEqual(
    stored.autoReplies.map(({ text, delayS }) => [text, delayS]),
    [
      ['Уже читаем', 0],
      ['Сейчас много обращений', 600],
    ],
  )
  assert.equal(stored.isClosingTextShown, false)
  assert.equal(await page.getByLabel('Текст сообщения').inputValue(), 'До связи')
  await page.getByText(/Не сохранено: .*текст сообщения при закрытии/).waitFor()

  await page.getByRole('button', { name: 'Настроить автоматические ответы' }).click()
  await drawer.getByRole('button', { name: 'Удалить автоответ 1' }).click()
  await page.keyboard.press('Escape')
  await drawer.getByText('Изменения в автоответах не сохранены').waitFor()
  await drawer.getByRole('button', { name: 'Закрыть без них' }).click()
  await drawer.waitFor({ state: 'hidden' })
  assert.equal((await rules()).autoReplies.length, 2)
  assert.deepEqual(complaints, [])
  await context.close()
})

test('[COM-40] [COM-41] [COM-42] 250 characters are accepted, 251 refused, an emoji is one', async () => {
  const { page, complaints, context } = await openTab()
  await page.getByRole('switch', { name: 'Показывать сообщение при закрытии обращения' }).check()
  const text = page.getByLabel('Текст сообщения')
  await text.fill(`${'🛋'.repeat(250)}я`)
  await page.getByText('251 / 250 · лишних 1').waitFor()
  await save(page)
  await page.getByText('Исправьте «Текст сообщения при закрытии»').waitFor()
  assert.equal((await rules()).closingText, '')
  assert.match(await refused({ closingText: `${'🛋'.repeat(250)}я` }), /too-long/)
  await text.fill('🛋'.repeat(250))
  await page.getByText('250 / 250', { exact: true }).waitFor()
  await save(page)
  await saved(page)
  assert.equal((await rules()).closingText, '🛋'.repeat(250))
  await edit({ closingText: '', isClosingTextShown: false })
  assert.deepEqual(complaints, [])
  await context.close()
})

test('[COM-61] [COM-62] [COM-63] off hours: switches that exclude each other, and the rules', async () => {
  const { page, complaints, context } = await openTab('off-hours')
  await page.getByText(/Невозможно одновременно использовать оба переключателя/).waitFor()
  await page.getByRole('switch', { name: 'Автоматические ответы' }).check()
  await save(page)
  await saved(page)
  assert.equal((await rules()).offHoursMode, 'auto-replies')
  assert.match(await refused({ offHours: { bot: true, autoReplies: true } }), /both-modes/)
  await page
    .getByRole('button', { name: 'Открыть: Правила работы с сообщениями в нерабочее время' })
    .click()
  const notice = page.getByRole('dialog')
  await notice.getByText('диалоги, начатые в рабочее время, остаются у сотрудника').waitFor()
  assert.equal(await notice.getByRole('listitem').count(), 6)
  await edit({ offHours: { bot: false, autoReplies: false } })
  assert.deepEqual(complaints, [])
  await context.close()
})

test('[COM-70] [COM-71] inactivity is counted in whole hours or days above zero', async () => {
  const { page, complaints, context } = await openTab('common')
  const isOn = page.getByRole('switch', { name: 'Автоматическое завершение диалогов' })
  await isOn.check()
  const value = page.getByLabel('Закрывать неактивный диалог через')
  const unit = page.getByLabel('Единица времени')
  assert.deepEqual(await unit.locator('option').allTextContents(), ['часы', 'дни'])
  for (const wrong of ['0', '-3', '']) {
    await value.fill(wrong)
    await page.getByText('Значение поля должно быть больше нуля').waitFor()
  }
  for (const wrong of ['1,5', '1.5', 'сутки']) {
    await value.fill(wrong)
    await page.getByText('Нужно целое число').waitFor()
  }
  await save(page)
  assert.equal((await rules()).inactivity?.value === 0, false)
  assert.match(await refused({ inactivity: { value: 0, unit: 'hours' } }), /too-small/)
  await value.fill('3')
  await unit.selectOption('days')
  await save(page)
  await saved(page)
  assert.deepEqual((await rules()).inactivity, { value: 3, unit: 'days' })
  await isOn.uncheck()
  await save(page)
  await until(async () => (await rules()).inactivity === null, {
    withinMs: 5000,
    what: 'it is off',
  })
  assert.deepEqual(complaints, [])
  await context.close()
})

test('unsaved settings are tried beside the page', async () => {
  const { page, complaints, context } = await openTab()
  await page.getByRole('button', { name: 'Проверка настроек' }).click()
  const panel = page.getByRole('complementary', { name: 'Проверка настроек' })
  await panel.getByText('Клиент написал').first().waitFor()
  assert.deepEqual(complaints, [])
  await context.close()
})

test('what a platform refuses is told in words, while the page is open', async () => {
  const { bot, client, emulator } = centre
  const { page, complaints, context } = await openTab('state')
  const refusals = page.getByRole('region', { name: 'Отказы за сутки' })
  await refusals.getByText('Отказов не было').waitFor()
  const person = await emulator.makePerson('Олег')
  await emulator.does(bot, person, 'text', { text: 'здравствуйте' })
  const id = await until(
    async () => {
      const { conversations } = await client.ask<Snapshot>('GET', '/api/v1/snapshot')
      return conversations[0]?.id
    },
    { withinMs: 30_000, what: 'a conversation' },
  )
  const { token } = await emulator.revoke(bot)
  const words = { clientId: 'client-refused', kind: 'message', text: 'слушаю вас' }
  await client.ask('POST', `/api/v1/conversations/${id}/messages`, words)
  await refusals.getByText('канал настроен неверно').waitFor()
  const history = page.getByRole('list', { name: 'История состояний' })
  await history.getByText('Не работает').waitFor()
  assert.match(
    (await history.getByRole('listitem').first().textContent()) ?? '',
    /настроен неверно/,
  )
  await isClean(page, 'the state of a broken channel')
  const resource = `/api/v1/channels/${shown.channelId}`
  const { version } = await client.ask<Channel>('GET', resource)
  await client.ask('PATCH', resource, { version, settings: { token } })
  await history.getByRole('listitem').first().getByText('Работает').waitFor()
  assert.deepEqual(complaints, [])
  await context.close()
})

test('[COM-81] a channel is disconnected only with consent', async () => {
  const { page, context } = await openTab()
  await page.getByRole('button', { name: 'Отключить канал' }).click()
  const dialog = page.getByRole('dialog')
  const disconnect = dialog.getByRole('button', { name: 'Отключить канал' })
  assert.equal(await disconnect.isEnabled(), false)
  await dialog.getByRole('button', { name: 'Не отключать' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await page.getByText('Работает').waitFor()
  await page.getByRole('button', { name: 'Отключить канал' }).click()
  await dialog.getByRole('checkbox').check()
  await disconnect.click()
  await page.getByText('Канал отключён: сообщения не приходят и не уходят').waitFor()
  await context.close()
})
