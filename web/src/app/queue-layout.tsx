import { OfferList, useOffers } from '../features/offers/index.ts'
import { QueuePage } from '../features/queue/queue-page.tsx'
import { BottomBar } from './bottom-bar.tsx'
import styles from './queue-layout.module.css'
import { useOfferActs } from './use-offer-acts.ts'

export function QueueLayout() {
  const offers = useOffers()
  const acts = useOfferActs()
  return (
    <div className={styles.layout}>
      <QueuePage top={<OfferList offers={offers} openId={undefined} acts={acts} place="page" />} />
      <BottomBar place="queue" />
    </div>
  )
}
