import type { Team } from '@otklik/protocol'

import type { Editing } from '../editing/index.ts'
import { useWarnings, WarningNotice, warningsAt } from '../settings-check/index.ts'
import { settingsOf, type TeamValues } from './team-values.ts'

interface TeamWarningsProps {
  team: Team
  edit: Editing<TeamValues>
}

/** What the settings on the screen contradict, with what mends it put into the form. */
export function TeamWarnings({ team, edit }: TeamWarningsProps) {
  const { values } = edit
  const edited = {
    id: team.id,
    settings: settingsOf(values),
    ...(!team.isEveryone && { memberIds: values.memberIds }),
  }
  const warnings = warningsAt(useWarnings({ team: edited }), { kind: 'team', id: team.id })
  return warnings.map((warning) => {
    const settings = warning.mend?.team?.settings
    const mended = Object.entries(settings ?? {}).map(([key, value]) => [`settings.${key}`, value])
    return (
      <WarningNotice
        key={`${warning.code} ${JSON.stringify(warning.facts)}`}
        warning={warning}
        onMend={
          settings
            ? () => edit.change(Object.fromEntries(mended) as Partial<TeamValues>)
            : undefined
        }
      />
    )
  })
}
