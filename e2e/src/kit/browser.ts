import { existsSync } from 'node:fs'
import chromiumFromNpm from '@sparticuz/chromium'
import {
  type Browser,
  type BrowserContext,
  type BrowserServer,
  chromium,
  type LaunchOptions,
  type Page,
} from 'playwright-core'

/** Where distributions put it; used where the one from npm does not fit the machine. */
const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

const flags = [
  '--no-sandbox', // root may not use it
  '--disable-background-networking', // it would look for the internet at every start
  '--disable-component-update',
  '--disable-sync',
  '--disable-gpu',
  '--use-fake-device-for-media-stream', // a microphone that beeps
  '--use-fake-ui-for-media-stream', // nobody is there to be asked for it
]

/** The browser of this test run, where there is one; otherwise one of its own. */
export async function openBrowser(): Promise<Browser> {
  const shared = process.env.TEST_BROWSER_URL
  if (shared) return chromium.connect(shared)
  return withChromium((options) => chromium.launch(options))
}

/** A browser that many tests share, each with contexts that end with its connection. */
export function serveBrowser(): Promise<BrowserServer> {
  return withChromium((options) => chromium.launchServer({ ...options, host: '127.0.0.1' }))
}

async function withChromium<Started>(
  start: (options: LaunchOptions) => Promise<Started>,
): Promise<Started> {
  const fromNpm = await chromiumFromNpm.executablePath().catch(() => undefined)
  const candidates = [fromNpm, ...installed].filter((path) => path && existsSync(path))
  for (const executablePath of candidates) {
    try {
      return await start({ executablePath: executablePath!, args: flags })
    } catch (error) {
      if (executablePath === candidates.at(-1)) throw error
    }
  }
  throw new Error('There is no Chromium that runs here: install one with your package manager.')
}

export interface Desk {
  context: BrowserContext
  page: Page
  /** What the page complained of: refused by its policy, or thrown. */
  complaints: string[]
}

interface DeskOptions {
  url: string
  cookie?: string
  size?: { width: number; height: number }
  colorScheme?: 'light' | 'dark'
}

/** An operator's browser, already signed in when there is a cookie. */
export async function openDesk(browser: Browser, options: DeskOptions): Promise<Desk> {
  const context = await browser.newContext({
    viewport: options.size ?? { width: 1440, height: 900 },
    colorScheme: options.colorScheme ?? 'light',
    locale: 'ru-RU',
  })
  if (options.cookie) {
    const [name = '', value = ''] = options.cookie.split('=', 2)
    await context.addCookies([{ name, value, url: options.url }])
  }
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    const text = message.text()
    // The browser itself reports every request that fails while the network is cut.
    if (
      message.type() === 'error' &&
      !/ERR_INTERNET_DISCONNECTED|Failed to load resource|fetching the script|WebSocket/.test(text)
    ) {
      complaints.push(text)
    }
  })
  return { context, page, complaints }
}
