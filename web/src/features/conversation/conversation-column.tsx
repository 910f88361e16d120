import type { Conversation } from '@otklik/protocol'
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, type Ref, type RefObject, useMemo } from 'react'

import { ErrorBoundary } from '../../ui/error-boundary.tsx'
import { phone, useMedia } from '../../ui/use-media.ts'
import { useWords } from '../../words/index.ts'
import { Composer, type ComposerHandle, DropZone } from '../composer/index.ts'
import { ContactFormPlace } from '../contact-form/index.ts'
import { ConnectionBar, useFeedState } from '../feed/index.ts'
import { IntentsProvider, Transcript } from '../transcript/index.ts'
import styles from './conversation-column.module.css'
import { ConversationHead } from './conversation-head.tsx'
import { FindInTranscript } from './find-in-transcript.tsx'
import { PageStrip } from './page-strip.tsx'
import type { ConversationActs } from './use-conversation-acts.ts'

interface ConversationColumnProps {
  conversation: Conversation
  composer: RefObject<ComposerHandle | null>
  acts: ConversationActs
  isCardShown: boolean
  onToggleCard: () => void
  onTransfer: () => void
  onExplain: (messageId: string) => void
  onBack: () => void
  /** What is offered to the reader meanwhile, where no list beside it shows that. */
  top: ReactNode
}

export function ConversationColumn(props: ConversationColumnProps) {
  const { conversation, composer, acts, onExplain, top, ...head } = props
  const words = useWords()
  const navigate = useNavigate()
  const isPhone = useMedia(phone)
  const nextId = useNextConversation(conversation)
  const intents = useMemo(
    () => ({
      reply: (message: Parameters<ComposerHandle['reply']>[0]) => composer.current?.reply(message),
      edit: (message: Parameters<ComposerHandle['edit']>[0]) => composer.current?.edit(message),
      explain: ({ id }: { id: string }) => onExplain(id),
    }),
    [composer, onExplain],
  )
  return (
    <main className={styles.column} aria-label={words.conversation.region}>
      <ConversationHead conversation={conversation} acts={acts} {...head} />
      <ContactFormPlace conversation={conversation} />
      <FindInTranscript key={`find-${conversation.id}`} conversation={conversation} />
      {conversation.page ? <PageStrip page={conversation.page} /> : null}
      {isPhone ? <ConnectionBar /> : null}
      {top}
      <DropZone className={styles.body} onDrop={(files) => composer.current?.attach(files)}>
        <IntentsProvider value={intents}>
          <ErrorBoundary resetKey={conversation.id}>
            <Transcript key={conversation.id} conversation={conversation} />
          </ErrorBoundary>
          <ErrorBoundary resetKey={conversation.id}>
            <Composer
              key={conversation.id}
              ref={composer as Ref<ComposerHandle>}
              conversation={conversation}
              onSendAndClose={() => acts.close(conversation.id)}
              onTake={() => acts.take(conversation.id)}
              onDecline={() => acts.decline(conversation.id)}
              onUndoClose={() => acts.keepOpen(conversation.id)}
              onOpenNext={
                nextId
                  ? () =>
                      void navigate({
                        to: '/conversations/$conversationId',
                        params: { conversationId: nextId },
                        search: (search) => search,
                      })
                  : undefined
              }
            />
          </ErrorBoundary>
        </IntentsProvider>
      </DropZone>
    </main>
  )
}

/** The one opened by the customer's next message in the same thread (D-14). */
function useNextConversation({ id }: Conversation): string | undefined {
  const conversations = useFeedState((state) => state.conversations)
  return useMemo(
    () => [...conversations.values()].find(({ previousId }) => previousId === id)?.id,
    [conversations, id],
  )
}
