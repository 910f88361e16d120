import type { Trouble } from '@otklik/protocol/settings'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'

import { IconButton } from '../../ui/icon-button.tsx'
import { Icon } from '../../ui/icons.tsx'
import { useWords } from '../../words/index.ts'
import { type FeedState, useFeedState } from '../feed/index.ts'
import { foldAway, foldedAway } from './folded-away.ts'
import styles from './trouble-bar.module.css'

/** One line, whatever there is of it; gone by itself when it is mended. */
export function TroubleBar() {
  const { troubles: words } = useWords()
  const [folded, setFolded] = useState(foldedAway)
  const state = useFeedState((current) => current)
  const shown = [...state.troubles.values()].filter(({ id }) => !folded.has(id))
  const [first] = shown
  if (!first) return null
  const channels = [...new Set(shown.flatMap(({ channelId }) => channelId ?? []))]
  const webhooks = shown.flatMap(({ webhook }) => webhook?.name ?? [])
  const names = [
    ...channels.map((id) => nameOf(state, id)),
    ...webhooks.map((name) => words.webhook(name)),
  ].join(', ')
  return (
    <div className={styles.bar}>
      <Icon name="warning" />
      <span className={styles.text}>{sentence(shown, names, words)}</span>
      <Link className={styles.open} {...placeOf(channels, webhooks.length > 0)}>
        {words.open}
      </Link>
      <IconButton
        icon="close"
        label={words.fold}
        className={styles.fold}
        onClick={() => setFolded(foldAway(shown.map(({ id }) => id)))}
      />
    </div>
  )
}

type TroubleWords = ReturnType<typeof useWords>['troubles']

function sentence(shown: Trouble[], names: string, words: TroubleWords): string {
  const [first] = shown
  if (!first || shown.length > 1) return words.several(names)
  if (first.kind === 'webhook-off') return words.webhookOff(first.webhook?.name ?? '')
  return words.kinds[first.kind](names)
}

function placeOf(channels: string[], hasWebhooks: boolean) {
  const [channelId] = channels
  if (channelId === undefined && hasWebhooks) return { to: '/settings/developers' } as const
  if (channelId === undefined || channels.length > 1) return { to: '/settings/channels' } as const
  return { to: '/settings/channels/$channelId', params: { channelId } } as const
}

function nameOf({ channels, channelKinds }: FeedState, id: string): string {
  const channel = channels.get(id)
  if (!channel) return ''
  return `${channelKinds.get(channel.kind)?.title ?? channel.kind} «${channel.name}»`
}
