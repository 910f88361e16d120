import type { ContactCard } from '@otklik/protocol'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

import { useFormats, useWords } from '../../words/index.ts'
import { ChannelGlyph, useChannelTitle } from '../channels/index.ts'
import { useServerTime } from '../feed/index.ts'
import styles from './contact-card.module.css'

type Item = ContactCard['conversations'][number]

interface ConversationLinksProps {
  title: string
  conversations: readonly Item[]
  /** How the rest is come by. */
  children?: ReactNode
}

export function ConversationLinks({ title, conversations, children }: ConversationLinksProps) {
  if (conversations.length === 0) return null
  return (
    <section className={styles.section} aria-label={title}>
      <h3 className={styles.heading}>{title}</h3>
      <ul className={styles.list}>
        {conversations.map((each) => (
          <ConversationLink key={each.id} item={each} />
        ))}
      </ul>
      {children}
    </section>
  )
}

function ConversationLink({ item }: { item: Item }) {
  const { card, conversation } = useWords()
  const formats = useFormats()
  const channel = useChannelTitle(item.channelId)
  const at = new Date(item.closedAt ?? item.openedAt)
  const shown = useServerTime((now) => formats.shortMoment(at, new Date(now)))
  const number = conversation.number(formats.number(item.number))
  return (
    <li>
      <Link
        className={styles.link}
        to="/conversations/$conversationId"
        params={{ conversationId: item.id }}
        search={(search) => search}
        title={`${channel} · ${number} · ${formats.fullMoment(at)}`}
      >
        <ChannelGlyph channelId={item.channelId} className={styles.glyph} />
        <span className={styles.grow}>{item.preview || `${number}, ${card.noText}`}</span>
        <time className={styles.second} dateTime={item.closedAt ?? item.openedAt}>
          {shown}
        </time>
      </Link>
    </li>
  )
}
