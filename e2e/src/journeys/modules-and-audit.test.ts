import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { CreatedInvitation, Team } from '@otklik/protocol'

import { Client } from '../kit/index.ts'
import { type Centre, openCentre, owner } from './centre.ts'
import { isClean } from './is-clean.ts'

let centre: Centre
before(async () => {
  centre = await openCentre()
})
after(() => centre.close())

async function administrator(): Promise<Client> {
  const { link = '' } = await centre.client.ask<CreatedInvitation>('POST', '/api/v1/invitations', {
    email: 'maria@verba.example',
    name: 'Мария Соколова',
    role: 'administrator',
  })
  const guest = new Client(centre.server.url)
  const token = link.split('/').at(-1)
  await guest.ask('POST', `/api/v1/invitations/${token}/acceptance`, {
    name: 'Мария Соколова',
    password: 'a quiet morning in march',
  })
  return guest
}

test('[COM-12] an owner switches a module on, takes it back, and other screens hear of it', async () => {
  const mine = await centre.desk()
  const other = await centre.desk()
  for (const { page } of [mine, other]) {
    await page.goto(`${centre.server.url}/settings/modules`)
    await page.getByRole('switch', { name: 'Чат-бот' }).waitFor()
  }
  const bots = mine.page.getByRole('switch', { name: 'Чат-бот' })
  assert.equal(await mine.page.getByRole('switch', { checked: true }).count(), 0)
  await bots.focus()
  await mine.page.keyboard.press('Space')
  await mine.page.getByText('Модуль «Чат-бот» включён').waitFor()
  await other.page.getByRole('switch', { name: 'Чат-бот', checked: true }).waitFor()
  await isClean(mine.page, 'a module that was switched on')
  await mine.page.getByRole('button', { name: 'Отменить', exact: true }).click()
  await mine.page.getByRole('switch', { name: 'Чат-бот', checked: false }).waitFor()
  await other.page.getByRole('switch', { name: 'Чат-бот', checked: false }).waitFor()
  assert.deepEqual([...mine.complaints, ...other.complaints], [])
  await Promise.all([mine.context.close(), other.context.close()])
})

test('the journal tells an owner who changed what, in the words of the screens', async () => {
  const maria = await administrator()
  const team = await maria.ask<Team>('POST', '/api/v1/teams', { name: 'Продажи' })
  await maria.ask('PATCH', `/api/v1/teams/${team.id}`, {
    version: team.version,
    name: 'Отдел продаж',
    settings: { method: 'round-robin', answerWaitS: 120 },
  })
  const { page, complaints, context } = await centre.desk()
  await page.goto(`${centre.server.url}/settings/audit`)
  const row = page.getByRole('row').filter({ hasText: 'Группа «Отдел продаж»' })
  await row.getByText('Мария Соколова').waitFor()
  await row.getByText('Было: «Продажи»').waitFor()
  await row.getByText('Стало: Равномерно').waitFor()
  await row.getByText('Стало: 2 мин').waitFor()
  await isClean(page, 'the journal')

  await page.getByLabel('Кто изменил').selectOption({ label: owner.name })
  await page.getByText('Модуль «Чат-бот»').first().waitFor()
  assert.equal(await page.getByText('Отдел продаж').count(), 0)
  await page.getByLabel('Что изменено').selectOption({ label: 'Расписание работы' })
  await page.getByText('Таких изменений нет').waitFor()
  await page.getByRole('button', { name: 'Сбросить фильтр' }).click()

  await page.getByRole('link', { name: 'Группа «Отдел продаж»' }).click()
  await page.getByText('Показаны изменения: Группа «Отдел продаж»').waitFor()
  assert.equal(await page.getByText('Модуль').count(), 0)
  assert.match(page.url(), new RegExp(`subject=team&subjectId=${team.id}`))
  await page.getByRole('button', { name: 'Показать весь журнал' }).click()
  await page.getByText('Модуль «Чат-бот»').first().waitFor()
  assert.deepEqual(complaints, [])
  await context.close()

  const hers = await centre.desk({ cookie: maria.cookie })
  for (const path of ['audit', 'modules']) {
    await hers.page.goto(`${centre.server.url}/settings/${path}`)
    await hers.page.getByText('Этот раздел не для вашей роли').waitFor()
    const links = hers.page.getByRole('link', { name: /Журнал действий|Модули/ })
    assert.equal(await links.count(), 0)
  }
  await hers.context.close()
})

test('a long journal goes on where it is asked to', async () => {
  const size = { width: 390, height: 844 }
  for (let index = 0; index < 60; index++) {
    await centre.client.ask('PUT', '/api/v1/modules/quality', { isOn: index % 2 === 0 })
  }
  const { page, complaints, context } = await centre.desk({ size, colorScheme: 'dark' })
  await page.goto(`${centre.server.url}/settings/audit?subject=module`)
  const rows = page.getByRole('row').filter({ hasText: 'Модуль' })
  await rows.nth(49).waitFor()
  assert.equal(await rows.count(), 50)
  await page.getByRole('button', { name: 'Показать ещё' }).click()
  await rows.nth(59).waitFor()
  await isClean(page, 'a long journal on a phone')
  assert.deepEqual(complaints, [])
  await context.close()
})
