import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Snapshot } from '@otklik/protocol'
import type { Page } from 'playwright-core'

import { until } from '../kit/index.ts'
import { type Centre, openCentre } from './centre.ts'
import { isClean } from './is-clean.ts'

let centre: Centre
const said: readonly (readonly [name: string, ...texts: string[]])[] = [
  ['Марина Ковалёва', 'Добрый день', 'Когда привезёте заказанные диваны?'],
  ['Пётр Гущин', 'Чек 1048 за табуретку'],
  ['Ольга Ремизова', 'Диван скрипит, что делать?'],
]
before(async () => {
  centre = await openCentre()
  for (const [name, ...texts] of said) {
    const person = await centre.emulator.makePerson(name)
    for (const text of texts) await centre.emulator.does(centre.bot, person, 'text', { text })
    // One after another: two who write in one second may come in either order.
    await until(
      async () => {
        const { conversations } = await centre.client.ask<Snapshot>('GET', '/api/v1/snapshot')
        return conversations.some(({ contact }) => contact.name === name)
      },
      { withinMs: 30_000, what: `${name} is there` },
    )
  }
  await until(
    async () => {
      const q = encodeURIComponent('диван')
      const page = await centre.client.ask<{ messages: object[] }>(
        'GET',
        `/api/v1/search/messages?q=${q}`,
      )
      return page.messages.length === 2
    },
    { withinMs: 30_000, what: 'all of it can be found' },
  )
})
after(() => centre.close())

const palette = (page: Page) => page.getByRole('combobox', { name: 'Найти или выполнить' })

test('the palette finds acts, people and pages in either layout, by the keyboard alone', async () => {
  const { page, complaints, context } = await centre.desk()
  await page.goto(centre.server.url)
  await page.getByRole('option', { name: /Марина/ }).waitFor()
  await page.keyboard.press('Control+k')
  await palette(page).waitFor()
  await page.keyboard.type('vfhbyf')
  const first = page.getByRole('listbox', { name: 'Найденное' }).getByRole('option').first()
  await first.filter({ hasText: 'Марина Ковалёва' }).waitFor()
  assert.equal(await first.getAttribute('aria-selected'), 'true')
  assert.equal(
    await palette(page).getAttribute('aria-activedescendant'),
    await first.getAttribute('id'),
  )
  await isClean(page, 'the palette')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Марина Ковалёва' }).waitFor()

  await page.keyboard.press('Control+k')
  await page.keyboard.type('взять')
  await page.keyboard.press('Enter')
  await page
    .getByRole('log')
    .getByText(/Взято в работу/)
    .waitFor()
  // What is not possible any more is not offered; what was chosen last stands first.
  await page.keyboard.press('Control+k')
  await palette(page).waitFor()
  await page.keyboard.type('Взять в работу')
  await page.getByRole('option', { name: /Искать «Взять в работу»/ }).waitFor()
  assert.equal(await page.getByRole('option', { name: 'Взять в работу', exact: true }).count(), 0)
  await palette(page).fill('Отложить')
  await page.keyboard.press('Enter')
  const pause = page.getByRole('dialog', { name: 'Удержать или отложить' })
  await pause.getByText('Через час').waitFor()
  await pause.locator('button:focus').waitFor()
  await page.keyboard.press('Escape')
  await pause.waitFor({ state: 'detached' })
  await page.keyboard.press('Control+k')
  await palette(page).fill('пофиль')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Профиль' }).waitFor()
  assert.deepEqual(complaints, [])
  await context.close()
})

test('search shows what was found in its place, and opens the transcript there', async () => {
  const { page, complaints, context } = await centre.desk()
  await page.goto(centre.server.url)
  await page.getByRole('option', { name: /Марина/ }).waitFor()
  await page.keyboard.press('Control+Shift+f')
  await page.getByRole('searchbox', { name: 'Что найти' }).waitFor()
  await page.keyboard.type('диваном')
  const found = page.getByRole('region', { name: 'Найденные сообщения' })
  await found.getByRole('link', { name: /Ольга/ }).waitFor()
  assert.deepEqual(await found.locator('mark').allTextContents(), ['Диван', 'диваны'])
  await isClean(page, 'search')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Марина Ковалёва' }).waitFor()
  const message = page.locator('[data-message]', { hasText: 'заказанные диваны' })
  await message.waitFor()
  const isShown = () =>
    message.evaluate((element) => element.contains(element.ownerDocument.activeElement))
  await until(isShown, { withinMs: 30_000, what: 'the message found has the focus' })

  await page.goto(`${centre.server.url}/search?q=nf,ehtnrf&status=closed`)
  await page.getByText('По запросу «nf,ehtnrf» ничего не нашлось').waitFor()
  await page.getByRole('button', { name: 'Сбросить фильтр' }).last().click()
  await page.getByRole('button', { name: 'Искать «табуретка»' }).click()
  await found.getByRole('link', { name: /Пётр Гущин/ }).waitFor()
  assert.match(page.url(), /q=/)
  assert.deepEqual(complaints, [])
  await context.close()
})

test('somebody gives a command another key, and it works and is shown everywhere', async () => {
  const { page, complaints, context } = await centre.desk()
  await page.goto(`${centre.server.url}/settings/profile`)
  await page.getByText('Клавиши действий').click()
  await page.getByRole('button', { name: 'Изменить: Следующее обращение' }).click()
  await page.keyboard.press('t')
  await page.getByText('T уже занята: «Передать».').waitFor()
  await page.keyboard.press('Control+w')
  await page.getByText(/нужна браузеру/).waitFor()
  await page.keyboard.press('m')
  await page.getByRole('button', { name: 'Вернуть: Следующее обращение' }).waitFor()
  await isClean(page, 'the page of keys')
  await page.goto(centre.server.url)
  await page.getByRole('option', { name: /Марина/ }).waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('m')
  await page.waitForURL(/\/conversations\//)
  await page.keyboard.press('Shift+Slash')
  const map = page.getByRole('dialog', { name: 'Клавиши' })
  await map.getByText('Следующее обращение').waitFor()
  assert.equal(await map.locator('kbd', { hasText: /^M$/ }).count(), 1)
  assert.equal(await map.locator('kbd', { hasText: /^J$/ }).count(), 0)
  // No act of a contact has keys of its own to begin with.
  assert.equal(await map.getByRole('heading', { name: 'Клиент', exact: true }).count(), 0)
  await isClean(page, 'the map of keys')
  assert.deepEqual(complaints, [])
  await context.close()
})
