import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'

import { FailureView } from '../../ui/failure-view.tsx'
import { isMissing } from '../../ui/is-missing.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { StateView } from '../../ui/state-view.tsx'
import { useWords } from '../../words/index.ts'
import { RequirePermission, SettingsPage } from '../settings-shell/index.ts'
import { siteQuery } from './api/site.ts'
import { WidgetEditor } from './widget-editor.tsx'

/** «Виджет»: how the chat looks on the company's pages, beside the chat itself. */
export function WidgetPage() {
  const { siteDesigner: words } = useWords()
  const { channelId } = useParams({ from: '/signed-in/settings/channels/$channelId/widget' })
  return (
    <RequirePermission permission="channels.manage" title={words.title}>
      <Widget key={channelId} channelId={channelId} />
    </RequirePermission>
  )
}

function Widget({ channelId }: { channelId: string }) {
  const { channelSettings, common, settings, siteDesigner: words } = useWords()
  const { data, error, refetch } = useQuery(siteQuery(channelId))
  if (data) return <WidgetEditor channelId={channelId} site={data} />
  return (
    <SettingsPage
      title={words.title}
      crumb={{ to: '/settings/channels', label: settings.channels }}
    >
      {isMissing(error) ? (
        <StateView icon="message" title={channelSettings.noPanel} />
      ) : error ? (
        <FailureView title={common.loadFailed} failure={error} onRepeat={() => void refetch()} />
      ) : (
        <Skeleton label={common.loading} shapes={['block', 'block', 'block']} />
      )}
    </SettingsPage>
  )
}
