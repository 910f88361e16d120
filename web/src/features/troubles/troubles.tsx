import { lazy, Suspense } from 'react'

import { useFeedState } from '../feed/index.ts'
import { useSession } from '../session/index.ts'

const TroubleBar = lazy(() =>
  import('./trouble-bar.tsx').then((module) => ({ default: module.TroubleBar })),
)

/** Loaded when something is amiss: on most days nothing is. */
export function Troubles() {
  const mayMend = useSession().permissions.includes('channels.manage')
  const isAny = useFeedState(({ troubles }) => troubles.size > 0)
  if (!mayMend) return null
  // The region is there before its words: a change in it is said aloud, a new region is not.
  return <div role="status">{isAny ? <Suspense>{<TroubleBar />}</Suspense> : null}</div>
}
