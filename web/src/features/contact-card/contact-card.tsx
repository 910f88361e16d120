import type { ContactCard as Card, Conversation } from '@otklik/protocol'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'

import { Avatar } from '../../ui/avatar.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Delayed } from '../../ui/delayed.tsx'
import { FailureView } from '../../ui/failure-view.tsx'
import { VipMark } from '../../ui/vip-mark.tsx'
import { useFormats, useWords, withWords } from '../../words/index.ts'
import { useChannelKind } from '../channels/index.ts'
import { useFeedState } from '../feed/index.ts'
import { Addresses } from './addresses.tsx'
import { getContactCard } from './api/get-contact-card.ts'
import styles from './contact-card.module.css'
import { ConversationFacts } from './conversation-facts.tsx'
import { ConversationLinks } from './conversation-links.tsx'
import { History } from './history.tsx'
import { NoteSection } from './note-section.tsx'

const ContactActs = lazy(
  withWords(['contacts'], async () => ({
    default: (await import('../contacts/contact-acts.tsx')).ContactActs,
  })),
)
const CardExtras = lazy(
  withWords(['contacts'], async () => ({
    default: (await import('../contacts/card-extras.tsx')).CardExtras,
  })),
)
const SiteVisit = lazy(
  withWords(['contacts'], async () => ({
    default: (await import('../site-visit/site-visit.tsx')).SiteVisit,
  })),
)

interface ContactCardProps {
  contact: Pick<Card, 'id' | 'name' | 'isVip'>
  /** The one that is open beside it; on «Клиенты» there is none. */
  conversation?: Conversation
}

/** Who the customer is, and what there was before. A section with nothing in it is absent. */
export function ContactCard({ contact, conversation }: ContactCardProps) {
  const { card: words, common } = useWords()
  const isOnSite = useChannelKind(conversation?.channelId ?? '')?.capabilities.hasPanel
  const changes = useFeedState((state) => state.contactChanges.get(contact.id) ?? 0)
  const query = useQuery({
    // A conversation that opens or closes changes the history.
    queryKey: ['contact', contact.id, conversation?.id, conversation?.status, changes],
    queryFn: ({ signal }) => getContactCard(contact.id, signal),
    placeholderData: (previous) => (previous?.id === contact.id ? previous : undefined),
  })
  const card = query.data
  const name = card?.name ?? contact.name
  return (
    <>
      <header className={styles.head}>
        <Avatar name={name} size="lg" />
        <span className={styles.who}>
          <span className={styles.name}>
            {name} {(card ?? contact).isVip ? <VipMark /> : null}
          </span>
          {card ? <Since card={card} /> : null}
        </span>
        <span className={styles.acts}>
          <Suspense>{card ? <ContactActs card={card} /> : null}</Suspense>
        </span>
      </header>
      {card ? <Standing card={card} /> : null}
      {card ? (
        <>
          <Addresses card={card} />
          <ConversationLinks
            title={words.otherOpen}
            conversations={card.conversations.filter(
              ({ id, closedAt }) => !closedAt && id !== conversation?.id,
            )}
          />
        </>
      ) : null}
      {conversation ? <ConversationFacts conversation={conversation} /> : null}
      <Suspense>
        {isOnSite && conversation ? <SiteVisit conversation={conversation} /> : null}
      </Suspense>
      {card ? (
        <>
          <Suspense>
            <CardExtras card={card} />
          </Suspense>
          <History key={card.id} card={card} openId={conversation?.id} />
          <NoteSection note={card.note} />
        </>
      ) : null}
      {!card && query.error ? (
        <FailureView
          title={words.failed}
          failure={query.error}
          {...(conversation && { safe: words.failedHelp })}
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

/** What changes everything else on the card. */
function Standing({ card }: { card: Card }) {
  const { card: words } = useWords()
  if (card.erasedAt) return <p className={styles.standing}>{words.erased}</p>
  if (!card.isBarred) return null
  return (
    <p className={styles.standing}>
      <Chip tone="warn">{words.barred}</Chip> {words.barredHelp}
    </p>
  )
}
