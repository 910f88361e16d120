import { Drawer } from '@mantine/core'
import type { Decision } from '@otklik/protocol'
import { useQuery } from '@tanstack/react-query'

import { Delayed } from '../../ui/delayed.tsx'
import { FailureView } from '../../ui/failure-view.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useFocusBack } from '../../ui/use-focus-back.ts'
import { useFormats, useWords } from '../../words/index.ts'
import { useFeedState } from '../feed/index.ts'
import { getDecision } from './api/get-decision.ts'
import { CandidateRow } from './candidate-row.tsx'
import { inOrder, isAskedTogether } from './candidates.ts'
import styles from './decision-drawer.module.css'

interface DecisionDrawerProps {
  conversationId: string
  messageId: string
  onClose: () => void
}

/** «Почему?»: the rule, whom it could have chosen, whom it chose, and what decided. */
export function DecisionDrawer({ conversationId, messageId, onClose }: DecisionDrawerProps) {
  const { decision: words, common } = useWords()
  useFocusBack()
  const { data, error, refetch } = useQuery({
    queryKey: ['decision', conversationId, messageId],
    queryFn: ({ signal }) => getDecision(conversationId, messageId, signal),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return (
    <Drawer
      opened
      onClose={onClose}
      title={words.title}
      size={480}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      {data ? <Explanation decision={data} /> : null}
      {!data && error ? (
        <FailureView title={words.failed} failure={error} onRepeat={() => void refetch()} />
      ) : null}
      {data || error ? null : (
        <Delayed>
          <Skeleton label={common.loading} shapes={['row', 'row', 'row', 'row']} />
        </Delayed>
      )}
    </Drawer>
  )
}

function Explanation({ decision }: { decision: Decision }) {
  const { decision: words } = useWords()
  const formats = useFormats()
  const team = useFeedState((state) => state.teams.get(decision.teamId ?? '')?.name)
  const isTogether = isAskedTogether(decision)
  return (
    <div className={styles.explanation}>
      <p className={styles.rule}>{words.rules[decision.rule]}</p>
      {decision.isRelaxed ? <p className={styles.fact}>{words.relaxed}</p> : null}
      <p className={styles.fact}>
        {team ? `${words.team(team)} · ` : ''}
        {words.at(formats.fullMoment(new Date(decision.at)))}
      </p>
      <h3 className={styles.heading}>
        {words.candidatesTitle} <span className={styles.count}>{decision.candidates.length}</span>
      </h3>
      <ul className={styles.list}>
        {inOrder(decision.candidates).map((candidate) => (
          <CandidateRow
            key={candidate.operatorId}
            candidate={candidate}
            decision={decision}
            mark={isTogether ? words.asked : words.chosen}
          />
        ))}
      </ul>
      <p className={styles.foot}>{words.before}</p>
    </div>
  )
}
