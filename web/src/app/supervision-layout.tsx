import { OfferList, useOffers } from '../features/offers/index.ts'
import { SupervisionPage } from '../features/supervision/supervision-page.tsx'
import { BottomBar } from './bottom-bar.tsx'
import styles from './queue-layout.module.css'
import { useOfferActs } from './use-offer-acts.ts'

export function SupervisionLayout() {
  const offers = useOffers()
  const acts = useOfferActs()
  const top = <OfferList offers={offers} openId={undefined} acts={acts} place="page" />
  return (
    <div className={styles.layout}>
      <SupervisionPage top={top} />
      <BottomBar place="supervision" />
    </div>
  )
}
