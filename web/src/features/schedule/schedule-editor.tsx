import type { Schedule } from '@otklik/protocol/settings'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'

import { useWords } from '../../words/index.ts'
import { DryRunButton, DryRunPanel } from '../dry-run/index.ts'
import { ConflictNotice, SaveBar, useEditing } from '../editing/index.ts'
import { Editable, SettingsPage } from '../settings-shell/index.ts'
import { saveSchedule } from './api/save-schedule.ts'
import { scheduleQuery } from './api/schedule-query.ts'
import { DateCheck } from './date-check.tsx'
import { ExceptionList } from './exception-list.tsx'
import { OpenState } from './open-state.tsx'
import { Presets } from './presets.tsx'
import styles from './schedule-page.module.css'
import {
  dayName,
  daysOf,
  namesOf,
  rulesOf,
  type ScheduleValues,
  valuesOf,
} from './schedule-values.ts'
import { ScheduleWarnings } from './schedule-warnings.tsx'
import { useHoursCheck } from './use-hours-check.ts'
import { useShowHours } from './use-show-hours.ts'
import { WeekGrid } from './week-grid.tsx'
import { ZoneSelect } from './zone-select.tsx'

export function ScheduleEditor({ schedule }: { schedule: Schedule }) {
  const { schedule: words } = useWords()
  const edit = useScheduleEditing(schedule)
  const show = useShowHours()
  const rules = rulesOf(edit.values)
  const checked = useHoursCheck(rules)
  const errors = { ...edit.errors, ...checked?.errors }
  const [isChecking, setChecking] = useState(false)
  const wrong = Object.keys(errors)[0]
  const hasProblems = Object.keys(checked?.errors ?? {}).length > 0
  return (
    <SettingsPage
      isWide
      title={words.title}
      help={words.subtitle}
      state={
        <OpenState now={checked?.check?.now} hasProblems={hasProblems} timeZone={rules.timeZone} />
      }
      actions={
        <>
          <DryRunButton isOpen={isChecking} onToggle={setChecking} />
          <Editable>
            <ZoneSelect
              value={rules.timeZone}
              error={errors.timeZone}
              onChange={(timeZone) => edit.change({ timeZone })}
            />
          </Editable>
        </>
      }
      // There is room for one of them: the check takes the place of the exceptions while it is open.
      aside={
        isChecking ? undefined : (
          <>
            <Editable>
              <ExceptionList
                rules={rules}
                errors={errors}
                onChange={(exceptions) => edit.change({ exceptions })}
              />
            </Editable>
            <DateCheck rules={rules} />
          </>
        )
      }
      panel={
        isChecking ? (
          <DryRunPanel
            edited={edit.isDirty ? { schedule: rules } : undefined}
            wrong={wrong === undefined ? undefined : edit.nameOf(wrong)}
            onClose={() => setChecking(false)}
          />
        ) : undefined
      }
      footer={<SaveBar edits={[edit]} />}
    >
      <ConflictNotice edit={edit} show={show} />
      <ScheduleWarnings rules={rules} />
      <Presets week={rules.week} onChange={(week) => edit.change(daysOf(week))} />
      <WeekGrid
        week={rules.week}
        timeZone={rules.timeZone}
        errors={errors}
        onChange={(day, intervals) => edit.change({ [dayName(day)]: intervals })}
      />
      <div className={styles.hints}>
        <p>{words.help}</p>
        <p>{words.keysHelp}</p>
      </div>
    </SettingsPage>
  )
}

function useScheduleEditing(schedule: Schedule) {
  const { schedule: words } = useWords()
  const client = useQueryClient()
  return useEditing<Schedule, ScheduleValues>({
    stored: schedule,
    valuesOf,
    names: namesOf(words),
    save: ({ version, values }) => saveSchedule(version, rulesOf(values)),
    reload: () => client.fetchQuery({ ...scheduleQuery, staleTime: 0 }),
    keep: (saved) => client.setQueryData(scheduleQuery.queryKey, saved),
  })
}
