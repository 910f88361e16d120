import { setTimeout as sleep } from 'node:timers/promises'
import type { BrowserContext, Page, Request } from 'playwright-core'

/** What must not happen on any page, with where it did. */
export interface Watch {
  problems: string[]
  /** All that was shown on the screens that were looked at. */
  shown: string[]
  /** Looks at what is on the screen once it is all there: nothing in it runs, and its text is kept. */
  look(page: Page, where: string): Promise<void>
}

const reportsPolicy = `addEventListener('securitypolicyviolation', (event) =>
  console.error('policy', event.violatedDirective, event.blockedURI, event.sample))`

/** Everything that would run, and every text, in the page and in the frames of ours within it. */
const inspect = `(() => {
  const wrong = []
  const texts = [document.title, document.body.textContent]
  for (const element of document.querySelectorAll('*')) {
    const { tagName, attributes } = element
    if (/^(OBJECT|EMBED|BASE|MARQUEE)$/.test(tagName)) wrong.push(tagName)
    if (tagName === 'SCRIPT' && !element.src && element.type !== 'application/json') wrong.push('inline script')
    for (const { name, value } of attributes) {
      if (/^on/i.test(name) || name === 'srcdoc') wrong.push(tagName + ' ' + name)
      if (/^(href|src|action|formaction|xlink:href|data)$/i.test(name)
        && /^[\\s\\u0000-\\u001f]*(javascript|vbscript|data:text)/i.test(value)) wrong.push(tagName + ' ' + value)
      if (/^(title|aria-label|alt|placeholder|value)$/.test(name)) texts.push(value)
    }
    if (typeof element.value === 'string') texts.push(element.value)
  }
  return { wrong, text: texts.join('\\n') }
})()`

/** Watches every page of a context: dialogs, reports of the policy, errors, and what runs in them. */
export async function watch(context: BrowserContext, who: string): Promise<Watch> {
  const problems: string[] = []
  const shown: string[] = []
  let where = 'the start'
  const report = (what: string) => problems.push(`${who}, ${where}: ${what}`)
  await context.addInitScript(reportsPolicy)
  context.on('dialog', (dialog) => {
    report(`a dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  context.on('console', (message) => {
    const text = message.text()
    const isNoise = /Failed to load resource|ERR_|WebSocket/.test(text)
    if (message.type() === 'error' && !isNoise) report(text)
  })
  context.on('weberror', (error) => report(String(error.error())))
  const isAllThere = watchRequests(context)
  return {
    problems,
    shown,
    async look(page, place) {
      where = place
      await isAllThere(page)
      const skeleton = page.getByRole('status', { name: 'Загружаем' }).first()
      await skeleton
        .waitFor({ state: 'detached', timeout: 20_000 })
        .catch(() => report('goes on loading'))
      for (const frame of page.frames()) {
        const found = await frame
          .evaluate<{ wrong: string[]; text: string }>(inspect)
          .catch(() => undefined)
        if (!found) continue
        shown.push(found.text)
        for (const each of found.wrong) report(each)
      }
    },
  }
}

/** Until every answer that was asked for is there, and has led to no other question. */
function watchRequests(context: BrowserContext): (page: Page) => Promise<void> {
  const open = new Set<Request>()
  context.on('request', (request) => {
    if (/^(fetch|xhr|script)$/.test(request.resourceType())) open.add(request)
  })
  context.on('requestfinished', (request) => open.delete(request))
  context.on('requestfailed', (request) => open.delete(request))
  return async (page) => {
    const patienceEnds = Date.now() + 10_000
    // Longer than what is shown a moment later, so as not to flicker, takes to be there.
    for (let quiet = 0; quiet < 12 && Date.now() < patienceEnds; ) {
      await page.evaluate('new Promise((done) => requestIdleCallback(done, { timeout: 3000 }))')
      await sleep(40)
      quiet = open.size === 0 ? quiet + 1 : 0
    }
  }
}
