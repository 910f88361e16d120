import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'

import { FailureView } from '../../ui/failure-view.tsx'
import { isMissing } from '../../ui/is-missing.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { StateView } from '../../ui/state-view.tsx'
import { useWords } from '../../words/index.ts'
import { RequirePermission, SettingsPage } from '../settings-shell/index.ts'
import { webhookQuery } from './api/webhooks.ts'
import { WebhookEditor } from './webhook-editor.tsx'

/** One webhook: what it is told, whether that works, and what was sent. */
export function WebhookPage() {
  const { developers } = useWords()
  const { webhookId } = useParams({ from: '/signed-in/settings/developers/webhooks/$webhookId' })
  return (
    <RequirePermission permission="developers.manage" title={developers.title}>
      <WebhookOf key={webhookId} webhookId={webhookId} />
    </RequirePermission>
  )
}

function WebhookOf({ webhookId }: { webhookId: string }) {
  const { common, developers: words } = useWords()
  const { data, error, refetch } = useQuery(webhookQuery(webhookId))
  if (data) return <WebhookEditor webhook={data} />
  return (
    <SettingsPage title={words.title} crumb={{ to: '/settings/developers', label: words.title }}>
      {isMissing(error) ? (
        <StateView icon="lock" title={words.unknown} />
      ) : error ? (
        <FailureView title={common.loadFailed} failure={error} onRepeat={() => void refetch()} />
      ) : (
        <Skeleton label={common.loading} shapes={['block', 'block']} />
      )}
    </SettingsPage>
  )
}
