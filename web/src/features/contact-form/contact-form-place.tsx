import type { Conversation } from '@otklik/protocol'
import { lazy, Suspense, useSyncExternalStore } from 'react'

import { withWords } from '../../words/index.ts'
import { askedIn } from './open-contact-form.ts'

const ContactFormDialog = lazy(
  withWords(['tools'], () =>
    import('./contact-form-dialog.tsx').then((module) => ({ default: module.ContactFormDialog })),
  ),
)

/** Opened from the menu, by its key and from the palette; it comes when it is asked for. */
export function ContactFormPlace({ conversation }: { conversation: Conversation }) {
  const wanted = useSyncExternalStore(askedIn.subscribe, askedIn.get)
  if (wanted !== conversation.id) return null
  return (
    <Suspense>
      <ContactFormDialog conversation={conversation} onClose={() => askedIn.set(undefined)} />
    </Suspense>
  )
}
