import type { Conversation } from '@otklik/protocol'
import type { Words } from '@otklik/words'
import { useEffect, useRef } from 'react'

import { showToast } from '../../ui/toasts.ts'
import unseen from '../../ui/unseen.module.css'
import { useWords } from '../../words/index.ts'
import { serverClock, useFeed } from '../feed/index.ts'
import { useSession } from '../session/index.ts'
import { declinedHere } from './declined-here.ts'
import { outcomeOf } from './outcome.ts'
import { useOffers } from './use-offers.ts'

/** Says once what came, and with an honest sentence where it went. */
export function OfferNews() {
  const { offer: words } = useWords()
  const offers = useOffers()
  useOutcomes(offers)
  const newest = offers.at(-1)
  return (
    <span className={unseen.text} role="status">
      {newest ? words.notice(newest.contact.name) : ''}
    </span>
  )
}

function useOutcomes(offers: readonly Conversation[]): void {
  const { offer: words } = useWords()
  const feed = useFeed()
  const me = useSession().operator.id
  const shown = useRef<readonly Conversation[]>([])
  useEffect(() => {
    const before = shown.current
    shown.current = offers
    const { conversations, operators } = feed.state.get()
    for (const offered of before) {
      const now = conversations.get(offered.id)
      const outcome = outcomeOf(offered, now, { me, at: serverClock.now() })
      if (!outcome || declinedHere.delete(offered.id)) continue
      const holder = operators.get(now?.operatorId ?? '')?.name ?? ''
      showToast({ text: sentenceOf(outcome, words, { contact: offered.contact.name, holder }) })
    }
  }, [offers, feed, me, words])
}

function sentenceOf(
  outcome: NonNullable<ReturnType<typeof outcomeOf>>,
  { gone }: Words['web']['offer'],
  { contact, holder }: { contact: string; holder: string },
): string {
  if (outcome === 'taken' && holder) return gone.taken(contact, holder)
  return outcome === 'taken' ? gone.withdrawn(contact) : gone[outcome](contact)
}
