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
  const warnings = warningsAt(useWarnings({ team: editedTeam(team, edit) }), {
    kind: 'team',
    id: team.id,
  })
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

/** The team as it would be if the form were saved, for whoever asks what that would mean. */
export function editedTeam({ id, isEveryone }: Team, { values }: Editing<TeamValues>) {
  return {
    id,
    settings: settingsOf(values),
    ...(!isEveryone && { memberIds: values.memberIds }),
  }
}
