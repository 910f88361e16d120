import type { DryRun, DryRunRequest } from '@otklik/protocol/settings'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { ApiFailure } from '../../api/failure.ts'
import { ChoiceList } from '../../ui/choice-list.tsx'
import { FailureView } from '../../ui/failure-view.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { StateView } from '../../ui/state-view.tsx'
import { useMedia } from '../../ui/use-media.ts'
import { useSettled } from '../../ui/use-settled.ts'
import { useWords } from '../../words/index.ts'
import { useAfterSaving } from '../editing/index.ts'
import { dryRunQuery } from './api/run-dry.ts'
import styles from './dry-run-panel.module.css'
import { type Question, toRequest } from './question.ts'
import { differing } from './stretches.ts'
import { TimelineView } from './timeline-view.tsx'

interface DryRunAnswerProps {
  question: Question
  channelId: string
  edited: DryRunRequest['edited']
}

/** The timeline of what is asked now; until it is known, that of what was asked before. */
export function DryRunAnswer({ question, channelId, edited }: DryRunAnswerProps) {
  const { dryRun: words, common } = useWords()
  const asked = useSettled(toRequest(question, channelId, edited))
  const { data, error, isPlaceholderData, refetch } = useQuery(dryRunQuery(asked))
  // The list of replies is saved beside the form, and changes the answer to the same question.
  useAfterSaving(() => void refetch())
  if (error) {
    const isWrongForm = error instanceof ApiFailure && error.status === 422
    if (isWrongForm) return <StateView icon="play" title={words.impossible} help={words.mendAny} />
    return <FailureView title={words.failed} failure={error} onRepeat={() => void refetch()} />
  }
  if (!data) return <Skeleton label={common.loading} shapes={['row', 'row', 'row']} />
  return (
    <div className={styles.answer} aria-busy={isPlaceholderData || undefined}>
      {/* What was unsaved a moment ago may still be in the answer. */}
      {edited && data.edited ? (
        <Pair answer={data} edited={data.edited} />
      ) : (
        <TimelineView timeline={data.stored} timeZone={data.timeZone} label={words.timeline} />
      )}
    </div>
  )
}

/** The panel has room for two columns there. */
const roomForTwo = '(min-width: 1400px)'
type Side = 'stored' | 'edited'

function Pair({ answer, edited }: { answer: DryRun; edited: DryRun['stored'] }) {
  const { dryRun: words } = useWords()
  const [side, setSide] = useState<Side>('edited')
  const hasRoom = useMedia(roomForTwo)
  const { stored, timeZone } = answer
  const lost = differing(stored.steps, edited.steps)
  const won = differing(edited.steps, stored.steps)
  const isSame = lost.size === 0 && won.size === 0
  const view = (which: Side) => (
    <TimelineView
      timeline={which === 'stored' ? stored : edited}
      timeZone={timeZone}
      label={words[which]}
      changed={which === 'stored' ? lost : won}
    />
  )
  if (isSame) {
    return (
      <>
        <p className={styles.same}>{words.noDifference}</p>
        {view('edited')}
      </>
    )
  }
  if (hasRoom) {
    return (
      <div className={styles.pair}>
        {(['stored', 'edited'] as const).map((which) => (
          <div key={which} className={styles.column}>
            <h3 className={styles.side}>{words[which]}</h3>
            {view(which)}
          </div>
        ))}
      </div>
    )
  }
  return (
    <>
      <ChoiceList
        legend={words.timeline}
        isLegendHidden
        isRow
        value={side}
        choices={[
          { value: 'stored', label: words.stored },
          { value: 'edited', label: words.edited },
        ]}
        onChange={setSide}
      />
      {view(side)}
    </>
  )
}
