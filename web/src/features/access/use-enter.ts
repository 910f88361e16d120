import type { Session } from '@otklik/protocol'
import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'

import { sessionQuery } from '../session/index.ts'

/** Goes inside with a session that has just begun; nothing of an earlier one is left in memory. */
export function useEnter(): (session: Session, next?: string) => void {
  const client = useQueryClient()
  const router = useRouter()
  return (session, next = '/') => {
    client.clear()
    client.setQueryData(sessionQuery.queryKey, session)
    router.history.push(next)
  }
}
