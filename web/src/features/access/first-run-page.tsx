import { useQuery } from '@tanstack/react-query'

import { FailureView } from '../../ui/failure-view.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useWords } from '../../words/index.ts'
import { AccessCard } from './access-card.tsx'
import { firstRun } from './api/first-run.ts'
import { FirstRunForm } from './first-run-form.tsx'
import { MessageCard } from './message-card.tsx'

/** An installation in which nobody works yet. */
export function FirstRunPage() {
  const { access, common } = useWords()
  const { data: run, error, refetch } = useQuery(firstRun)
  const words = access.firstRun

  if (run && !run.isNeeded) {
    return (
      <MessageCard title={words.done} help={run.isDemo ? access.signIn.demo : words.doneHelp} />
    )
  }
  if (run) {
    return (
      <AccessCard title={words.title} help={words.help}>
        <FirstRunForm />
      </AccessCard>
    )
  }
  return (
    <AccessCard title={words.title}>
      {error ? (
        <FailureView title={common.loadFailed} failure={error} onRepeat={() => void refetch()} />
      ) : (
        <Skeleton label={common.loading} shapes={['line', 'row', 'row', 'row']} />
      )}
    </AccessCard>
  )
}
