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
import { useFeed } from '../feed/index.ts'

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
  return useMemo(() => {
    const learn = (changed: Conversation) => feed.learnConversation(changed)
    return {
      take: (id) => void tell(takeConversation(id).then(learn)),
      giveBack: (id) => void tell(returnConversation(id).then(learn)),
      close: (id) => void tell(closeConversation(id).then(learn)),
      keepOpen: (id) => void tell(keepConversationOpen(id).then(learn)),
      markUnread: (id) => void tell(markUnread(id)),
    }
  }, [feed])
}

/** A refusal is told where it is read: over the page, beside the act. */
async function tell(act: Promise<void>): Promise<void> {
  try {
    await act
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
