import type { Conversation } from '@otklik/protocol'
import { useMemo, useSyncExternalStore } from 'react'

import { ToastView } from '../../ui/toast-view.tsx'
import { useWords } from '../../words/index.ts'
import { closingTogether } from '../bulk/index.ts'
import { useFeedState, useServerTime } from '../feed/index.ts'
import { useSession } from '../session/index.ts'
import { closedHere } from './closed-here.ts'
import type { ConversationActs } from './use-conversation-acts.ts'

/** For as long as a close can be undone, by the server's clock (D-36). */
export function ClosingToasts({ acts }: { acts: ConversationActs }) {
  const me = useSession().operator.id
  const conversations = useFeedState((state) => state.conversations)
  const together = useSyncExternalStore(closingTogether.subscribe, closingTogether.get)
  const own = useSyncExternalStore(closedHere.subscribe, closedHere.get)
  const closing = useMemo(
    () =>
      [...conversations.values()].filter(
        ({ id, status, operatorId }) =>
          status === 'closing' &&
          !together.has(id) &&
          (!operatorId || operatorId === me || own.has(id)),
      ),
    [conversations, me, together, own],
  )
  return closing.map((conversation) => (
    <ClosingToast key={conversation.id} conversation={conversation} acts={acts} />
  ))
}

function ClosingToast({
  conversation,
  acts,
}: {
  conversation: Conversation
  acts: ConversationActs
}) {
  const words = useWords()
  const until = Date.parse(conversation.closingAt ?? '')
  const seconds = useServerTime((now) => Math.round((until - now) / 1000))
  if (seconds < 0) return null
  const { closing, closingAsSpam } = words.conversation
  const text = conversation.closeReason === 'spam' ? closingAsSpam : closing
  return (
    <ToastView
      text={text(conversation.contact.name)}
      countdown={seconds}
      action={{ label: words.common.undo, run: () => acts.keepOpen(conversation.id) }}
    />
  )
}
