import type { ChannelDetails, ChannelKindView } from '@otklik/protocol'
import type { ReactNode } from 'react'

import { useFormats, useWords } from '../../words/index.ts'
import { Block } from '../settings-shell/index.ts'
import { Age } from './age.tsx'
import styles from './health-block.module.css'

interface HealthBlockProps {
  channel: ChannelDetails
  kind: ChannelKindView
}

/** What is known of the channel's work; «0» is zero, «ещё не было» is never. */
export function HealthBlock({ channel, kind }: HealthBlockProps) {
  const { channelSettings: words } = useWords()
  const formats = useFormats()
  const { health } = channel
  const { figures } = words
  const intake = kind.capabilities.hasPanel ? 'panel' : health.intake
  return (
    <Block title={words.health} help={words.intake[intake](kind.title)}>
      <dl className={styles.figures}>
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
        <Figure label={figures.backlog}>
          {formats.number(health.backlog)}
          {health.oldestWaitingAt ? (
            <span className={styles.aside}>
              <Age at={health.oldestWaitingAt} say={words.oldestWaits} />
            </span>
          ) : null}
        </Figure>
        <Figure label={figures.received}>{formats.number(health.receivedToday)}</Figure>
        <Figure label={figures.sent}>{formats.number(health.sentToday)}</Figure>
        <Figure label={figures.failed} isBad={health.failedToday > 0}>
          {formats.number(health.failedToday)}
        </Figure>
        {health.recovered ? (
          <Figure label={figures.recovered}>
            {words.recovered(health.recovered.count)}
            <span className={styles.aside}>
              <Age at={health.recovered.at} say={words.ago} />
            </span>
          </Figure>
        ) : null}
      </dl>
    </Block>
  )
}

interface FigureProps {
  label: string
  isBad?: boolean
  children: ReactNode
}

function Figure({ label, isBad = false, children }: FigureProps) {
  return (
    <div className={styles.figure}>
      <dt>{label}</dt>
      <dd data-bad={isBad || undefined}>{children}</dd>
    </div>
  )
}

function Moment({ at }: { at: string | undefined }) {
  const { channelSettings: words } = useWords()
  return at ? <Age at={at} say={words.ago} /> : words.never
}
