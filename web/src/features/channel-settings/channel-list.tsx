import type { ChannelDetails } from '@otklik/protocol'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { FailureView } from '../../ui/failure-view.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useWords } from '../../words/index.ts'
import { ScheduleBlock } from '../channel-rules/index.ts'
import { useWarnings } from '../settings-check/index.ts'
import { SettingsPage } from '../settings-shell/index.ts'
import { useChannelKinds } from './api/channel-kinds.ts'
import { channelsQuery } from './api/channels.ts'
import styles from './channel-list.module.css'
import { KindCard } from './kind-card.tsx'
import { LogDrawer } from './log-drawer.tsx'
import { useLiveChannels } from './use-live-channels.ts'

/** A card per platform, listing its channels with their state (COM-01). */
export function ChannelList() {
  const { channelSettings, common, settings } = useWords()
  const kinds = useChannelKinds()
  const channels = useQuery(channelsQuery)
  const [logged, setLogged] = useState<ChannelDetails>()
  const warnings = useWarnings()
  useLiveChannels()
  const failure = channels.data ? undefined : (channels.error ?? kinds.error)
  const isLoaded = kinds.data !== undefined && channels.data !== undefined
  return (
    <SettingsPage isWide title={settings.channels} help={channelSettings.subtitle}>
      <ScheduleBlock isShort />
      {isLoaded ? (
        <div className={styles.cards}>
          {kinds.data.map((kind) => (
            <KindCard
              key={kind.id}
              kind={kind}
              channels={channels.data.filter((channel) => channel.kind === kind.id)}
              warnings={warnings}
              onLog={setLogged}
            />
          ))}
        </div>
      ) : null}
      {failure ? (
        <FailureView
          title={common.loadFailed}
          failure={failure}
          onRepeat={() => {
            void kinds.refetch()
            void channels.refetch()
          }}
        />
      ) : null}
      {isLoaded || failure ? null : <Skeleton label={common.loading} shapes={['card']} />}
      <LogDrawer channel={logged} onClose={() => setLogged(undefined)} />
    </SettingsPage>
  )
}
