import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Locator, Page } from 'playwright-core'

import type { Centre } from './centre.ts'
import { isClean } from './is-clean.ts'
import { picture } from './picture.ts'

interface Templating {
  centre(): Centre
  channelId(): string
  /** What moderators say of a template that was handed in: `approve`, `reject`, … */
  judge(name: string, verdict: string, body?: object): Promise<void>
}

/** «Шаблоны …» of a channel that is connected: from a draft to the archive. */
export function testTemplates({ centre, channelId, judge }: Templating): void {
  const openList = (page: Page) => openListOf(page, { centre: centre(), channelId: channelId() })

  test('[WA-07] [WA-08] [WA-10] a draft is written, seen as it will be, kept and handed in', async () => {
    const { page, complaints, context } = await centre().desk()
    await openList(page)
    await page.getByRole('button', { name: 'Создать шаблон' }).click()
    const drawer = page.getByRole('dialog', { name: 'Новый шаблон' })
    const preview = drawer.getByRole('region', { name: 'Так увидит клиент' })
    await drawer.getByLabel('Название').fill('Заказ в пути')
    await drawer.getByLabel('Язык').selectOption({ label: 'английский' })
    await drawer.getByLabel('Категория').selectOption({ label: 'Маркетинг' })
    await drawer.getByLabel('Заголовок').selectOption({ label: 'Текст' })
    await drawer.getByLabel('Текст заголовка').fill('Order {{1}}')
    const text = drawer.getByRole('textbox', { name: 'Текст', exact: true })
    await text.fill('Hello, ')
    await drawer.getByRole('button', { name: 'Вставить переменную' }).click()
    await page.keyboard.type('! It is on its way.')
    assert.equal(await text.inputValue(), 'Hello, {{1}}! It is on its way.')
    await preview.getByText('Hello, {{1}}! It is on its way.').waitFor()
    await drawer.getByLabel('Подпись').fill('Verba')
    await addButton(drawer, 1, 'Thank you')
    await addButton(drawer, 2, 'Track it')
    await drawer.getByRole('group', { name: 'Кнопка 2' }).getByLabel('Что делает').selectOption({
      label: 'Ссылка',
    })
    await drawer.getByLabel('Ссылка', { exact: true }).fill('https://verba.example/{{1}}')
    await drawer.getByLabel('Заголовок, {{1}}').fill('10482')
    await drawer.getByLabel('Текст, {{1}}').fill('Marina')
    await drawer.getByLabel('Кнопка «Track it», {{1}}').fill('10482')
    for (const seen of ['Order 10482', 'Hello, Marina! It is on its way.', 'Verba', 'Track it']) {
      await preview.getByText(seen, { exact: true }).waitFor()
    }
    await isClean(page, 'a new template')

    // What is typed stays through a refusal.
    await drawer.getByRole('button', { name: 'Отправить на модерацию' }).click()
    await page.locator('input[aria-invalid=true]').waitFor()
    assert.equal(await drawer.getByLabel('Название').inputValue(), 'Заказ в пути')
    await drawer.getByLabel('Название').fill('order_on_its_way')
    await drawer.getByRole('button', { name: 'Сохранить черновик' }).click()
    await page.getByRole('dialog', { name: 'Черновик шаблона' }).waitFor()
    await page.keyboard.press('Escape')
    await rowOf(page, 'order_on_its_way').getByText('Черновик').waitFor()

    await page.getByRole('button', { name: 'order_on_its_way' }).click()
    await page
      .getByRole('textbox', { name: 'Текст', exact: true })
      .fill('Hello, {{1}}! It comes today.')
    await page.getByRole('button', { name: 'Отправить на модерацию' }).click()
    await rowOf(page, 'order_on_its_way').getByText('На модерации').waitFor()
    await page.getByRole('searchbox', { name: 'Найти шаблон' }).fill('COMES TODAY')
    await page.getByText('1 шаблон', { exact: true }).waitFor()
    await page.getByRole('searchbox', { name: 'Найти шаблон' }).fill('нет такого')
    await page.getByRole('button', { name: 'Сбросить фильтр' }).click()
    await isClean(page, 'the list')
    assert.deepEqual(complaints, [])
    await context.close()
  })

  test('[WA-07] [WA-09] [WA-10] [D-33] what was handed in is not edited: it is copied or archived', async () => {
    const { page, complaints, context } = await centre().desk()
    await openList(page)
    await judge('order_on_its_way', 'reject', { explanation: 'Нет примера адреса' })
    const rejected = rowOf(page, 'order_on_its_way')
    await rejected.getByText('Отклонён').waitFor()
    await rejected.getByText(/Нет примера адреса/).waitFor()
    await page.getByRole('button', { name: 'order_on_its_way' }).click()
    const seen = page.getByRole('dialog', { name: 'order_on_its_way' })
    await seen.getByText('Отправленный шаблон не меняется').waitFor()
    assert.equal(await seen.getByRole('textbox').count(), 0)
    assert.equal(await seen.getByRole('button', { name: /Удалить/ }).count(), 0)
    await isClean(page, 'a rejected template')

    await seen.getByRole('button', { name: 'Создать черновик из этого' }).click()
    const draft = page.getByRole('dialog', { name: 'Черновик шаблона' })
    await draft.waitFor()
    const name = await draft.getByLabel('Название').inputValue()
    await draft
      .getByRole('textbox', { name: 'Текст', exact: true })
      .fill('Hello, {{1}}! It comes tonight.')
    await draft.getByLabel('Заголовок', { exact: true }).selectOption({ label: 'Изображение' })
    const sample = { name: 'Диван.png', mimeType: 'image/png', buffer: picture }
    await draft.locator('input[type=file]').setInputFiles(sample)
    await draft.getByRole('button', { name: 'Заменить файл' }).waitFor()
    await draft.getByRole('img', { name: 'Изображение' }).waitFor()
    await draft.getByRole('button', { name: 'Отправить на модерацию' }).click()
    await rowOf(page, name).getByText('На модерации').waitFor()
    await judge(name, 'approve')
    await rowOf(page, name).getByText('Одобрен').waitFor()
    await judge(name, 'category', { category: 'UTILITY' })
    await judge(name, 'pause')
    await rowOf(page, name).getByText('Приостановлен').waitFor()

    await page.getByRole('button', { name, exact: true }).click()
    const approved = page.getByRole('dialog', { name })
    await approved.getByText(/Вы просили категорию «Маркетинг»/).waitFor()
    await approved.getByRole('button', { name: 'Перенести в архив' }).click()
    await approved.getByRole('alert').getByRole('button', { name: 'Перенести в архив' }).click()
    await rowOf(page, name).waitFor({ state: 'detached' })
    await page.getByRole('combobox', { name: 'Состояние' }).selectOption({ label: 'В архиве' })
    await rowOf(page, name).getByText('В архиве').waitFor()

    await page.getByRole('button', { name, exact: true }).click()
    await page.getByRole('button', { name: 'Создать черновик из этого' }).click()
    await draft.getByRole('button', { name: 'Удалить черновик' }).click()
    await draft.getByRole('alert').getByRole('button', { name: 'Удалить черновик' }).click()
    await draft.waitFor({ state: 'hidden' })
    await page.getByRole('combobox', { name: 'Состояние' }).selectOption({ label: 'Черновик' })
    await page.getByText('Таких шаблонов нет').waitFor()
    assert.deepEqual(complaints, [])
    await context.close()
  })
}

export async function openListOf(
  page: Page,
  { centre, channelId }: { centre: Centre; channelId: string },
): Promise<void> {
  await page.goto(`${centre.server.url}/settings/channels/${channelId}`)
  await page.getByRole('link', { name: 'Список шаблонов' }).click()
  await page.getByRole('button', { name: 'Создать шаблон' }).waitFor()
}

const rowOf = (page: Page, name: string): Locator =>
  page.getByRole('listitem').filter({ has: page.getByRole('button', { name, exact: true }) })

async function addButton(drawer: Locator, number: number, label: string): Promise<void> {
  await drawer.getByRole('button', { name: 'Добавить кнопку' }).click()
  await drawer
    .getByRole('group', { name: `Кнопка ${number}` })
    .getByLabel('Надпись')
    .fill(label)
}
