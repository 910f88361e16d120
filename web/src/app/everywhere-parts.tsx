import { useNavigate, useRouterState } from '@tanstack/react-router'
import { lazy, Suspense, useCallback, useState } from 'react'

import { ClosingToasts, useConversationActs } from '../features/conversation/index.ts'
import { useOfferNotices } from '../features/notices/index.ts'
import { OfferList, OfferNews, useOffers } from '../features/offers/index.ts'
import { EscalationNews } from '../features/queue/escalation-news.tsx'
import { ToastStack } from '../ui/toast-stack.tsx'
import { useWords, withWords } from '../words/index.ts'
import { useEverywhereCommands } from './use-everywhere-commands.ts'
import { useOfferActs } from './use-offer-acts.ts'

const KeysDialog = lazy(
  withWords(['tools'], () =>
    import('../features/commands/keys-dialog.tsx').then((module) => ({
      default: module.KeysDialog,
    })),
  ),
)

/** What must reach whoever is signed in, whatever page they are on. */
export function EverywhereParts() {
  const { notices } = useWords()
  const acts = useConversationActs()
  const navigate = useNavigate()
  const open = useCallback(
    (conversationId: string) =>
      void navigate({ to: '/conversations/$conversationId', params: { conversationId } }),
    [navigate],
  )
  useOfferNotices(open)
  const [isHelpOpen, setHelpOpen] = useState(false)
  useEverywhereCommands({ acts, showHelp: () => setHelpOpen(true) })
  return (
    <>
      <FloatingOffers />
      <OfferNews />
      <EscalationNews onOpen={open} />
      <ToastStack label={notices.region}>
        <ClosingToasts acts={acts} />
      </ToastStack>
      <Suspense>{isHelpOpen ? <KeysDialog onClose={() => setHelpOpen(false)} /> : null}</Suspense>
    </>
  )
}

/** In the settings; the other pages show them where their own work is. */
function FloatingOffers() {
  const offers = useOffers()
  const acts = useOfferActs()
  const path = useRouterState({ select: (state) => state.location.pathname })
  if (!path.startsWith('/settings')) return null
  return <OfferList offers={offers} openId={undefined} acts={acts} place="corner" />
}
