import { useQuery } from '@tanstack/react-query'

import { FailureView } from '../../ui/failure-view.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useWords } from '../../words/index.ts'
import { RequirePermission, SettingsPage } from '../settings-shell/index.ts'
import { retentionQuery } from './api/retention.ts'
import { RetentionEditor } from './retention-editor.tsx'

/** «Хранение данных»: the owner says for how long what is kept. */
export function RetentionPage() {
  const { retention } = useWords()
  return (
    <RequirePermission permission="account.manage" title={retention.title}>
      <Terms />
    </RequirePermission>
  )
}

function Terms() {
  const { common, retention: words } = useWords()
  const { data, error, refetch } = useQuery(retentionQuery)
  if (data) return <RetentionEditor stored={data} />
  return (
    <SettingsPage title={words.title} help={words.subtitle}>
      {error ? (
        <FailureView title={common.loadFailed} failure={error} onRepeat={() => void refetch()} />
      ) : (
        <Skeleton label={common.loading} shapes={['block', 'block']} />
      )}
    </SettingsPage>
  )
}
