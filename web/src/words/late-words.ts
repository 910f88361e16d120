import type { Language } from '@otklik/words'
import { use } from 'react'

import { currentLanguage } from './language.ts'
import { useLanguage } from './use-words.ts'

/**
 * Texts that come with what shows them, for whoever opens it. They are on their way while the rest of
 * it still comes, and whoever asks waits for them.
 */
export function lateWords<Texts>(texts: Record<Language, () => Promise<Texts>>): () => Texts {
  const opened = new Map<Language, Promise<Texts>>()
  const open = (language: Language) => {
    const known = opened.get(language)
    if (known) return known
    const opening = texts[language]()
    opened.set(language, opening)
    // Without a connection they did not come: whoever asks next tries again.
    opening.catch(() => opened.delete(language))
    return opening
  }
  void open(currentLanguage()).catch(() => undefined)
  return () => use(open(useLanguage()))
}
