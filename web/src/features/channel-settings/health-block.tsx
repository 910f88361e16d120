import type { ChannelDetails, ChannelKindView } from '@otklik/protocol'

import { useFormats, useWords } from '../../words/index.ts'
import { Block } from '../settings-shell/index.ts'
import { Age } from './age.tsx'
import { Figure, Figures, Moment } from './figures.tsx'

interface HealthBlockProps {
  channel: ChannelDetails
  kind: ChannelKindView
  /** Since when it is in its state, where that is known. */
  since: string | undefined
}

/** What is known of the channel's work; «0» is zero, «ещё не было» is never. */
export function HealthBlock({ channel, kind, since }: HealthBlockProps) {
  const { channelSettings: words, channelState } = useWords()
  const formats = useFormats()
  const { health } = channel
  const { figures } = words
  const intake = kind.capabilities.hasPanel ? 'panel' : health.intake
  return (
    <Block title={channelState.now} help={words.intake[intake](kind.title)}>
      <Figures>
        {since ? (
          <Figure label={words.states[channel.state]}>
            <Age at={since} say={channelState.lasts} />
          </Figure>
        ) : null}
        <Figure label={figures.lastReceived}>
          <Moment at={health.lastReceivedAt} />
        </Figure>
        {intake === 'polling' ? (
          <Figure label={figures.lastAsked}>
            <Moment at={health.lastAskedAt} />
          </Figure>
        ) : null}
        <Figure label={figures.lastSent}>
          <Moment at={health.lastSentAt} />
        </Figure>
        <Figure
          label={figures.backlog}
          aside={
            health.oldestWaitingAt ? (
              <Age at={health.oldestWaitingAt} say={words.oldestWaits} />
            ) : undefined
          }
        >
          {formats.number(health.backlog)}
        </Figure>
        <Figure label={words.quarantine} isBad={health.quarantined > 0}>
          {formats.number(health.quarantined)}
        </Figure>
        <Figure label={figures.received}>{formats.number(health.receivedToday)}</Figure>
        <Figure label={figures.sent}>{formats.number(health.sentToday)}</Figure>
        <Figure label={figures.failed} isBad={health.failedToday > 0}>
          {formats.number(health.failedToday)}
        </Figure>
      </Figures>
    </Block>
  )
}
