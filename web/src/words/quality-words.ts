import type { Words } from '@otklik/words'

import { lateWords } from './late-words.ts'

export type QualityWords = Words['quality']

/** Of quality control: reviews, appeals, results. */
export const useQualityWords = lateWords<QualityWords>({
  ru: () => import('@otklik/words/quality/ru').then(({ quality }) => quality),
  en: () => import('@otklik/words/quality/en').then(({ quality }) => quality),
})
