import { web as en } from './en/web.ts'
import type { Language, Words } from './index.ts'
import { web as ru } from './ru/web.ts'

const languages: Record<Language, Words['web']> = { ru, en }

/** The texts of the interface alone: browsers need not load letters and refusals. */
export function webWordsOf(language: Language): Words['web'] {
  return languages[language]
}
