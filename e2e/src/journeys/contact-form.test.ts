import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'

import { until } from '../kit/index.ts'
import { type Centre, openCentre } from './centre.ts'
import { isClean } from './is-clean.ts'

let centre: Centre
let person: number
before(async () => {
  centre = await openCentre()
  person = await centre.emulator.makePerson('Марина Ковалёва')
  await centre.emulator.does(centre.bot, person, 'text', { text: 'перезвоните мне' })
})
after(() => centre.close())

const shot = async (page: Page, name: string) => {
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png` })
}

/** As the customer's phone got it. */
async function linkOnPhone(): Promise<string> {
  const link = async () =>
    (await centre.emulator.chatOf(centre.bot, person))
      .map(({ content }) => /http\S+\/forms\/\S+/.exec(String(content.text))?.[0])
      .find((each) => each !== undefined)
  await until(async () => (await link()) !== undefined, { withinMs: 30_000, what: 'the link' })
  return (await link()) ?? ''
}

test('an operator asks for contacts, the customer leaves them, the transcript tells', async () => {
  const { page, complaints, context } = await centre.desk()
  await page.goto(centre.server.url)
  await page.getByRole('option', { name: /Марина/ }).click()
  await page.getByRole('button', { name: 'Ещё действия' }).click()
  await page.getByRole('menuitem', { name: 'Форма контактов' }).click()
  const dialog = page.getByRole('dialog', { name: 'Форма контактов' })
  await dialog.getByRole('checkbox', { name: 'Электронная почта' }).check()
  await isClean(page, 'the dialog')
  await shot(page, 'form-dialog')
  await dialog.getByRole('button', { name: 'Отправить форму' }).click()
  await dialog.waitFor({ state: 'detached' })

  const phone = await centre.browser.newContext({
    locale: 'ru-RU',
    colorScheme: 'dark',
    viewport: { width: 390, height: 844 },
  })
  const form = await phone.newPage()
  await form.goto(await linkOnPhone())
  await isClean(form, 'the form')
  await shot(form, 'form-dark')
  await form.getByLabel('Имя').fill('Марина <b>')
  await form.getByLabel('Телефон').fill('звоните')
  await form.getByRole('button', { name: 'Отправить' }).click()
  const wrong = form.getByLabel('Телефон')
  assert.equal(await wrong.getAttribute('aria-invalid'), 'true')
  assert.equal(await form.locator(':focus').getAttribute('name'), 'phone')
  await isClean(form, 'the form with what is wrong')
  await form.emulateMedia({ colorScheme: 'light' })
  await isClean(form, 'and in the light')
  await shot(form, 'form-wrong')
  await wrong.fill('8 921 123-45-67')
  await form.keyboard.press('Enter')
  await form.getByRole('heading', { name: 'Ответ получен' }).waitFor()
  await shot(form, 'form-received')
  await phone.close()

  await page
    .getByRole('log')
    .getByText(/Клиент заполнил форму: имя\sМарина <b>, телефон\s\+79211234567/)
    .waitFor()
  await shot(page, 'form-told')
  assert.deepEqual(complaints, [])
  await context.close()
})
