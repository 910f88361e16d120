import { lazy, Suspense } from 'react'

import { withWords } from '../../words/index.ts'
import { useFeedState } from '../feed/index.ts'
import type { ConversationActs } from './use-conversation-acts.ts'

const TransferDialog = lazy(
  withWords(['tools'], () =>
    import('../transfer/transfer-dialog.tsx').then((module) => ({
      default: module.TransferDialog,
    })),
  ),
)
const DecisionDrawer = lazy(
  withWords(['tools'], () =>
    import('../decision/decision-drawer.tsx').then((module) => ({
      default: module.DecisionDrawer,
    })),
  ),
)

/** What is opened over the page; one at a time. */
export type Opened =
  | { type: 'transfer'; conversationId: string }
  | { type: 'decision'; conversationId: string; messageId: string }

interface DialogsProps {
  opened: Opened | undefined
  acts: ConversationActs
  onClose: () => void
}

export function Dialogs({ opened, acts, onClose }: DialogsProps) {
  const conversation = useFeedState((state) =>
    state.conversations.get(opened?.conversationId ?? ''),
  )
  if (!opened || !conversation) return null
  return (
    <Suspense>
      {opened.type === 'transfer' ? (
        <TransferDialog
          key={conversation.id}
          conversation={conversation}
          onTransfer={acts.transfer}
          onClose={onClose}
        />
      ) : (
        <DecisionDrawer
          key={opened.messageId}
          conversationId={conversation.id}
          messageId={opened.messageId}
          onClose={onClose}
        />
      )}
    </Suspense>
  )
}
