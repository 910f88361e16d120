import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'

import { FailureView } from '../../ui/failure-view.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useWords } from '../../words/index.ts'
import { RequirePermission, SettingsPage } from '../settings-shell/index.ts'
import { groupsQuery } from './api/groups.ts'
import { GroupEditor } from './group-editor.tsx'

/** «Настройки группы каналов» (COM-50, QA-02). */
export function GroupPage() {
  const { channelGroups } = useWords()
  const { groupId } = useParams({ from: '/signed-in/settings/channel-groups/$groupId' })
  return (
    <RequirePermission permission="channels.manage" title={channelGroups.title}>
      <GroupOf key={groupId} groupId={groupId} />
    </RequirePermission>
  )
}

function GroupOf({ groupId }: { groupId: string }) {
  const { common, channelGroups: words } = useWords()
  const { data, error, refetch } = useQuery(groupsQuery)
  const group = data?.find(({ id }) => id === groupId)
  if (data && group) return <GroupEditor group={group} groups={data} />
  return (
    <SettingsPage
      title={words.title}
      crumb={{ to: '/settings/channel-groups', label: words.title }}
    >
      {data ? <Notice tone="warn">{words.unknown}</Notice> : null}
      {!data && error ? (
        <FailureView title={common.loadFailed} failure={error} onRepeat={() => void refetch()} />
      ) : null}
      {data || error ? null : <Skeleton label={common.loading} shapes={['block', 'block']} />}
    </SettingsPage>
  )
}
