import type { ChannelDetails, ChannelKindView } from '@otklik/protocol'
import type { Warning } from '@otklik/protocol/settings'
import { Link } from '@tanstack/react-router'
import { useId } from 'react'
import { ButtonLink } from '../../ui/button-link.tsx'
import { Icon } from '../../ui/icons.tsx'
import { useWords } from '../../words/index.ts'
import { ModuleOff } from '../modules/index.ts'
import { useSession } from '../session/index.ts'
import { addressOf } from './channel-name.ts'
import { ChannelSummary } from './channel-summary.tsx'
import styles from './kind-card.module.css'
import { KindGlyph } from './kind-glyph.tsx'

interface KindCardProps {
  kind: ChannelKindView
  channels: readonly ChannelDetails[]
  /** Of all channels. */
  warnings: readonly Warning[]
  onLog: (channel: ChannelDetails) => void
}

export function KindCard({ kind, channels, warnings, onLog }: KindCardProps) {
  const { channelSettings: words } = useWords()
  const id = useId()
  const connected = channels.filter(({ state }) => state !== 'disconnected')
  const disconnected = channels.filter(({ state }) => state === 'disconnected')
  const isConnected = connected.length > 0
  const isOffered = useIsOffered(kind)
  return (
    <article className={styles.card} data-empty={!isConnected || undefined} aria-labelledby={id}>
      <header className={styles.head}>
        <span className={styles.glyph}>
          <KindGlyph kind={kind} size={22} />
        </span>
        <h2 id={id} className={styles.title}>
          {kind.title}
        </h2>
        {isConnected && isOffered ? (
          <Link
            to="/settings/channels/new/$kind"
            params={{ kind: kind.id }}
            className={styles.more}
          >
            <Icon name="plus" />
            {words.connectMore}
          </Link>
        ) : null}
      </header>
      {connected.map((channel) => (
        <ChannelSummary
          key={channel.id}
          channel={channel}
          kind={kind}
          warnings={warnings}
          onLog={() => onLog(channel)}
        />
      ))}
      {isConnected ? null : (
        <>
          <p className={styles.offer}>{words.notConnected(kind.title)}</p>
          {kind.module && !isOffered ? (
            <ModuleOff module={kind.module} />
          ) : (
            <ButtonLink
              to="/settings/channels/new/$kind"
              params={{ kind: kind.id }}
              variant="default"
              aria-label={words.connectOf(kind.title)}
              className={styles.connect ?? ''}
            >
              {words.connect}
            </ButtonLink>
          )}
        </>
      )}
      {disconnected.length > 0 ? <Disconnected channels={disconnected} /> : null}
    </article>
  )
}

/** Some platforms are a service of the company, on or off (D-21). */
function useIsOffered({ module }: ChannelKindView): boolean {
  const { modules } = useSession()
  return module === undefined || modules[module]
}

/** Folded away: they do nothing any more, but their history and their log are still there. */
function Disconnected({ channels }: { channels: readonly ChannelDetails[] }) {
  const { channelSettings } = useWords()
  return (
    <details className={styles.disconnected}>
      <summary>{channelSettings.disconnectedCount(channels.length)}</summary>
      <ul>
        {channels.map((channel) => (
          <li key={channel.id}>
            <Link
              to="/settings/channels/$channelId"
              params={{ channelId: channel.id }}
              className={styles.old}
            >
              {channel.name} <span>{addressOf(channel)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </details>
  )
}
