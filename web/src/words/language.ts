import type { Language, Words } from '@otklik/words'

type WebWords = Words['web']

const key = 'otklik.language'
const listeners = new Set<() => void>()

let language: Language = remembered()
let words: WebWords | undefined

/** Each language is a file of its own: nobody loads the one they do not read. */
const texts: Record<Language, () => Promise<{ web: WebWords }>> = {
  ru: () => import('@otklik/words/web/ru'),
  en: () => import('@otklik/words/web/en'),
}

/** Before anything is drawn: everything drawn has words. */
export async function openWords(): Promise<void> {
  words = (await texts[language]()).web
}

export function currentLanguage(): Language {
  return language
}

export function currentWords(): WebWords {
  if (!words) throw new Error('The words are not open yet')
  return words
}

let wanted: Language = language

/** Its texts come first; without a connection the language stays as it is. */
export async function setLanguage(chosen: Language): Promise<void> {
  wanted = chosen
  if (chosen === language) return
  const opened = await texts[chosen]().catch(() => undefined)
  // Somebody who changed their mind meanwhile wants the last one.
  if (!opened || wanted !== chosen) return
  words = opened.web
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
