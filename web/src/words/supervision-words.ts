import type { Words } from '@otklik/words'

import { lateWords } from './late-words.ts'

export type SupervisionWords = Words['supervision']

/** Of the supervisor's board and of handing over a shift. */
export const useSupervisionWords = lateWords<SupervisionWords>({
  ru: () => import('@otklik/words/supervision/ru').then(({ supervision }) => supervision),
  en: () => import('@otklik/words/supervision/en').then(({ supervision }) => supervision),
})
