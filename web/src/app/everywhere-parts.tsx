import { useNavigate, useRouterState } from '@tanstack/react-router'
import { useCallback } from 'react'

import { ClosingToasts, useConversationActs } from '../features/conversation/index.ts'
import { Handover } from '../features/handover/index.ts'
import { useBadge, useNotices, useOfferNotices, useWorker } from '../features/notices/index.ts'
import { OfferList, OfferNews, useOffers } from '../features/offers/index.ts'
import { usePalette } from '../features/palette/use-palette.tsx'
import { EscalationNews } from '../features/queue/escalation-news.tsx'
import { ToastStack } from '../ui/toast-stack.tsx'
import { useWords } from '../words/index.ts'
import { useEverywhereCommands } from './use-everywhere-commands.ts'
import { useOfferActs } from './use-offer-acts.ts'

/** What must reach whoever is signed in, whatever page they are on. */
export function EverywhereParts() {
  const { notices } = useWords()
  const acts = useConversationActs()
  const navigate = useNavigate()
  const open = useCallback(
    (conversationId: string) =>
      void navigate({
        to: '/conversations/$conversationId',
        params: { conversationId },
        // Whoever is in a folder stays there.
        search: ({ folder }) => (folder ? { folder } : {}),
      }),
    [navigate],
  )
  useNotices(useOpenId(), open)
  useOfferNotices(open)
  useBadge()
  useWorker(useCallback((path: string) => void navigate({ to: path }), [navigate]))
  useEverywhereCommands(acts)
  const palette = usePalette()
  return (
    <>
      <FloatingOffers />
      <OfferNews />
      <EscalationNews onOpen={open} />
      <Handover />
      <ToastStack label={notices.region}>
        <ClosingToasts acts={acts} />
      </ToastStack>
      {palette}
    </>
  )
}

/** The conversation on the screen of the workplace. */
function useOpenId(): string | undefined {
  const path = useRouterState({ select: (state) => state.location.pathname })
  return /^\/conversations\/([^/]+)/.exec(path)?.[1]
}

/** In the settings; the other pages show them where their own work is. */
function FloatingOffers() {
  const offers = useOffers()
  const acts = useOfferActs()
  const path = useRouterState({ select: (state) => state.location.pathname })
  if (!path.startsWith('/settings')) return null
  return <OfferList offers={offers} openId={undefined} acts={acts} place="corner" />
}
