import { useQuery } from '@tanstack/react-query'
import { useParams, useSearch } from '@tanstack/react-router'

import { FailureView } from '../../ui/failure-view.tsx'
import { isMissing } from '../../ui/is-missing.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { StateView } from '../../ui/state-view.tsx'
import { useWords } from '../../words/index.ts'
import { channelRulesQuery } from '../channel-rules/index.ts'
import { RequirePermission, SettingsPage } from '../settings-shell/index.ts'
import { useChannelKinds } from './api/channel-kinds.ts'
import { channelQuery } from './api/channels.ts'
import { ChannelEditor } from './channel-editor.tsx'
import { DisconnectedChannel } from './disconnected-channel.tsx'
import { useLiveChannels } from './use-live-channels.ts'

export function ChannelPage() {
  const { settings } = useWords()
  const { channelId } = useParams({ from: '/signed-in/settings/channels/$channelId' })
  return (
    <RequirePermission permission="channels.manage" title={settings.channels}>
      <Channel key={channelId} channelId={channelId} />
    </RequirePermission>
  )
}

function Channel({ channelId }: { channelId: string }) {
  const { channelSettings, common, settings } = useWords()
  const kinds = useChannelKinds()
  const channel = useQuery(channelQuery(channelId))
  const rules = useQuery(channelRulesQuery(channelId))
  const { tab = 'working' } = useSearch({ from: '/signed-in/settings/channels/$channelId' })
  useLiveChannels()
  const kind = kinds.data?.find(({ id }) => id === channel.data?.kind)
  if (channel.data && kind) {
    if (channel.data.state === 'disconnected') {
      return <DisconnectedChannel channel={channel.data} kind={kind} />
    }
    if (rules.data) {
      return <ChannelEditor channel={channel.data} kind={kind} stored={rules.data} tab={tab} />
    }
  }
  const failure = channel.error ?? kinds.error ?? rules.error
  return (
    <SettingsPage
      title={settings.channels}
      crumb={{ to: '/settings/channels', label: settings.channels }}
    >
      {isMissing(failure) ? (
        <StateView icon="message" title={channelSettings.unknownChannel} />
      ) : failure ? (
        <FailureView
          title={common.loadFailed}
          failure={failure}
          onRepeat={() => {
            void kinds.refetch()
            void channel.refetch()
            void rules.refetch()
          }}
        />
      ) : (
        <Skeleton label={common.loading} shapes={['block', 'block', 'block']} />
      )}
    </SettingsPage>
  )
}
