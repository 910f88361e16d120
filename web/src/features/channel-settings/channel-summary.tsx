import { Button } from '@mantine/core'
import type { ChannelDetails, ChannelKindView } from '@otklik/protocol'
import type { Warning } from '@otklik/protocol/settings'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'

import { ButtonLink } from '../../ui/button-link.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useWords } from '../../words/index.ts'
import { channelRulesQuery, useReceiverName } from '../channel-rules/index.ts'
import { mostImportant, WarningNotice, warningsAt } from '../settings-check/index.ts'
import { Age } from './age.tsx'
import { addressOf } from './channel-name.ts'
import { ChannelProblem } from './channel-problem.tsx'
import { ChannelState } from './channel-state.tsx'
import styles from './channel-summary.module.css'
import { DayCounts, HourBars } from './hour-bars.tsx'

interface ChannelSummaryProps {
  channel: ChannelDetails
  kind: ChannelKindView
  warnings: readonly Warning[]
  onLog: () => void
}

/** One connected account: who it is, who receives, how it does, what is the matter, where to go. */
export function ChannelSummary({ channel, kind, warnings, onLog }: ChannelSummaryProps) {
  const { channelSettings: words } = useWords()
  const address = addressOf(channel)
  const page = { to: '/settings/channels/$channelId', params: { channelId: channel.id } } as const
  const warning = mostImportant(warningsAt(warnings, { kind: 'channel', id: channel.id }))
  const { hours, backlog, lastReceivedAt } = channel.health
  return (
    <section className={styles.channel} aria-label={address}>
      <div className={styles.identity}>
        <p className={styles.name} title={channel.name}>
          {address}
        </p>
        <ChannelState channel={channel} isWarned={warning !== undefined} />
      </div>
      <p className={styles.second}>
        <span>{address === channel.name ? factOf(channel) : channel.name}</span>
        <ReceiverName channelId={channel.id} />
      </p>
      <HourBars hours={hours} />
      <p className={styles.counts}>
        <span>
          <DayCounts hours={hours} backlog={backlog} />
        </span>
        {lastReceivedAt ? (
          <Age at={lastReceivedAt} say={words.ago} />
        ) : (
          <span>{words.noEvents}</span>
        )}
      </p>
      <OneProblem channel={channel} kind={kind} warning={warning} />
      <footer className={styles.foot}>
        <ButtonLink {...page} variant="default" size="xs" aria-label={words.configureOf(address)}>
          {words.configure}
        </ButtonLink>
        <Button
          variant="subtle"
          color="gray"
          size="xs"
          aria-label={words.logOf(address)}
          onClick={onLog}
        >
          {words.log}
        </Button>
      </footer>
    </section>
  )
}

/** What else it is known by: the phone of a number. */
const factOf = ({ identity }: ChannelDetails) => Object.values(identity?.facts ?? {})[0] ?? ''

interface OneProblemProps {
  channel: ChannelDetails
  kind: ChannelKindView
  warning: Warning | undefined
}

/** With the way to mend it: what stops the channel, what its platform withholds, what contradicts. */
function OneProblem({ channel, kind, warning }: OneProblemProps) {
  const { settingsCheck } = useWords()
  const page = { to: '/settings/channels/$channelId', params: { channelId: channel.id } } as const
  if (channel.problem || channel.health.quarantined > 0) {
    return (
      <ChannelProblem
        channel={channel}
        kind={kind}
        action={
          <Link {...page} search={mendingPlace(channel)} className={styles.mend}>
            <MendingWords channel={channel} kind={kind} />
          </Link>
        }
      />
    )
  }
  const [finding] = channel.findings
  if (finding && channel.state !== 'disconnected') {
    return (
      <Notice
        tone={finding.severity === 'blocks' ? 'danger' : 'warn'}
        actions={
          <Link {...page} className={styles.mend}>
            {settingsCheck.open}
          </Link>
        }
      >
        {finding.text}
      </Notice>
    )
  }
  if (warning?.place.kind !== 'channel') return null
  const { tab } = warning.place
  return (
    <WarningNotice
      warning={warning}
      way={
        <Link {...page} search={tab === 'working' ? {} : { tab }} className={styles.mend}>
          {settingsCheck.open}
        </Link>
      }
    />
  )
}

function ReceiverName({ channelId }: { channelId: string }) {
  const { channelRules: words } = useWords()
  const { data: rules } = useQuery(channelRulesQuery(channelId))
  const name = useReceiverName()
  if (!rules) return null
  return <span title={words.receiver}>{name(rules.receiver)}</span>
}

/** The tab on which it is mended. */
function mendingPlace({ problem }: ChannelDetails): { tab?: 'common' | 'state' } {
  if (problem?.reason === 'misconfigured') return {}
  return { tab: problem?.reason === 'unreachable' ? 'common' : 'state' }
}

function MendingWords({ channel, kind }: { channel: ChannelDetails; kind: ChannelKindView }) {
  const { problems } = useWords().channelSettings
  if (channel.problem?.reason === 'misconfigured') return problems.replace(kind.credential)
  if (channel.problem?.reason === 'unreachable') return problems.checkProxy
  return problems.open
}
