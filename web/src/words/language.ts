import type { Language, Words } from '@otklik/words'
import { webWordsOf } from '@otklik/words/web'

const key = 'otklik.language'
const listeners = new Set<() => void>()

let language: Language = remembered()

export function currentLanguage(): Language {
  return language
}

export function currentWords(): Words['web'] {
  return webWordsOf(language)
}

export function setLanguage(chosen: Language): void {
  document.documentElement.lang = chosen
  if (chosen === language) return
  language = chosen
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
