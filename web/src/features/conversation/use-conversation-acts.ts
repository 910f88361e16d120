import type { Conversation } from '@otklik/protocol'
import { useMemo } from 'react'

import { ApiFailure } from '../../api/failure.ts'
import { showToast } from '../../ui/toasts.ts'
import { currentWords } from '../../words/index.ts'
import {
  canTakeBack,
  closeConversation,
  declineOffer,
  holdConversation,
  isHeldBy,
  keepConversationOpen,
  markUnread,
  notSpam,
  resumeConversation,
  returnConversation,
  snoozeConversation,
  type Transfer,
  takeConversation,
  transferConversation,
  undoTransfer,
  waiveAnswer,
} from '../conversations/index.ts'
import { useFeed } from '../feed/index.ts'
import { askForTopic } from '../labels/index.ts'
import { declinedHere } from '../offers/index.ts'
import { useOutbox } from '../outbox/index.ts'
import { useSession } from '../session/index.ts'
import { rememberClosed } from './closed-here.ts'

export interface ConversationActs {
  /** «Взять в работу», and «Принять»; then it is mine. */
  take: (id: string, then?: () => void) => void
  decline: (id: string) => void
  giveBack: (conversation: Conversation) => void
  /** Waits for what is still leaving, asks for a topic where required; `then` once it is closing. */
  close: (id: string, then?: () => void) => void
  closeAsSpam: (id: string, then?: () => void) => void
  notSpam: (id: string) => void
  /** «Отвечать не нужно» */
  waive: (id: string) => void
  keepOpen: (id: string) => void
  markUnread: (id: string) => void
  hold: (id: string) => void
  resume: (id: string) => void
  snooze: (id: string, until: Date) => void
  /** Fails with what the server refused, for the dialog to show. */
  transfer: (conversation: Conversation, transfer: Transfer, name: string) => Promise<void>
}

/** Acts on a conversation; the feed tells everybody, the answer tells us a moment sooner. */
export function useConversationActs(): ConversationActs {
  const feed = useFeed()
  const outbox = useOutbox()
  const me = useSession().operator.id
  return useMemo(() => {
    const learn = (changed: Conversation) => feed.learnConversation(changed)
    const take = (id: string, then?: () => void) =>
      void tell(takeConversation(id).then(learn).then(then))
    const waiting = new Set<string>()
    /** What closes takes no answer any more: the one sent before has to be with the server. */
    const closeWhenSent = async (
      id: string,
      { as, then }: { as?: 'spam'; then: (() => void) | undefined },
    ) => {
      if (waiting.has(id)) return
      waiting.add(id)
      const hasLeft = await outbox.hasLeft(id).finally(() => waiting.delete(id))
      if (!hasLeft) return
      const closing = await closeConversation(id, as)
      rememberClosed(id)
      learn(closing)
      then?.()
    }
    const close = (id: string, then?: () => void) =>
      void tell(
        closeWhenSent(id, { then }).catch((failure: unknown) => {
          if (!(failure instanceof ApiFailure) || failure.code !== 'topic-required') throw failure
          askForTopic(id, () => close(id, then))
        }),
      )
    const tellDone = (text: string, undo: (() => void) | undefined) => {
      const { common } = currentWords()
      const action = undo && { label: common.undo, run: undo }
      showToast({ text, ...(action && { action, isUndo: true }) })
    }
    return {
      take,
      decline: (id) => {
        declinedHere.add(id)
        void tell(declineOffer(id).then(learn))
      },
      giveBack: (conversation) => {
        const { id, contact } = conversation
        const wasMine = isHeldBy(conversation, me)
        const returned = returnConversation(id).then((changed) => {
          learn(changed)
          tellDone(
            currentWords().transfer.returned(contact.name),
            wasMine ? () => take(id) : undefined,
          )
        })
        void tell(returned)
      },
      close,
      closeAsSpam: (id, then) => void tell(closeWhenSent(id, { as: 'spam', then })),
      notSpam: (id) => void tell(notSpam(id).then(learn)),
      waive: (id) => {
        const waived = waiveAnswer(id).then((changed) => {
          learn(changed)
          const { common, conversation } = currentWords()
          const run = () => void tell(waiveAnswer(id, false).then(learn))
          const action = { label: common.undo, run }
          showToast({ text: conversation.waived, action, isUndo: true })
        })
        void tell(waived)
      },
      keepOpen: (id) => void tell(keepConversationOpen(id).then(learn)),
      markUnread: (id) => void tell(markUnread(id)),
      hold: (id) => void tell(holdConversation(id).then(learn)),
      resume: (id) => void tell(resumeConversation(id).then(learn)),
      snooze: (id, until) => void tell(snoozeConversation(id, until).then(learn)),
      transfer: async (conversation, transfer, name) => {
        const { id } = conversation
        learn(await transferConversation(id, transfer))
        const undo = () => void tell(undoTransfer(id).then(learn))
        tellDone(
          currentWords().transfer.done(name),
          canTakeBack(conversation, transfer.to) ? undo : undefined,
        )
      },
    }
  }, [feed, outbox, me])
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
