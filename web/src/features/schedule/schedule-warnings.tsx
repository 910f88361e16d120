import type { ScheduleRules } from '@otklik/protocol'

import { useWarnings, WarningNotice, warningsAt } from '../settings-check/index.ts'

/** What the hours on the screen contradict, before they are saved. */
export function ScheduleWarnings({ rules }: { rules: ScheduleRules }) {
  const warnings = warningsAt(useWarnings({ schedule: rules }), { kind: 'schedule' })
  return warnings.map((warning) => (
    <WarningNotice key={`${warning.code} ${JSON.stringify(warning.facts)}`} warning={warning} />
  ))
}
