import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'

import { Icon } from '../../ui/icons.tsx'
import { Segments } from '../../ui/segments.tsx'
import { StateView } from '../../ui/state-view.tsx'
import { phone, useMedia } from '../../ui/use-media.ts'
import { useFeed, useFeedState } from '../feed/index.ts'
import { Transcript } from '../transcript/index.ts'
import styles from './beside-transcript.module.css'
import { useNames } from './use-names.ts'

interface BesideTranscriptProps {
  title: string
  conversationId: string
  /** Which part of «Качество» it leads back to. */
  backTo: 'queue' | 'appeals' | 'calibrations' | 'own'
  children: ReactNode
}

/** A transcript that nobody is told was read, and what is said of it at its right; by turns on a phone. */
export function BesideTranscript(props: BesideTranscriptProps) {
  const { title, conversationId, backTo, children } = props
  const { words } = useNames()
  const isPhone = useMedia(phone)
  const [shown, setShown] = useState<'card' | 'transcript'>('card')
  return (
    <main className={styles.page} aria-label={title}>
      <header className={styles.head}>
        <Link to="/quality" search={{ part: backTo }} className={styles.back} activeProps={{}}>
          <Icon name="chevronLeft" />
          {words.review.back}
        </Link>
        <h1 className={styles.title}>{title}</h1>
        {isPhone ? (
          <Segments
            legend={words.review.view}
            value={shown}
            segments={(['card', 'transcript'] as const).map((value) => ({
              value,
              label: words.review[value],
            }))}
            onChange={setShown}
          />
        ) : null}
      </header>
      <section
        className={styles.transcript}
        aria-label={words.review.transcript}
        hidden={isPhone && shown !== 'transcript'}
      >
        <Talk conversationId={conversationId} />
      </section>
      <section
        className={styles.card}
        aria-label={words.review.card}
        hidden={isPhone && shown !== 'card'}
      >
        {children}
      </section>
    </main>
  )
}

function Talk({ conversationId }: { conversationId: string }) {
  const { words } = useNames()
  const feed = useFeed()
  const conversation = useFeedState((state) => state.conversations.get(conversationId))
  const { error } = useQuery({
    queryKey: ['quality-conversation', conversationId],
    queryFn: async () => {
      await feed.findConversation(conversationId)
      return true
    },
    enabled: !conversation,
    retry: false,
  })
  if (!conversation) {
    return error ? <StateView icon="lock" title={words.review.hidden} /> : null
  }
  return (
    <>
      <p className={styles.unseen}>
        <Icon name="lock" size={14} />
        {words.review.unseen}
      </p>
      <Transcript key={conversationId} conversation={conversation} isUnseen />
    </>
  )
}
