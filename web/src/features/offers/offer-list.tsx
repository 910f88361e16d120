import type { Conversation } from '@otklik/protocol'

import { useWords } from '../../words/index.ts'
import { OfferCard } from './offer-card.tsx'
import styles from './offers.module.css'
import { keyedOffer } from './use-offers.ts'

export interface OfferActs {
  accept: (id: string) => void
  decline: (id: string) => void
  look: (id: string) => void
}

interface OfferListProps {
  offers: readonly Conversation[]
  openId: string | undefined
  acts: OfferActs
  /** Over a page that has no list of conversations. */
  isFloating?: boolean
}

/** What waits for «Принять», before everything else. */
export function OfferList({ offers, openId, acts, isFloating }: OfferListProps) {
  const { offer: words } = useWords()
  if (offers.length === 0) return null
  const keyed = keyedOffer(offers, openId)
  return (
    <section
      className={styles.offers}
      aria-label={words.title}
      data-floating={isFloating || undefined}
    >
      <h3 className={styles.title}>
        {words.title} <span className={styles.count}>{offers.length}</span>
      </h3>
      <ul className={styles.list}>
        {offers.map((conversation) => (
          <OfferCard
            key={conversation.id}
            conversation={conversation}
            isOpen={conversation.id === openId}
            isKeyed={conversation === keyed}
            acts={acts}
          />
        ))}
      </ul>
    </section>
  )
}
