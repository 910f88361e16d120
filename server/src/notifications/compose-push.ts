import type { PushPayload } from '@otklik/protocol'
import { type Language, wordsOf } from '@otklik/words'

import type { Told } from './standing.ts'
import type { NoticeKind } from './whom-to-tell.ts'

interface Reader {
  language: Language
  /** They want to read the customer's words on a locked screen. */
  hasPreviews: boolean
}

export interface News {
  kind: NoticeKind
  conversation: Told
}

const MOST_LETTERS = 140
const DIGEST = 'otklik'

/** One conversation by name, several as a count. What the customer wrote only if it was asked for. */
export function composePush(news: readonly News[], reader: Reader, now: Date): PushPayload {
  const words = wordsOf(reader.language).push
  const [only] = news
  if (!only || news.length > 1) {
    return {
      title: words.several(news.length),
      body: '',
      tag: DIGEST,
      path: '/',
      ...stamp(news, now),
    }
  }
  const { kind, conversation } = only
  const waited = now.getTime() - (conversation.waitingSince ?? now).getTime()
  const minutes = Math.max(1, Math.round(waited / 60_000))
  return {
    title: words.titles[kind](conversation.contactName, minutes),
    body: reader.hasPreviews ? shorten(conversation.lastText) : words.number(conversation.number),
    tag: conversation.id,
    path: `/conversations/${conversation.id}`,
    ...stamp(news, now),
  }
}

const stamp = (news: readonly News[], now: Date) => ({
  count: news.length,
  at: now.toISOString(),
})

/** By characters as people count them: half an emoji is none. */
function shorten(text: string): string {
  const letters = [...text.replace(/\s+/g, ' ').trim()]
  return letters.length > MOST_LETTERS
    ? `${letters.slice(0, MOST_LETTERS).join('')}…`
    : letters.join('')
}
