import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Conversation, Snapshot, Team } from '@otklik/protocol'
import type { Report } from '@otklik/protocol/reports'
import type { Page } from 'playwright-core'

import { type Desk, until } from '../kit/index.ts'
import { type Centre, openCentre } from './centre.ts'
import { isClean } from './is-clean.ts'

let centre: Centre
let desk: Desk
before(async () => {
  centre = await openCentre()
  await askForMarks()
  desk = await centre.desk()
})
after(() => centre.close())

test('[REQ-16] a mark is found in its figure, and the figure leads back to the conversation', async () => {
  const { page, complaints } = desk
  const id = await isServed('Марина', 'Где мой заказ 10482?')
  await until(async () => (await read(id)).rating, { withinMs: 30_000, what: 'asked for a mark' })
  await writes('Марина', '5')
  await until(async () => (await reportOf('ratings')).totals.rated?.value === 1, {
    withinMs: 30_000,
    what: 'the mark counted',
  })
  await page.goto(centre.server.url)
  await page.getByRole('link', { name: 'Отчёты' }).click()
  await page.getByRole('heading', { name: 'Обзор', level: 1 }).waitFor()
  await page
    .getByRole('button', { name: /^Средняя оценка: 5\. Показать/ })
    .first()
    .click()
  const drawer = page.getByRole('dialog', { name: 'Средняя оценка' })
  await drawer.getByText('1 обращение').waitFor()
  await isClean(page, 'what is behind a figure')
  await drawer.getByRole('link', { name: /Марина/ }).click()
  await page.getByRole('log').getByText('Где мой заказ 10482?').waitFor()
  // What was shown is in the address: «назад» shows it again.
  await page.goBack()
  await page.getByRole('dialog', { name: 'Средняя оценка' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  assert.deepEqual(complaints, [])
})

test('every report can be read by everybody, wide and on a phone, in light and dark', async () => {
  const looks = [
    { size: { width: 1440, height: 900 }, colorScheme: 'light', pages: wide },
    { size: { width: 390, height: 844 }, colorScheme: 'dark', pages: narrow },
  ] as const
  for (const { pages, ...look } of looks) {
    const { page, context, complaints } = await centre.desk(look)
    for (const [name, title] of pages) {
      await page.goto(`${centre.server.url}/reports/${name}`)
      await page.getByRole('heading', { name: title, level: 1 }).waitFor()
      await page.getByRole('status', { name: 'Загружаем' }).waitFor({ state: 'detached' })
      await isClean(page, `${name}, ${look.size.width}`)
    }
    assert.deepEqual(complaints, [])
    await context.close()
  }
})

test('says how a figure is counted, and keeps the period and the filter in the address', async () => {
  const { page, complaints } = desk
  await page.goto(`${centre.server.url}/reports/overview`)
  await page.getByRole('button', { name: 'Как считается: Первый ответ' }).first().click()
  await page.getByText(/Боты и автоответы не считаются/).waitFor()
  await page.keyboard.press('Escape')
  await page.getByLabel('Период').selectOption('30')
  await page.waitForURL(/period=%2230%22|period=30/)
  await page.reload()
  assert.equal(await page.getByLabel('Период').inputValue(), '30')
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Скачать' }).click()
  await page.getByRole('menuitem', { name: /CSV/ }).click()
  assert.match((await download).suggestedFilename(), /\.csv$/)
  // A cell of the heat map opens what it counts, and it counts what is chosen.
  await page.goto(`${centre.server.url}/reports/heat`)
  await page.getByText('Сообщения клиентов', { exact: true }).click()
  await page.getByRole('heading', { name: 'Сообщения клиентов по часам' }).waitFor()
  await openFigure(page, /\d\d:00: \d+\. Показать обращения/)
  const behind = page.getByRole('dialog', { name: /^Сообщения клиентов · .+, \d\d:00$/ })
  await behind.getByRole('link', { name: /Марина/ }).waitFor()
  assert.deepEqual(complaints, [])
})

test('a supervisor sees the promise that was broken, and finds it in its report', async () => {
  const { page, complaints } = desk
  await promise()
  const id = await writes('Олег', 'Деньги не пришли')
  await page.goto(`${centre.server.url}/supervision`)
  const row = page.getByRole('row').filter({ hasText: 'Олег' })
  await page.getByRole('button', { name: /^Нарушен SLA: 1/ }).click({ timeout: 30_000 })
  await row.getByText('SLA', { exact: true }).waitFor()
  await isClean(page, 'a broken promise on the board')
  await page.goto(`${centre.server.url}/conversations/${id}`)
  await page
    .getByRole('log')
    .getByText(/SLA нарушен: нет первого ответа за/)
    .waitFor()
  assert.deepEqual((await read(id)).sla?.broken, ['first'])
  await until(async () => (await reportOf('sla')).totals['sla-first.broken']?.value === 1, {
    withinMs: 30_000,
    what: 'the broken promise counted',
  })
  await page.goto(`${centre.server.url}/reports/sla`)
  await openFigure(page, /Первый ответ с опозданием: 1\. Показать/)
  await page.getByRole('dialog').getByRole('link', { name: /Олег/ }).waitFor()
  assert.deepEqual(complaints, [])
})

const wide = [
  ['overview', 'Обзор'],
  ['ratings', 'Оценки'],
  ['statuses', 'Время сотрудников'],
  ['heat', 'Нагрузка по часам'],
] as const
const narrow = [
  ['operators', 'Сотрудники'],
  ['funnel', 'Воронка очереди'],
] as const

const openFigure = (page: Page, name: RegExp) => page.getByRole('button', { name }).first().click()

async function askForMarks(): Promise<void> {
  const { client } = centre
  await client.ask('PUT', '/api/v1/modules/quality', { isOn: true })
  const [group] = await client.ask<{ id: string; version: number }[]>(
    'GET',
    '/api/v1/channel-groups',
  )
  await client.ask('PATCH', `/api/v1/channel-groups/${group!.id}`, {
    version: group!.version,
    rating: { isOn: true, scale: 'stars' },
  })
}

/** Everybody's team promises a first answer within five seconds. */
async function promise(): Promise<void> {
  const teams = await centre.client.ask<Team[]>('GET', '/api/v1/teams')
  const everyone = teams.find(({ isEveryone }) => isEveryone)!
  await centre.client.ask('PATCH', `/api/v1/teams/${everyone.id}`, {
    version: everyone.version,
    settings: { sla: { usual: { firstS: 5, nextS: null, resolutionS: null }, vip: null } },
  })
}

/** Asked, taken, answered and closed. */
async function isServed(name: string, text: string): Promise<string> {
  const id = await writes(name, text)
  const path = `/api/v1/conversations/${id}`
  await centre.client.ask('POST', `${path}/assignment`)
  await centre.client.ask('POST', `${path}/messages`, {
    ...{ clientId: crypto.randomUUID(), kind: 'message', text: 'Привезём завтра' },
  })
  await centre.client.ask('POST', `${path}/closure`)
  return id
}

const people = new Map<string, Awaited<ReturnType<Centre['emulator']['makePerson']>>>()

/** A customer's word; the id of the conversation that is open with them then, if one is. */
async function writes(name: string, text: string): Promise<string> {
  const known = people.get(name)
  const person = known ?? (await centre.emulator.makePerson(name))
  people.set(name, person)
  await centre.emulator.does(centre.bot, person, 'text', { text })
  if (known) return ''
  return until(() => findOf(name), { withinMs: 30_000, what: `a conversation with ${name}` })
}

async function findOf(name: string): Promise<string | undefined> {
  const { conversations } = await centre.client.ask<Snapshot>('GET', '/api/v1/snapshot')
  return conversations.find(({ contact }) => contact.name === name)?.id
}

const read = (id: string) => centre.client.ask<Conversation>('GET', `/api/v1/conversations/${id}`)

function reportOf(name: string): Promise<Report> {
  const day = (shift: number) =>
    new Date(Date.now() + shift * 86_400_000).toISOString().slice(0, 10)
  return centre.client.ask('GET', `/api/v1/reports/${name}?from=${day(-1)}&to=${day(1)}`)
}
