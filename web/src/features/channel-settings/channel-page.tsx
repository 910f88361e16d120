import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'

import { ApiFailure } from '../../api/failure.ts'
import { FailureView } from '../../ui/failure-view.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { StateView } from '../../ui/state-view.tsx'
import { useWords } from '../../words/index.ts'
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
  useLiveChannels()
  const kind = kinds.data?.find(({ id }) => id === channel.data?.kind)
  if (channel.data && kind) {
    const View = channel.data.state === 'disconnected' ? DisconnectedChannel : ChannelEditor
    return <View channel={channel.data} kind={kind} />
  }
  const failure = channel.error ?? kinds.error
  const isUnknown =
    failure instanceof ApiFailure && (failure.status === 404 || failure.status === 400)
  return (
    <SettingsPage
      title={settings.channels}
      crumb={{ to: '/settings/channels', label: settings.channels }}
    >
      {isUnknown ? (
        <StateView icon="message" title={channelSettings.unknownChannel} />
      ) : failure ? (
        <FailureView
          title={common.loadFailed}
          failure={failure}
          onRepeat={() => {
            void kinds.refetch()
            void channel.refetch()
          }}
        />
      ) : (
        <Skeleton label={common.loading} shapes={['block', 'block', 'block']} />
      )}
    </SettingsPage>
  )
}
