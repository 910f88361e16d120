import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Channel } from '@otklik/protocol'
import type { Schedule } from '@otklik/protocol/settings'

import { type Centre, openCentre } from './centre.ts'
import { isClean } from './is-clean.ts'

let centre: Centre
let channelId: string
before(async () => {
  centre = await openCentre()
  const { client } = centre
  const [channel] = await client.ask<Channel[]>('GET', '/api/v1/channels')
  channelId = channel!.id
  const { version } = await client.ask<Schedule>('GET', '/api/v1/schedule')
  const workday = [{ from: '09:00', to: '18:00' }]
  await client.ask('PUT', '/api/v1/schedule', {
    version,
    timeZone: 'Europe/Moscow',
    week: [workday, workday, workday, workday, workday, [], []],
    exceptions: [],
  })
})
after(() => centre.close())

test('an administrator sees what a Sunday night would bring, before and after saving', async () => {
  const { page, complaints, context } = await centre.desk()
  await page.goto(`${centre.server.url}/settings/channels/${channelId}?tab=common`)
  await page.getByRole('button', { name: 'Проверка настроек' }).click()
  const panel = page.getByRole('complementary', { name: 'Проверка настроек' })
  await panel.getByText('Клиент написал первое сообщение').waitFor()
  await panel.getByText(/Воскресенье.*нерабочее время/).waitFor()
  await panel.getByText(/Понедельник.*рабочее время с 9:00/).waitFor()
  await panel.getByLabel('Сотрудники').selectOption({ label: 'Не отвечают' })
  await panel.getByText('Клиент всё ещё ждёт ответа').waitFor()

  await page.getByRole('switch', { name: /Автоматическое завершение/ }).click()
  await panel.getByRole('heading', { name: 'После сохранения' }).waitFor()
  await panel.getByText('Обращение закрыто без сообщений').waitFor()
  await isClean(page, 'what comes of settings')
  await page.getByRole('button', { name: 'Отменить изменения' }).click()

  await page.getByRole('link', { name: /Нерабочее время/ }).click()
  await page.getByText('В нерабочее время клиенту никто не ответит').waitFor()
  assert.deepEqual(complaints, [])
  await context.close()
})
