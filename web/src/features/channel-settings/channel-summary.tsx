import { Button } from '@mantine/core'
import type { ChannelDetails, ChannelKindView } from '@otklik/protocol'
import { Link } from '@tanstack/react-router'

import { ButtonLink } from '../../ui/button-link.tsx'
import { useFormats, useWords } from '../../words/index.ts'
import { Age } from './age.tsx'
import { addressOf } from './channel-name.ts'
import { ChannelProblem } from './channel-problem.tsx'
import { ChannelState } from './channel-state.tsx'
import styles from './channel-summary.module.css'

interface ChannelSummaryProps {
  channel: ChannelDetails
  kind: ChannelKindView
  onLog: () => void
}

/** One connected account: who it is, how it does, what is the matter, where to go. */
export function ChannelSummary({ channel, kind, onLog }: ChannelSummaryProps) {
  const { channelSettings: words } = useWords()
  const address = addressOf(channel)
  const page = { to: '/settings/channels/$channelId', params: { channelId: channel.id } } as const
  return (
    <section className={styles.channel} aria-label={address}>
      <div className={styles.identity}>
        <p className={styles.name} title={channel.name}>
          {channel.name}
        </p>
        <ChannelState channel={channel} />
      </div>
      <div className={styles.facts}>
        <p className={styles.second}>
          {address === channel.name ? null : <span className={styles.address}>{address}</span>}
          <LastEvent health={channel.health} />
        </p>
        <Counts health={channel.health} />
      </div>
      <ChannelProblem
        channel={channel}
        kind={kind}
        action={
          <Link {...page} className={styles.mend}>
            <MendingWords channel={channel} />
          </Link>
        }
      />
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

function LastEvent({ health }: { health: ChannelDetails['health'] }) {
  const { channelSettings: words } = useWords()
  if (!health.lastReceivedAt) return <span>{words.noEvents}</span>
  return <Age at={health.lastReceivedAt} say={words.ago} />
}

function Counts({ health }: { health: ChannelDetails['health'] }) {
  const { channelSettings: words } = useWords()
  const formats = useFormats()
  const { receivedToday, sentToday, failedToday, backlog } = health
  return (
    <p className={styles.counts}>
      {words.today(formats.number(receivedToday), formats.number(sentToday))}
      {backlog > 0 ? `, ${words.waiting(formats.number(backlog))}` : null}
      {failedToday > 0 ? (
        <span className={styles.failed}>, {words.failedToday(formats.number(failedToday))}</span>
      ) : null}
    </p>
  )
}

function MendingWords({ channel }: { channel: ChannelDetails }) {
  const { problems } = useWords().channelSettings
  if (channel.problem?.reason === 'misconfigured') return problems.replace
  if (channel.problem?.reason === 'unreachable') return problems.checkProxy
  return problems.open
}
