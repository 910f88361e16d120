import type { Conversation } from '@otklik/protocol'

import { useWords } from '../../words/index.ts'
import { useCommands } from '../commands/index.ts'
import type { OfferActs } from './offer-acts.ts'
import { OfferCard } from './offer-card.tsx'
import styles from './offers.module.css'
import { keyedOffer } from './use-offers.ts'

interface OfferListProps {
  offers: readonly Conversation[]
  openId: string | undefined
  acts: OfferActs
  /** Over the list, across the top of a page, or over a page that has nothing to do with them. */
  place: 'list' | 'page' | 'corner'
}

/** What waits for «Принять», before everything else. */
export function OfferList({ offers, openId, acts, place }: OfferListProps) {
  const { offer: words } = useWords()
  const keyed = keyedOffer(offers, openId)
  // Beside a list the key is the workplace's own, where it may also take.
  const isKeyMine = place !== 'list' && keyed !== undefined
  useCommands({
    take: isKeyMine ? { run: () => acts.accept(keyed.id), label: words.accept } : undefined,
  })
  if (offers.length === 0) return null
  return (
    <section className={styles.offers} aria-label={words.title} data-place={place}>
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
