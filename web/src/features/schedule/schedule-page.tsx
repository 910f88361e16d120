import { useQuery } from '@tanstack/react-query'

import { FailureView } from '../../ui/failure-view.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useWords } from '../../words/index.ts'
import { RequirePermission, SettingsPage } from '../settings-shell/index.ts'
import { scheduleQuery } from './api/schedule-query.ts'
import { ScheduleEditor } from './schedule-editor.tsx'

/** «Расписание работы»: one for the whole company (COM-03). */
export function SchedulePage() {
  const { schedule } = useWords()
  return (
    <RequirePermission permission="schedule.manage" title={schedule.title}>
      <Hours />
    </RequirePermission>
  )
}

function Hours() {
  const { common, schedule: words } = useWords()
  const { data, error, refetch } = useQuery(scheduleQuery)
  if (data) return <ScheduleEditor schedule={data} />
  return (
    <SettingsPage isWide title={words.title} help={words.subtitle}>
      {error ? (
        <FailureView title={common.loadFailed} failure={error} onRepeat={() => void refetch()} />
      ) : (
        <Skeleton label={common.loading} shapes={['row', 'block', 'block']} />
      )}
    </SettingsPage>
  )
}
