import { en } from './en/index.ts'
import { ru } from './ru/index.ts'

export type Language = 'ru' | 'en'

/** The same tree with texts of any wording, so that the compiler finds what English lacks. */
type Worded<T> = T extends string
  ? string
  : T extends (...parameters: infer Parameters) => string
    ? (...parameters: Parameters) => string
    : { [Key in keyof T]: Worded<T[Key]> }

export type Words = Worded<typeof ru>

const languages: Record<Language, Words> = { ru, en }

/** All texts of one language. */
export function wordsOf(language: Language): Words {
  return languages[language]
}
