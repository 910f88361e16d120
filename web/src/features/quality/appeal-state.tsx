import type { Appeal } from '@otklik/protocol/reports'

import { Notice } from '../../ui/notice.tsx'
import { useNames } from './use-names.ts'

/** What the operator has written, and what has become of it. */
export function AppealState({ appeal }: { appeal: Appeal }) {
  const { words, operator, moment } = useNames()
  const { decision, decisionText, decidedBy, decidedAt } = appeal
  const said = `${appeal.text} · ${moment(appeal.at)}`
  if (!decision) return <Notice help={said}>{words.appeals.waiting}</Notice>
  const by = `${decidedBy ? `${operator(decidedBy)}: ` : ''}${decisionText ?? ''}`
  return (
    <Notice
      tone={decision === 'upheld' ? 'ok' : 'plain'}
      help={
        <>
          {by}
          {decidedAt ? ` · ${moment(decidedAt)}` : null}
          <br />
          {words.appeals.title}: {said}
        </>
      }
    >
      {decision === 'upheld' ? words.appeals.wasUpheld : words.appeals.wasRejected}
    </Notice>
  )
}
