import { useState } from 'react'

import { Segments } from '../../ui/segments.tsx'
import { useWords } from '../../words/index.ts'
import { ModuleOff, useModule } from '../modules/index.ts'
import { useCompanyDate } from '../session/index.ts'
import { Block, RequirePermission, SettingsPage, useMay } from '../settings-shell/index.ts'
import type { Days } from './api/tracking.ts'
import { Integrations } from './integrations.tsx'
import { Report } from './report.tsx'
import { Trackers } from './trackers.tsx'
import { Unmatched } from './unmatched.tsx'

const periods = ['7', '30', '90', '365'] as const
type Length = (typeof periods)[number]

const DAY_MS = 86_400_000

/** «Коллтрекинг» → «Обзорная панель» (CT-01). */
export function TrackingPage() {
  const { tracking } = useWords()
  return (
    <RequirePermission permission="reports.view" title={tracking.title}>
      <Overview />
    </RequirePermission>
  )
}

function Overview() {
  const { tracking: words } = useWords()
  const hasModule = useModule('call-tracking')
  const mayManage = useMay('channels.manage')
  const [length, setLength] = useState<Length>('30')
  const days = daysOf(length, useCompanyDate())
  return (
    <SettingsPage title={words.title} help={words.overview}>
      {hasModule ? null : <ModuleOff module="call-tracking" />}
      <Block
        title={words.report}
        aside={
          <Segments
            legend={words.period}
            value={length}
            segments={periods.map((value) => ({ value, label: words.days[value] }))}
            onChange={setLength}
          />
        }
      >
        <Report days={days} />
      </Block>
      <Block title={words.unmatched} help={words.unmatchedHelp}>
        <Unmatched days={days} />
      </Block>
      {mayManage && hasModule ? <Integrations /> : null}
      {mayManage && hasModule ? <Trackers /> : null}
    </SettingsPage>
  )
}

function daysOf(length: Length, today: Date): Days {
  const day = (at: number) => new Intl.DateTimeFormat('sv-SE').format(new Date(at))
  const now = today.getTime()
  return { from: day(now - (Number(length) - 1) * DAY_MS), to: day(now) }
}
