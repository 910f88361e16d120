import type { Language, Words } from '@otklik/words'

type WebWords = Words['web']

const key = 'otklik.language'
const listeners = new Set<() => void>()

let language: Language = remembered()
let words: Partial<WebWords> = {}

/** `core` is for every page; the others come with the pages that show them. */
export type WordsPart =
  | 'core'
  | 'settings'
  | 'tools'
  | 'channel'
  | 'contacts'
  | 'developers'
  | 'reports'
  | 'site'

/** Each language is files of its own: nobody loads the one they do not read. */
const texts: Record<WordsPart, Record<Language, () => Promise<Partial<WebWords>>>> = {
  core: {
    ru: async () => (await import('@otklik/words/web/ru')).web,
    en: async () => (await import('@otklik/words/web/en')).web,
  },
  settings: {
    ru: async () => (await import('@otklik/words/settings/ru')).webSettings,
    en: async () => (await import('@otklik/words/settings/en')).webSettings,
  },
  site: {
    ru: async () => (await import('@otklik/words/site/ru')).webSite,
    en: async () => (await import('@otklik/words/site/en')).webSite,
  },
  channel: {
    ru: async () => (await import('@otklik/words/channel/ru')).webChannel,
    en: async () => (await import('@otklik/words/channel/en')).webChannel,
  },
  contacts: {
    ru: async () => (await import('@otklik/words/contacts/ru')).webContacts,
    en: async () => (await import('@otklik/words/contacts/en')).webContacts,
  },
  developers: {
    ru: async () => (await import('@otklik/words/developers/ru')).webDevelopers,
    en: async () => (await import('@otklik/words/developers/en')).webDevelopers,
  },
  reports: {
    ru: async () => (await import('@otklik/words/reports/ru')).webReports,
    en: async () => (await import('@otklik/words/reports/en')).webReports,
  },
  tools: {
    ru: async () => (await import('@otklik/words/tools/ru')).webTools,
    en: async () => (await import('@otklik/words/tools/en')).webTools,
  },
}

const opened = new Set<WordsPart>()

/** Before anything is drawn: everything drawn has words. */
export function openWords(): Promise<void> {
  return openWordsOf('core')
}

/** Before a page is drawn that has texts of its own. */
export async function openWordsOf(part: WordsPart): Promise<void> {
  while (!opened.has(part)) {
    const spoken = language
    const more = await texts[part][spoken]()
    // Whoever chose another language meanwhile wants that one.
    if (spoken !== language) continue
    opened.add(part)
    words = { ...words, ...more }
  }
}

/** For `lazy`: what is opened comes together with the texts that only it and its like show. */
export function withWords<Module>(parts: readonly WordsPart[], load: () => Promise<Module>) {
  return async (): Promise<Module> => {
    const [module] = await Promise.all([load(), ...parts.map(openWordsOf)])
    return module
  }
}

export function currentLanguage(): Language {
  return language
}

export function currentWords(): WebWords {
  if (!opened.has('core')) throw new Error('The words are not open yet')
  return words as WebWords
}

let wanted: Language = language

/** Its texts come first; without a connection the language stays as it is. */
export async function setLanguage(chosen: Language): Promise<void> {
  wanted = chosen
  if (chosen === language) return
  const parts = [...opened]
  const all = await Promise.all(parts.map((part) => texts[part][chosen]())).catch(() => undefined)
  // Somebody who changed their mind meanwhile wants the last one.
  if (!all || wanted !== chosen) return
  if (opened.size > parts.length) return setLanguage(chosen)
  words = Object.assign({}, ...all)
  language = chosen
  document.documentElement.lang = chosen
  try {
    localStorage.setItem(key, chosen)
  } catch {
    // The account remembers it too.
  }
  for (const listener of listeners) listener()
}

export function subscribeToLanguage(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function remembered(): Language {
  try {
    return localStorage.getItem(key) === 'en' ? 'en' : 'ru'
  } catch {
    return 'ru'
  }
}
