import { Button } from '@mantine/core'
import type { Conversation } from '@otklik/protocol'

import { Avatar } from '../../ui/avatar.tsx'
import { useWords } from '../../words/index.ts'
import { ChannelGlyph, useChannelTitle } from '../channels/index.ts'
import { KeyMark } from '../commands/index.ts'
import { previewOf } from '../conversations/preview.ts'
import { useHints } from '../feed/index.ts'
import { useSession } from '../session/index.ts'
import type { OfferActs } from './offer-acts.ts'
import styles from './offers.module.css'
import { TimeLeft } from './time-left.tsx'

interface OfferCardProps {
  conversation: Conversation
  isOpen: boolean
  /** The key A accepts this one. */
  isKeyed: boolean
  acts: OfferActs
}

export function OfferCard({ conversation, isOpen, isKeyed, acts }: OfferCardProps) {
  const { offer: words } = useWords()
  const channel = useChannelTitle(conversation.channelId)
  const preview = usePreview(conversation)
  const { id, contact, offer } = conversation
  return (
    <li className={styles.card} data-open={isOpen || undefined}>
      <button
        type="button"
        className={styles.who}
        aria-label={`${words.look(contact.name)}, ${channel}. ${preview}`}
        aria-current={isOpen || undefined}
        onClick={() => acts.look(id)}
      >
        <Avatar name={contact.name} className={styles.avatar}>
          <span className={styles.glyph}>
            <ChannelGlyph channelId={conversation.channelId} />
          </span>
        </Avatar>
        <span className={styles.lines}>
          <span className={styles.line}>
            <span className={styles.name} title={contact.name}>
              {contact.name}
            </span>
            {offer ? <TimeLeft offer={offer} /> : null}
          </span>
          <span className={styles.preview}>{preview}</span>
        </span>
      </button>
      <span className={styles.acts}>
        <Button
          size="xs"
          aria-label={words.acceptNamed(contact.name)}
          onClick={() => acts.accept(id)}
        >
          {words.accept}
          {isKeyed ? <KeyMark of="take" className={styles.kbd} /> : null}
        </Button>
        <Button
          size="xs"
          variant="default"
          aria-label={words.declineNamed(contact.name)}
          onClick={() => acts.decline(id)}
        >
          {words.decline}
        </Button>
      </span>
    </li>
  )
}

function usePreview(conversation: Conversation): string {
  const { list, transcript } = useWords()
  const me = useSession().operator.id
  const isTyping = useHints(({ contactTyping }) => contactTyping.has(conversation.id))
  const failures = transcript.shortFailures
  return previewOf(conversation, { list, failures, isTyping, me }).text
}
