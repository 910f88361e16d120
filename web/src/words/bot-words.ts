import type { Words } from '@otklik/words'

import { lateWords } from './late-words.ts'

export type BotWords = Words['bots']

/** Of the list of chat-bots and of their builder. */
export const useBotWords = lateWords<BotWords>({
  ru: () => import('@otklik/words/bots/ru').then(({ bots }) => bots),
  en: () => import('@otklik/words/bots/en').then(({ bots }) => bots),
})
