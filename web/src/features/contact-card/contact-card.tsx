import type { ContactCard as Card, Conversation } from '@otklik/protocol'
import { useQuery } from '@tanstack/react-query'

import { Avatar } from '../../ui/avatar.tsx'
import { Delayed } from '../../ui/delayed.tsx'
import { FailureView } from '../../ui/failure-view.tsx'
import { useFormats, useWords } from '../../words/index.ts'
import { useFeedState } from '../feed/index.ts'
import { Addresses } from './addresses.tsx'
import { getContactCard } from './api/get-contact-card.ts'
import styles from './contact-card.module.css'
import { ConversationFacts } from './conversation-facts.tsx'
import { ConversationLinks } from './conversation-links.tsx'

/** Who the customer is, and what there was before. A section with nothing in it is absent. */
export function ContactCard({ conversation }: { conversation: Conversation }) {
  const { card: words, common } = useWords()
  const { contact } = conversation
  const changes = useFeedState((state) => state.contactChanges.get(contact.id) ?? 0)
  const query = useQuery({
    // A conversation that opens or closes changes the history.
    queryKey: ['contact', contact.id, conversation.id, conversation.status, changes],
    queryFn: ({ signal }) => getContactCard(contact.id, signal),
    placeholderData: (previous) => (previous?.id === contact.id ? previous : undefined),
  })
  const card = query.data
  return (
    <>
      <header className={styles.head}>
        <Avatar name={contact.name} size="lg" />
        <span className={styles.who}>
          <span className={styles.name}>{contact.name}</span>
          {card ? <Since card={card} /> : null}
        </span>
      </header>
      {card ? (
        <>
          <Addresses card={card} />
          <ConversationLinks
            title={words.otherOpen}
            conversations={card.conversations.filter(
              ({ id, closedAt }) => !closedAt && id !== conversation.id,
            )}
          />
        </>
      ) : null}
      <ConversationFacts conversation={conversation} />
      {card ? (
        <ConversationLinks
          title={words.history}
          conversations={card.conversations.filter(
            ({ id, closedAt }) => closedAt && id !== conversation.id,
          )}
        />
      ) : null}
      {!card && query.error ? (
        <FailureView
          title={words.failed}
          failure={query.error}
          safe={words.failedHelp}
          onRepeat={() => void query.refetch()}
        />
      ) : null}
      {query.isPending ? (
        <Delayed>
          <div className={styles.skeleton} role="status" aria-label={common.loading}>
            <span />
            <span />
            <span />
          </div>
        </Delayed>
      ) : null}
    </>
  )
}

function Since({ card }: { card: Card }) {
  const { card: words } = useWords()
  const formats = useFormats()
  const count = card.conversationCount
  return (
    <span className={styles.second}>
      {words.since(formats.sinceMonth(new Date(card.since)))}
      {count > 0 ? ` · ${words.conversations(count)}` : ''}
    </span>
  )
}
