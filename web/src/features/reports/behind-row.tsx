import type { ReportConversations, ReportMetric } from '@otklik/protocol/reports'
import { Link } from '@tanstack/react-router'

import { useFormats, useWords } from '../../words/index.ts'
import { ChannelGlyph } from '../channels/index.ts'
import { useFeedState } from '../feed/index.ts'
import styles from './behind-drawer.module.css'

interface BehindRowProps {
  row: ReportConversations['conversations'][number]
  metric: ReportMetric | undefined
}

const timed = new Set<ReportMetric>([
  'first-response',
  'response-first',
  'response-last',
  'wait',
  'accept',
  'handle',
  'resolution',
])

/** A conversation and its share of the figure; it opens the transcript. */
export function BehindRow({ row: { conversation, count, sum }, metric }: BehindRowProps) {
  const { conversation: words, reportPages } = useWords()
  const formats = useFormats()
  const { id, contact, number, openedAt, closedAt, topic, rating, lastMessage } = conversation
  const holder = useFeedState(({ operators }) => operators.get(conversation.operatorId ?? '')?.name)
  const isTimed = metric !== undefined && timed.has(metric)
  // Of several answers in one conversation the middle one is shown as their average.
  const took = isTimed && count > 0 ? formats.duration((sum / count) * 1000) : ''
  const stars = rating?.score === undefined ? '' : reportPages.mark(String(rating.score))
  const facts = [
    words.number(formats.number(number)),
    formats.moment(new Date(closedAt ?? openedAt)),
    holder ?? conversation.bot?.name,
    topic,
    stars,
  ]
  return (
    <li>
      <Link
        to="/conversations/$conversationId"
        params={{ conversationId: id }}
        className={styles.row}
      >
        <ChannelGlyph channelId={conversation.channelId} />
        <span className={styles.words}>
          <span className={styles.name}>{contact.name}</span>
          <span className={styles.facts}>{facts.filter(Boolean).join(' · ')}</span>
          {lastMessage?.text ? <span className={styles.text}>{lastMessage.text}</span> : null}
        </span>
        {took ? <span className={styles.took}>{took}</span> : null}
      </Link>
    </li>
  )
}
