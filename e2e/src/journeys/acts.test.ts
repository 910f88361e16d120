import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Conversation, LabelDirectory, Snapshot } from '@otklik/protocol'
import type { Page } from 'playwright-core'

import { until } from '../kit/index.ts'
import { type Centre, openCentre } from './centre.ts'
import { isClean } from './is-clean.ts'

let centre: Centre
let galina: Awaited<ReturnType<typeof customerOfTwo>>
before(async () => {
  centre = await openCentre()
  galina = await customerOfTwo('Галина')
})
after(() => centre.close())

/** Somebody who wrote to two bots of the company, and was done with at the second. */
async function customerOfTwo(name: string): Promise<{ id: string; phone: () => Promise<string> }> {
  const { client, emulator, bot } = centre
  const second = await emulator.makeBot('Верба Доставка', 'verba_delivery_bot')
  const { id: channelId } = await client.ask<{ id: string }>('POST', '/api/v1/channels', {
    ...{ kind: 'telegram', settings: { token: second.token } },
  })
  const person = await emulator.makePerson(name)
  for (const each of [bot, second]) {
    await emulator.does(each, person, 'text', { text: `пишет ${name}` })
  }
  const talks = await until(
    async () => {
      const { conversations } = await client.ask<Snapshot>('GET', '/api/v1/snapshot')
      const both = conversations.filter(({ contact }) => contact.name === name)
      return both.length === 2 && both
    },
    { what: 'both conversations', withinMs: 30_000 },
  )
  const [here, there] = [true, false].map((isHere) =>
    talks.find((talk) => (talk.channelId !== channelId) === isHere),
  )
  assert.ok(here && there)
  if (here.contact.id !== there.contact.id) {
    const otherId = there.contact.id
    await client.ask('POST', `/api/v1/contacts/${here.contact.id}/merges`, { otherId })
  }
  await client.ask('POST', `/api/v1/conversations/${there.id}/assignment`)
  await client.ask('POST', `/api/v1/conversations/${there.id}/closure`)
  await emulator.does(bot, person, 'block')
  return {
    id: here.id,
    phone: async () => JSON.stringify(await emulator.chatOf(second, person)),
  }
}

const shot = async (page: Page, name: string) => {
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png` })
}

/** People who wait for an answer, by their names. */
async function customers(...names: string[]): Promise<void> {
  for (const name of names) {
    const person = await centre.emulator.makePerson(name)
    await centre.emulator.does(centre.bot, person, 'text', { text: `пишет ${name}` })
  }
}

const closed = (reason: 'spam' | 'but-spam') =>
  centre.client.ask<{ conversations: Conversation[] }>(
    'GET',
    `/api/v1/conversations?status=closed&reason=${reason}`,
  )
const namesOf = ({ conversations }: { conversations: Conversation[] }) =>
  conversations.map(({ contact }) => contact.name)

test('topics are made in the settings, and one is asked for before closing', async () => {
  const { page, complaints, context } = await centre.desk()
  await page.goto(`${centre.server.url}/settings/labels`)
  const topics = page.getByRole('region', { name: 'Тематики', exact: true })
  for (const name of ['Доставка', 'Возврат']) {
    await topics.getByRole('textbox', { name: 'Новая тематика' }).fill(name)
    await page.keyboard.press('Enter')
    await topics.getByText(name, { exact: true }).waitFor()
  }
  await topics.getByRole('button', { name: 'Переименовать «Доставка»' }).click()
  await page.keyboard.type(' и подъём')
  await page.keyboard.press('Enter')
  await topics.getByText('раньше: Доставка').waitFor()
  await topics.getByRole('button', { name: 'Переместить «Возврат» выше' }).click()
  await page.getByRole('radio', { name: 'Во всех обращениях' }).check()
  await page.getByRole('button', { name: 'Сохранить' }).click()
  await page.getByRole('button', { name: 'Сохранено' }).waitFor()
  await shot(page, 'labels')
  const directory = await centre.client.ask<LabelDirectory>('GET', '/api/v1/labels')
  assert.deepEqual(
    directory.labels.map(({ name }) => name),
    ['Возврат', 'Доставка и подъём'],
  )

  await customers('Марина')
  await page.goto(centre.server.url)
  await page.getByRole('option', { name: /Марина/ }).click()
  await page.keyboard.press('a')
  await page
    .getByRole('log')
    .getByText(/Взято в работу/)
    .waitFor()
  await page.keyboard.press('Alt+q')
  const picker = page.getByRole('dialog', { name: 'Тематика' })
  await picker.getByText('Перед закрытием выберите тематику').waitFor()
  await page.getByRole('combobox', { name: 'Найти тематику' }).waitFor()
  await shot(page, 'topic-required')
  await page.keyboard.type('дост')
  await page.keyboard.press('Enter')
  await page.getByText('Обращение закрыто: Марина').waitFor()
  await centre.client.ask('PUT', '/api/v1/labels/requirement', { of: 'nobody' })
  assert.deepEqual(complaints, [])
  await context.close()
})

test('tags are put on and made by the keyboard, and a «спасибо» needs no answer', async () => {
  const { page, complaints, context } = await centre.desk()
  await customers('Олег')
  await page.goto(centre.server.url)
  await page.getByRole('option', { name: /Олег/ }).click()
  await page.keyboard.press('a')
  await page
    .getByRole('log')
    .getByText(/Взято в работу/)
    .waitFor()
  await page.keyboard.press('l')
  await page.getByRole('combobox', { name: 'Найти тег' }).waitFor()
  await page.keyboard.type('срочно')
  await page.getByRole('option', { name: 'Добавить «срочно»' }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('option', { name: 'срочно', selected: true }).waitFor()
  await shot(page, 'tags')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Теги: срочно. Изменить' }).waitFor()

  // Typed in the wrong layout, it is found; searched for again, it stays; a space takes it away.
  const topic = page.getByRole('combobox', { name: 'Найти тематику' })
  await page.keyboard.press('o')
  await topic.fill('djpd')
  await page.getByRole('option', { name: 'Возврат', selected: false }).waitFor()
  await topic.press('Enter')
  await topic.waitFor({ state: 'detached' })
  const set = page.getByRole('button', { name: 'Тематика: Возврат. Изменить' })
  await set.waitFor()
  await page.keyboard.press('o')
  await topic.fill('возврат')
  await page.getByRole('option', { name: 'Возврат', selected: true }).waitFor()
  await topic.press('Enter')
  await topic.waitFor({ state: 'detached' })
  await set.waitFor()
  await page.keyboard.press('o')
  await page.getByRole('option', { name: 'Возврат', selected: true }).waitFor()
  await topic.press('Space')
  await set.waitFor({ state: 'detached' })

  await page.getByRole('button', { name: 'Ещё действия' }).click()
  await shot(page, 'menu')
  await page.getByRole('menuitem', { name: 'Отвечать не нужно' }).click()
  await page
    .getByRole('log')
    .getByText(/Ответ не нужен/)
    .waitFor()
  // The newest of what can be undone.
  await page.getByRole('button', { name: 'Отменить' }).last().click()
  await page
    .getByRole('log')
    .getByText(/Ответ всё же нужен/)
    .waitFor()
  assert.deepEqual(complaints, [])
  await context.close()
})

test('spam is heard no more until it is none', async () => {
  const { page, complaints, context } = await centre.desk()
  await customers('Лотерея')
  await page.goto(centre.server.url)
  await page.getByRole('option', { name: /Лотерея/ }).click()
  await page.getByRole('heading', { name: 'Лотерея' }).waitFor()
  await page.keyboard.press('s')
  await page.getByText('Закрыто как спам: Лотерея').waitFor()
  await until(async () => namesOf(await closed('spam')).includes('Лотерея'), {
    what: 'the spam is put away',
    withinMs: 12_000,
  })
  await page.goto(`${centre.server.url}/?folder=spam`)
  await page.getByRole('option', { name: /Лотерея/ }).click()
  await shot(page, 'spam')
  await page.getByRole('button', { name: 'Не спам' }).click()
  await page
    .getByRole('log')
    .getByText(/Не спам/)
    .waitFor()
  assert.deepEqual(namesOf(await closed('spam')), [])
  assert.deepEqual(complaints, [])
  await context.close()
})

test('several are selected, closed at once and brought back by one undo', async () => {
  const { page, complaints, context } = await centre.desk()
  const names = ['Тимур', 'Вера', 'Юлия']
  await customers(...names)
  await page.goto(centre.server.url)
  for (const name of names) {
    await page.getByRole('option', { name: new RegExp(name) }).waitFor()
  }
  await page.getByRole('option', { name: /Тимур/ }).click()
  await page.getByRole('heading', { name: 'Тимур' }).waitFor()
  await page.keyboard.press('x')
  const bar = page.getByRole('region', { name: 'Действия с выбранными' })
  await bar.getByText('Выбрано 1').waitFor()
  await page.getByRole('option', { name: /Вера/ }).click({ modifiers: ['ControlOrMeta'] })
  await page.getByRole('option', { name: /Юлия/ }).click({ modifiers: ['ControlOrMeta'] })
  await bar.getByText('Выбрано 3').waitFor()
  await shot(page, 'bulk')
  await bar.getByRole('button', { name: 'Закрыть', exact: true }).click()
  await page.getByText(/3\sзакрыты/).waitFor()
  await bar.waitFor({ state: 'detached' })
  await page.keyboard.press('z')
  await page.getByText(/3\sвозвращены/).waitFor()
  const { conversations } = await centre.client.ask<{ conversations: Conversation[] }>(
    'GET',
    '/api/v1/snapshot',
  )
  const open = conversations.filter(({ contact }) => names.includes(contact.name))
  assert.ok(open.length === 3 && open.every(({ status }) => status === 'queued'))
  assert.deepEqual(complaints, [])
  await context.close()
})

test('[D-35] where one channel is shut, it goes on in another of the same contact', async () => {
  const { page, complaints, context } = await centre.desk()
  await page.goto(`${centre.server.url}/conversations/${galina.id}`)
  const composer = page.getByRole('region', { name: 'Ответ', exact: true })
  await composer.getByText('Клиент заблокировал бота').waitFor()
  await composer.getByRole('button', { name: 'Продолжить в другом канале' }).click()
  const dialog = page.getByRole('dialog', { name: 'Продолжить в другом канале' })
  await dialog.getByLabel('Сообщение').fill('Продолжим здесь')
  await isClean(page, 'going on elsewhere')
  await dialog.getByRole('button', { name: 'Отправить' }).click()
  await page.getByRole('log').getByText('Продолжим здесь').waitFor()
  await until(async () => (await galina.phone()).includes('Продолжим здесь'), {
    ...{ what: 'it is on the phone', withinMs: 30_000 },
  })
  const there = page.url()
  assert.ok(!there.includes(galina.id))
  await page.goto(`${centre.server.url}/conversations/${galina.id}`)
  await composer.getByRole('button', { name: 'Открыть продолжение' }).click()
  await page.waitForURL(there)
  assert.deepEqual(complaints, [])
  await context.close()
})
