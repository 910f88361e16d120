import type { ChannelDetails, ChannelKindView } from '@otklik/protocol'
import type { ChannelStanding } from '@otklik/protocol/settings'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { FailureView } from '../../ui/failure-view.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useWords } from '../../words/index.ts'
import { standingQuery } from './api/standing.ts'
import { HealthBlock } from './health-block.tsx'
import { HistoryBlock } from './history-block.tsx'
import { LogDrawer } from './log-drawer.tsx'
import { QuarantineBlock } from './quarantine-block.tsx'
import { RefusalsBlock } from './refusals-block.tsx'
import { WatchBlock } from './watch-block.tsx'

interface StateTabProps {
  channel: ChannelDetails
  kind: ChannelKindView
}

/** «Состояние»: what has to be looked at first, then how it does, then how it did. */
export function StateTab({ channel, kind }: StateTabProps) {
  const { common } = useWords()
  const standing = useQuery(standingQuery(channel.id))
  return (
    <>
      {channel.health.quarantined > 0 ? <QuarantineBlock channelId={channel.id} /> : null}
      <HealthBlock channel={channel} kind={kind} since={standing.data?.since} />
      {standing.data ? <Standing channel={channel} kind={kind} standing={standing.data} /> : null}
      {!standing.data && standing.error ? (
        <FailureView
          title={common.loadFailed}
          failure={standing.error}
          onRepeat={() => void standing.refetch()}
        />
      ) : null}
      {standing.data || standing.error ? null : (
        <Skeleton label={common.loading} shapes={['block', 'block']} />
      )}
    </>
  )
}

interface StandingProps extends StateTabProps {
  standing: ChannelStanding
}

function Standing({ channel, kind, standing }: StandingProps) {
  const { hasPanel } = kind.capabilities
  const [isLogOpen, setLogOpen] = useState(false)
  return (
    <>
      <RefusalsBlock refusals={standing.refusals} onLog={() => setLogOpen(true)} />
      {hasPanel ? null : <WatchBlock channel={channel} standing={standing} />}
      <HistoryBlock history={standing.history} />
      <LogDrawer channel={isLogOpen ? channel : undefined} onClose={() => setLogOpen(false)} />
    </>
  )
}
