import { Button } from '@mantine/core'
import type { UnmatchedConversation } from '@otklik/protocol/settings'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'

import { FailureView } from '../../ui/failure-view.tsx'
import { formError } from '../../ui/form-failure.ts'
import { Notice } from '../../ui/notice.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useWords } from '../../words/index.ts'
import { allReports, type Days, decideVisit, unmatchedQuery } from './api/tracking.ts'
import { Counted, ShowMore, TrackedLink } from './behind-drawer.tsx'
import styles from './tracking.module.css'

/** «Не сопоставлено»: a suggestion, which a person confirms or refuses. */
export function Unmatched({ days }: { days: Days }) {
  const { common, tracking: words } = useWords()
  const list = useInfiniteQuery(unmatchedQuery(days))
  const { data, error, refetch } = list
  if (!data) {
    return error ? (
      <FailureView title={common.loadFailed} failure={error} onRepeat={() => void refetch()} />
    ) : (
      <Skeleton label={common.loading} shapes={['block']} />
    )
  }
  const all = data.pages.flatMap(({ conversations }) => conversations)
  if (all.length === 0) return <p className={styles.help}>{words.unmatchedNone}</p>
  return (
    <>
      <Counted count={data.pages[0]?.count ?? 0} />
      <ul className={styles.list}>
        {all.map((each) => (
          <Suggestion key={each.id} of={each} />
        ))}
      </ul>
      <ShowMore list={list} />
    </>
  )
}

function Suggestion({ of }: { of: UnmatchedConversation }) {
  const { tracking: words } = useWords()
  const client = useQueryClient()
  const { id, visit, reason } = of
  const decision = useMutation({
    mutationFn: (isTheirs: boolean) => decideVisit(id, { visitId: visit.id, isTheirs }),
    onSettled: () => client.invalidateQueries(allReports),
  })
  const source = [visit.source, visit.medium, visit.campaign].filter(Boolean).join(' / ')
  const failure = formError(decision.error)
  return (
    <li className={styles.item}>
      <TrackedLink of={of} />
      <span>{words.perhaps(visit.number, source)}</span>
      <span className={styles.help}>{words.reasons[reason]}</span>
      {failure ? (
        <Notice tone="danger" isNew>
          {failure}
        </Notice>
      ) : null}
      <div className={styles.buttons}>
        <Button
          variant="default"
          disabled={decision.isPending}
          onClick={() => decision.mutate(true)}
        >
          {words.confirm}
        </Button>
        <Button
          variant="subtle"
          color="gray"
          disabled={decision.isPending}
          onClick={() => decision.mutate(false)}
        >
          {words.decline}
        </Button>
      </div>
    </li>
  )
}
