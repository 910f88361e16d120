import type { ContactCard } from '@otklik/protocol'

import { useSession } from '../session/index.ts'
import { AboutContact } from './about-contact.tsx'
import { MergeSection } from './merge-section.tsx'

/** What a card shows beyond addresses and conversations. */
export function CardExtras({ card }: { card: ContactCard }) {
  const { permissions } = useSession()
  return (
    <>
      <AboutContact card={card} />
      {permissions.includes('contacts.merge') && !card.erasedAt ? (
        <MergeSection card={card} />
      ) : null}
    </>
  )
}
