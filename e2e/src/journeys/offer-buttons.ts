import type { Page } from 'playwright-core'

import { isClean } from './is-clean.ts'

/** Through the composer's own tool, by keys alone; `shown` is what it says of this messenger. */
export async function offerButtons(page: Page, labels: readonly string[], shown: string) {
  await page.getByRole('button', { name: 'Добавить кнопки' }).click()
  await page.getByRole('textbox', { name: 'Кнопка 1' }).waitFor()
  for (const label of labels) {
    await page.keyboard.type(label)
    await page.keyboard.press('Enter')
  }
  await page.getByText(shown).waitFor()
  await isClean(page, 'the buttons of an answer')
  await page.keyboard.press('Enter')
  await page
    .getByRole('region', { name: 'Кнопки в тексте' })
    .getByText(labels[0] ?? '')
    .waitFor()
}
