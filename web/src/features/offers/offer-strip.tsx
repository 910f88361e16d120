import { Button } from '@mantine/core'
import type { Conversation } from '@otklik/protocol'
import type { ReactNode } from 'react'

import { useWords } from '../../words/index.ts'
import { KeyMark } from '../commands/index.ts'
import styles from './offer-strip.module.css'
import { TimeLeft } from './time-left.tsx'

interface OfferStripProps {
  conversation: Conversation
  onAccept: () => void
  onDecline: () => void
  /** Who else looks at it. */
  children: ReactNode
}

/** In place of the composer's strip while the open conversation is offered to me. */
export function OfferStrip({ conversation, onAccept, onDecline, children }: OfferStripProps) {
  const { offer: words } = useWords()
  const { offer, contact } = conversation
  if (!offer) return null
  const many = offer.operatorIds.length > 1
  return (
    <div className={styles.strip}>
      <TimeLeft offer={offer} />
      <span className={styles.words}>
        <strong>{many ? words.toAll(offer.operatorIds.length) : words.toYou}</strong>
        <span>{words.replyAccepts}</span>
      </span>
      {children}
      <Button
        size="xs"
        variant="default"
        aria-label={words.acceptNamed(contact.name)}
        onClick={onAccept}
      >
        {words.accept}
        <KeyMark of="take" className={styles.kbd} />
      </Button>
      <Button
        size="xs"
        variant="subtle"
        color="gray"
        aria-label={words.declineNamed(contact.name)}
        onClick={onDecline}
      >
        {words.decline}
      </Button>
    </div>
  )
}
