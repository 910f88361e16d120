import { useParams, useSearch } from '@tanstack/react-router'

import { FailureView } from '../../ui/failure-view.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { StateView } from '../../ui/state-view.tsx'
import { useWords } from '../../words/index.ts'
import { RequirePermission, SettingsPage } from '../settings-shell/index.ts'
import { useChannelKinds } from './api/channel-kinds.ts'
import { NewChannel } from './new-channel.tsx'
import { NewChannelBySignIn } from './new-channel-by-sign-in.tsx'

export function NewChannelPage() {
  const { channelSettings, common, settings } = useWords()
  const { kind: kindId } = useParams({ from: '/signed-in/settings/channels/new/$kind' })
  const { signIn } = useSearch({ from: '/signed-in/settings/channels/new/$kind' })
  const { data: kinds, error, refetch } = useChannelKinds()
  const kind = kinds?.find(({ id }) => id === kindId)
  return (
    <RequirePermission permission="channels.manage" title={settings.channels}>
      {kind ? (
        signIn ? (
          <NewChannelBySignIn key={signIn} kind={kind} signInId={signIn} />
        ) : (
          <NewChannel key={kind.id} kind={kind} />
        )
      ) : (
        <SettingsPage
          title={settings.channels}
          crumb={{ to: '/settings/channels', label: settings.channels }}
        >
          {error ? (
            <FailureView
              title={common.loadFailed}
              failure={error}
              onRepeat={() => void refetch()}
            />
          ) : null}
          {kinds ? <StateView icon="message" title={channelSettings.unknownKind} /> : null}
          {kinds || error ? null : <Skeleton label={common.loading} shapes={['block', 'block']} />}
        </SettingsPage>
      )}
    </RequirePermission>
  )
}
