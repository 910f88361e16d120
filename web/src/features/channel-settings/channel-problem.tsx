import type { ChannelDetails, ChannelKindView } from '@otklik/protocol'
import type { ReactNode } from 'react'

import { Notice } from '../../ui/notice.tsx'
import { useFormats, useWords } from '../../words/index.ts'

interface ChannelProblemProps {
  channel: ChannelDetails
  kind: ChannelKindView
  /** The way to mend it. */
  action?: ReactNode
}

/** At most one: what stops the channel before what only stops a message. */
export function ChannelProblem({ channel, kind, action }: ChannelProblemProps) {
  const { channelSettings } = useWords()
  const { problem, state, health } = channel
  if (state === 'disconnected') return null
  if (problem) {
    return (
      <Notice
        tone={state === 'broken' ? 'danger' : 'warn'}
        help={<ProblemFacts problem={problem} />}
        actions={action}
      >
        <ProblemSentence reason={problem.reason} kind={kind} />
      </Notice>
    )
  }
  if (health.quarantined > 0) {
    return (
      <Notice tone="warn" actions={action}>
        {channelSettings.problems.quarantined(health.quarantined)}
      </Notice>
    )
  }
  return null
}

type Problem = NonNullable<ChannelDetails['problem']>

function ProblemSentence({ reason, kind }: { reason: Problem['reason']; kind: ChannelKindView }) {
  const { problems } = useWords().channelSettings
  const { title, credential, refusals } = kind
  if (reason === 'misconfigured') {
    return refusals.lost ?? problems.misconfigured(title, credential)
  }
  if (reason === 'unreachable') return problems.unreachable(title)
  if (reason === 'throttled') return problems.throttled(title)
  return problems.other(title)
}

/** For whoever searches the log or asks for help. */
function ProblemFacts({ problem }: { problem: Problem }) {
  const { problems } = useWords().channelSettings
  const formats = useFormats()
  const facts = [problems.since(formats.fullMoment(new Date(problem.since)))]
  if (problem.code) facts.push(problems.code(problem.code))
  return facts.join(' · ')
}
