import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'

import { Delayed } from '../../ui/delayed.tsx'
import { FailureView } from '../../ui/failure-view.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useWords } from '../../words/index.ts'
import { useQualityWords } from '../../words/quality-words.ts'

interface AskViewProps<Answer> {
  of: UseQueryResult<Answer>
  children: (answer: Answer) => ReactNode
}

/** What was asked for, or that it is on its way, or why it did not come. */
export function AskView<Answer>({ of: { data, error, refetch }, children }: AskViewProps<Answer>) {
  const words = useQualityWords()
  const { common } = useWords()
  if (data !== undefined) return children(data)
  if (error) {
    return <FailureView title={words.loadFailed} failure={error} onRepeat={() => void refetch()} />
  }
  return (
    <Delayed>
      <Skeleton label={common.loading} shapes={['row', 'row', 'row', 'row']} />
    </Delayed>
  )
}
