import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'

import { useConversationActs } from '../features/conversation/index.ts'
import type { OfferActs } from '../features/offers/index.ts'

/** Accepting opens it. */
export function useOfferActs(): OfferActs {
  const navigate = useNavigate()
  const acts = useConversationActs()
  return useMemo(() => {
    const look = (conversationId: string) =>
      void navigate({ to: '/conversations/$conversationId', params: { conversationId } })
    return { accept: (id) => acts.take(id, () => look(id)), decline: acts.decline, look }
  }, [navigate, acts])
}
