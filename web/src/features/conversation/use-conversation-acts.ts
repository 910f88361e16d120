import type { Conversation } from '@otklik/protocol'
import { useMemo } from 'react'

import { ApiFailure } from '../../api/failure.ts'
import { showToast } from '../../ui/toasts.ts'
import { currentWords } from '../../words/index.ts'
import {
  closeConversation,
  keepConversationOpen,
  markUnread,
  returnConversation,
  takeConversation,
} from '../conversations/index.ts'
import { type Feed, useFeed } from '../feed/index.ts'

export interface ConversationActs {
  take: (id: string) => void
  giveBack: (id: string) => void
  close: (id: string) => void
  keepOpen: (id: string) => void
  markUnread: (id: string) => void
}

/** Acts on a conversation; the feed tells everybody, the answer tells us a moment sooner. */
export function useConversationActs(): ConversationActs {
  const feed = useFeed()
  return useMemo(
    () => ({
      take: (id) => void run(feed, takeConversation(id)),
      giveBack: (id) => void run(feed, returnConversation(id)),
      close: (id) => void run(feed, closeConversation(id)),
      keepOpen: (id) => void run(feed, keepConversationOpen(id)),
      markUnread: (id) => void run(feed, markUnread(id)),
    }),
    [feed],
  )
}

async function run(feed: Feed, answer: Promise<Conversation>): Promise<void> {
  try {
    feed.learnConversation(await answer)
  } catch (failure) {
    if (failure instanceof ApiFailure) showToast({ text: sentenceOf(failure) })
    else throw failure
  }
}

function sentenceOf({ code, facts, message }: ApiFailure): string {
  const { conversation } = currentWords()
  if (code === 'cannot-undo') return conversation.cannotUndo
  if (code !== 'already-taken') return message
  const { name } = facts
  return typeof name === 'string' && name
    ? conversation.alreadyTaken(name)
    : conversation.alreadyTakenBySomebody
}
