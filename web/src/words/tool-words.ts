import type { Words } from '@otklik/words'

import { lateWords } from './late-words.ts'

/** What the workplace opens when it is asked to, in the reader's language. */
export const useToolWords = lateWords<Words['tools']>({
  ru: () => import('@otklik/words/tools/ru').then(({ tools }) => tools),
  en: () => import('@otklik/words/tools/en').then(({ tools }) => tools),
})
