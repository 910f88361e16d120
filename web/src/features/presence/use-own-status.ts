import type { OperatorStatus } from '@otklik/protocol'
import { useMemo } from 'react'

import { ApiFailure } from '../../api/failure.ts'
import { showToast } from '../../ui/toasts.ts'
import { useFeed, useFeedState } from '../feed/index.ts'
import { askForHandover } from '../handover/asked.ts'
import { heldBy } from '../handover/handover-rows.ts'
import { useSession } from '../session/index.ts'
import { setOwnStatus } from './api/set-own-status.ts'
import { loadOf } from './load.ts'

export const statuses: readonly OperatorStatus[] = ['online', 'break', 'do-not-disturb', 'offline']

/** Whether new conversations come to me, how many I hold, and how many I can. */
export function useOwnStatus() {
  const feed = useFeed()
  const { operator, permissions } = useSession()
  const mine = useFeedState((state) => state.operators.get(operator.id))
  const conversations = useFeedState((state) => state.conversations)
  const held = useMemo(
    () => loadOf(conversations.values(), operator.id),
    [conversations, operator.id],
  )
  const hasHeld = (id: string) => heldBy(feed.state.get().conversations.values(), id).length > 0
  const setStatus = (status: OperatorStatus) => {
    setOwnStatus(status).then(
      (changed) => {
        feed.learnOperator(changed)
        // Whoever goes home is asked what becomes of what they hold.
        if (status === 'offline' && hasHeld(operator.id)) askForHandover(operator.id)
      },
      (failure: unknown) => {
        if (failure instanceof ApiFailure) showToast({ text: failure.message })
      },
    )
  }
  // Who only looks on is given nothing, so there is nothing to say.
  if (!mine || !permissions.includes('conversations.take')) return undefined
  return { status: mine.status, capacity: mine.capacity, held, setStatus }
}
