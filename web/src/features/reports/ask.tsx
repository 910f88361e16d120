import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'

import { FailureView } from '../../ui/failure-view.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useWords } from '../../words/index.ts'
import type { Asked } from './api/reports.ts'
import styles from './reports-page.module.css'

interface AskProps<Answer> {
  name: string
  asked: Asked
  load: (asked: Asked, signal: AbortSignal) => Promise<Answer>
  children: (answer: Answer) => ReactNode
}

const STALE_MS = 30_000

/** Asks for a report and shows it; meanwhile what was shown before stays, paler. */
export function Ask<Answer extends { isFilling?: true | undefined }>(props: AskProps<Answer>) {
  const { name, asked, load, children } = props
  const { common, reportPages: words } = useWords()
  const query = useQuery({
    queryKey: ['reports', name, asked],
    queryFn: ({ signal }) => load(asked, signal),
    placeholderData: keepPreviousData,
    staleTime: STALE_MS,
  })
  if (query.error) {
    return (
      <FailureView
        title={words.failed}
        failure={query.error}
        onRepeat={() => void query.refetch()}
      />
    )
  }
  if (!query.data)
    return <Skeleton label={common.loading} shapes={['card', 'block', 'row', 'row']} />
  return (
    <div className={styles.answer} data-stale={query.isPlaceholderData || undefined}>
      {query.data.isFilling ? <Notice icon="clock">{words.filling}</Notice> : null}
      {children(query.data)}
    </div>
  )
}
