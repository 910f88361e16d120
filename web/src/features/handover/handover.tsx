import { lazy, Suspense, useSyncExternalStore } from 'react'

import { withWords } from '../../words/index.ts'
import { handoverAsked } from './asked.ts'

const HandoverDialog = lazy(
  withWords(['tools'], () =>
    import('./handover-dialog.tsx').then((module) => ({ default: module.HandoverDialog })),
  ),
)

/** Opened by whoever leaves, or by a supervisor for them, on any page. */
export function Handover() {
  const operatorId = useSyncExternalStore(handoverAsked.subscribe, handoverAsked.get)
  if (!operatorId) return null
  return (
    <Suspense>
      <HandoverDialog operatorId={operatorId} onClose={() => handoverAsked.set(undefined)} />
    </Suspense>
  )
}
