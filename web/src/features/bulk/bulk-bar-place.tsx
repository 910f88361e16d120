import { lazy, Suspense } from 'react'

import { withWords } from '../../words/index.ts'
import { useSelection } from '../conversations/index.ts'
import { useSession } from '../session/index.ts'

const BulkBar = lazy(
  withWords(['tools'], () =>
    import('./bulk-bar.tsx').then((module) => ({ default: module.BulkBar })),
  ),
)

/** Under the list while anything in it is selected. */
export function BulkBarPlace() {
  const selected = useSelection()
  const mayAct = useSession().permissions.includes('conversations.take')
  if (selected.size === 0 || !mayAct) return null
  return (
    <Suspense>
      <BulkBar ids={[...selected]} />
    </Suspense>
  )
}
