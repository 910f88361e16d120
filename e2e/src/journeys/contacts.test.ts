import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Conversation } from '@otklik/protocol'

import { until } from '../kit/index.ts'
import { type Centre, openCentre } from './centre.ts'
import { isClean } from './is-clean.ts'

let centre: Centre
before(async () => {
  centre = await openCentre()
  await writes('Марина', 'Подъём на 4 этаж входит в стоимость?')
  await writes('Олег', 'Деньги за возврат так и не пришли')
})
after(() => centre.close())

async function writes(firstName: string, text: string): Promise<void> {
  const person = await centre.emulator.makePerson(firstName)
  await centre.emulator.does(centre.bot, person, 'text', { text })
  await open(firstName)
}

const open = (name: string): Promise<Conversation> =>
  until(
    async () => {
      const { conversations } = await centre.client.ask<{ conversations: Conversation[] }>(
        'GET',
        '/api/v1/snapshot',
      )
      return conversations.find(({ contact }) => contact.name.startsWith(name))
    },
    { withinMs: 5000, what: `a conversation with ${name}` },
  )

test('a colleague’s change of a card is seen at once, and a slower one is told', async () => {
  const { id, contact } = await open('Марина')
  const { page, complaints, context } = await centre.desk()
  await page.goto(`${centre.server.url}/conversations/${id}`)
  const card = page.getByRole('complementary', { name: 'Карточка клиента' })
  await card.getByRole('button', { name: 'Действия с клиентом' }).click()
  await page.getByRole('menuitem', { name: 'Изменить карточку' }).click()
  const drawer = page.getByRole('dialog', { name: 'Карточка клиента' })
  await drawer.getByLabel('Заметка о клиенте').fill('Просит не звонить до 11:00')

  const { version } = await centre.client.ask<{ version: number }>(
    'GET',
    `/api/v1/contacts/${contact.id}`,
  )
  await centre.client.ask('PATCH', `/api/v1/contacts/${contact.id}`, {
    ...{ version, name: 'Марина Ковалёва', isVip: true, phone: '8 921 123-45-14' },
  })
  await page.getByRole('option', { name: /^Марина Ковалёва, VIP/ }).waitFor()
  await drawer.getByRole('button', { name: 'Применить' }).click()
  await drawer.getByText(/Карточку изменил/).waitFor()
  assert.equal(await drawer.getByLabel('Имя').inputValue(), 'Марина Ковалёва')
  await drawer.getByRole('button', { name: 'Сохранить моё' }).click()
  await drawer.getByRole('button', { name: 'Применить' }).click()
  await card.getByText('Просит не звонить до 11:00').waitFor()

  await card.getByText('+7 921 •••-••-14').waitFor()
  await card.getByRole('button', { name: 'Показать номер телефона' }).click()
  await card.getByText('+79211234514').waitFor()
  await isClean(page, 'a card')
  assert.deepEqual(complaints, [])
  await context.close()
})

test('[REQ-15] two cards become one and two again', async () => {
  const [marina, oleg] = [await open('Марина'), await open('Олег')]
  const { version } = await centre.client.ask<{ version: number }>(
    'GET',
    `/api/v1/contacts/${oleg.contact.id}`,
  )
  await centre.client.ask('PATCH', `/api/v1/contacts/${oleg.contact.id}`, {
    ...{ version, phone: '+79211234514' },
  })
  const { page, complaints, context } = await centre.desk()
  await page.goto(`${centre.server.url}/conversations/${marina.id}`)
  const card = page.getByRole('complementary', { name: 'Карточка клиента' })
  const suggestion = card.getByRole('region', { name: 'Возможно, это один человек' })
  await suggestion.getByText('тот же телефон +7 921 •••-••-14').waitFor()
  await suggestion.getByRole('button', { name: 'Объединить' }).click()
  const dialog = page.getByRole('dialog', { name: 'Объединить двух клиентов?' })
  await dialog.getByText('2 контакта, 2 обращения').waitFor()
  await isClean(page, 'the merge')
  await dialog.getByRole('button', { name: 'Объединить', exact: true }).click()
  await card.getByText('Объединено с Олег').waitFor()
  await card.getByRole('region', { name: 'Другие открытые обращения' }).waitFor()
  await card.getByRole('button', { name: 'Разъединить' }).click()
  await page.getByRole('option', { name: /^Олег/ }).waitFor()
  assert.deepEqual(complaints, [])
  await context.close()
})

test('«Клиенты» finds, shows and brings in', async () => {
  const { page, complaints, context } = await centre.desk()
  await page.goto(`${centre.server.url}/`)
  await page.getByRole('link', { name: 'Клиенты' }).click()
  const table = page.getByRole('table', { name: 'Клиенты' })
  await table.getByRole('row', { name: /Олег/ }).waitFor()
  await page.getByRole('searchbox').fill('ковалева')
  await table.getByRole('row', { name: /Олег/ }).waitFor({ state: 'detached' })
  await table.getByRole('button', { name: /Марина Ковалёва/ }).click()
  await page.getByRole('dialog').getByText('Просит не звонить до 11:00').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('searchbox').fill('никого такого')
  await page.getByText('Никого не нашлось').waitFor()
  await page.getByRole('button', { name: 'Сбросить фильтр' }).click()
  await isClean(page, 'the customers')

  await page.getByRole('link', { name: 'Импортировать' }).click()
  await page.getByLabel('Выбрать файл CSV').setInputFiles({
    name: 'clients.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('Имя;Телефон\nВера;+79215550001\nГлеб;потерян\n'),
  })
  await page.getByText('телефон не похож на номер').waitFor()
  await isClean(page, 'the preview')
  await page.getByRole('button', { name: 'Импортировать' }).click()
  await page.getByText('Импорт закончен').waitFor()
  await page.getByRole('link', { name: 'Скачать отчёт' }).waitFor()
  await page.getByRole('link', { name: 'Клиенты' }).first().click()
  await table.getByRole('row', { name: /Вера/ }).waitFor()
  assert.deepEqual(complaints, [])
  await context.close()
})

test('past conversations are brought in, looked at before and followed meanwhile', async () => {
  const { page, complaints, context } = await centre.desk()
  await page.goto(`${centre.server.url}/clients/import`)
  await page.getByText('Прошлые обращения', { exact: true }).click()
  const words = Array.from(
    { length: 60 },
    (_, at) =>
      `${at % 20};Глеб Минин;+79235000001;12.03.2025 10:${String(at).padStart(2, '0')};Глеб;Строка ${at}`,
  )
  await page.getByLabel('Выбрать файл CSV').setInputFiles({
    name: 'past.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(
      [
        'Номер обращения;Клиент;Телефон;Дата;Автор;Сообщение',
        '99;Глеб Минин;;когда-то;Глеб;Привет',
        ...words,
      ].join('\n'),
    ),
  })
  await page.getByText('61 строка, UTF-8').waitFor()
  await page.getByText('не разобрать дату и время').waitFor()
  await page.getByLabel('Сообщение', { exact: true }).selectOption({ label: 'Текст' })
  const start = page.getByRole('button', { name: 'Импортировать', exact: true })
  await start.click()
  await page.getByRole('alert').getByText('В какой канал').waitFor()
  await page.getByLabel('В какой канал').selectOption({ index: 1 })
  await isClean(page, 'the preview of past conversations')
  await start.click()
  await page.getByRole('progressbar', { name: /^Импортируем: \d+ из 61$/ }).waitFor()
  await page.getByText('Импорт закончен').waitFor()
  await page.goto(`${centre.server.url}/?folder=closed`)
  await page
    .getByRole('option', { name: /Глеб Минин/ })
    .first()
    .click()
  await page
    .getByRole('log')
    .getByText(/^Строка \d+$/)
    .nth(2)
    .waitFor()
  assert.deepEqual(complaints, [])
  await context.close()
})

test('somebody blocked disturbs nobody, and somebody erased is gone', async () => {
  const { id } = await open('Олег')
  const { page, complaints, context } = await centre.desk()
  await page.goto(`${centre.server.url}/conversations/${id}`)
  const card = page.getByRole('complementary', { name: 'Карточка клиента' })
  const act = async (name: string) => {
    await card.getByRole('button', { name: 'Действия с клиентом' }).click()
    await page.getByRole('menuitem', { name }).click()
  }
  await act('Заблокировать')
  await page.getByRole('dialog').getByRole('button', { name: 'Заблокировать', exact: true }).click()
  const composer = page.getByRole('region', { name: 'Ответ' })
  await composer.getByText('Клиент заблокирован').waitFor()
  await composer.getByRole('button', { name: 'Разблокировать' }).click()
  await composer.getByText('Обращение закрыто').waitFor()

  await act('Удалить данные клиента')
  const dialog = page.getByRole('dialog')
  const erase = dialog.getByRole('button', { name: 'Удалить данные клиента' })
  assert.equal(await erase.getAttribute('aria-disabled'), 'true')
  await dialog.getByLabel(/напишите «удалить»/).fill('удалить')
  await erase.click()
  await page.getByText('Данные клиента удалены').first().waitFor()
  assert.deepEqual(complaints, [])
  await context.close()
})
