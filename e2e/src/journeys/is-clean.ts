import assert from 'node:assert/strict'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/** What is on the screen can be read and used by everybody, as far as a machine can tell. */
export async function isClean(page: Page, what: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    // Without it a blank page is opened each time, to put the results of frames together: we have none.
    .setLegacyMode()
    .options({ resultTypes: ['violations'] })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    // Initials are a picture of a name, not a name of their own.
    .disableRules(['label-content-name-mismatch'])
    .analyze()
  assert.deepEqual(
    violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
    [],
    what,
  )
  const isTooWide = await page
    .locator('html')
    .evaluate((html) => html.scrollWidth > html.clientWidth)
  assert.equal(isTooWide, false, `${what}: no wider than the screen`)
}
