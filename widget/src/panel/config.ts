import type { SiteLook } from '@otklik/protocol/settings'

/** What the page of the frame carries: as much as has to be known before anything is drawn. */
export interface Config {
  siteKey: string
  language: 'ru' | 'en'
  ink: string
  maxBytes: number
  questions: string[]
  look: Pick<
    SiteLook,
    | 'colour'
    | 'title'
    | 'welcome'
    | 'offHours'
    | 'greeting'
    | 'hasChat'
    | 'preChat'
    | 'consent'
    | 'consentUrl'
  >
}

const read = (id: string) => JSON.parse(document.getElementById(id)?.textContent ?? '{}')

export const config: Config = read('config')
/** The texts of one language. */
export const words: Record<string, string> & { name: string } = read('words')
/** Drawn beside the designer: nothing is asked of the server and nothing is sent. */
export const isPreview = new URLSearchParams(location.search).has('preview')
