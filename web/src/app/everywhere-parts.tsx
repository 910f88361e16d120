import { useNavigate, useRouterState } from '@tanstack/react-router'
import { useCallback } from 'react'

import { ClosingToasts, useConversationActs } from '../features/conversation/index.ts'
import { useOfferNotices } from '../features/notices/index.ts'
import { OfferList, OfferNews, useOffers } from '../features/offers/index.ts'
import { EscalationNews } from '../features/queue/escalation-news.tsx'
import { ToastStack } from '../ui/toast-stack.tsx'
import { phone, useMedia } from '../ui/use-media.ts'
import { useWords } from '../words/index.ts'
import { useEverywhereShortcuts } from './use-everywhere-shortcuts.ts'
import { useOfferActs } from './use-offer-acts.ts'

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
  useEverywhereShortcuts()
  return (
    <>
      <FloatingOffers />
      <OfferNews />
      <EscalationNews onOpen={open} />
      <ToastStack label={notices.region}>
        <ClosingToasts acts={acts} />
      </ToastStack>
    </>
  )
}

/** Where no list of conversations shows them. */
function FloatingOffers() {
  const offers = useOffers()
  const acts = useOfferActs()
  const isPhone = useMedia(phone)
  const path = useRouterState({ select: (state) => state.location.pathname })
  const openId = /^\/conversations\/([^/]+)/.exec(path)?.[1]
  const isListShown = isPhone ? path === '/' : path === '/' || openId !== undefined
  if (isListShown) return null
  const others = offers.filter(({ id }) => id !== openId)
  return <OfferList offers={others} openId={openId} acts={acts} isFloating />
}
