import type { ScheduleRules, Warning } from '@otklik/protocol/settings'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'

import { useWords } from '../../words/index.ts'
import { ChannelMendDialog } from '../channel-rules/index.ts'
import { useWarnings, WarningNotice, warningsAt } from '../settings-check/index.ts'
import styles from './schedule-page.module.css'

/** What the hours on the screen contradict, before they are saved. */
export function ScheduleWarnings({ rules }: { rules: ScheduleRules }) {
  const warnings = warningsAt(useWarnings({ schedule: rules }), { kind: 'schedule' })
  return warnings.map((warning) => (
    <ScheduleWarning key={`${warning.code} ${JSON.stringify(warning.facts)}`} warning={warning} />
  ))
}

function ScheduleWarning({ warning }: { warning: Warning }) {
  const { settingsCheck } = useWords()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <WarningNotice
        warning={warning}
        onMend={() => setOpen(true)}
        way={
          // Several channels answer nothing: each is put right on its own page.
          warning.code === 'uncovered-holiday' ? (
            <Link to="/settings/channels" className={styles.way}>
              {settingsCheck.openChannels}
            </Link>
          ) : undefined
        }
      />
      {warning.mend ? (
        <ChannelMendDialog warning={warning} isOpen={isOpen} onClose={() => setOpen(false)} />
      ) : null}
    </>
  )
}
