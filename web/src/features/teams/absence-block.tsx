import { ChoiceList } from '../../ui/choice-list.tsx'
import { useWords } from '../../words/index.ts'
import type { Editing } from '../editing/index.ts'
import { Block } from '../settings-shell/index.ts'
import { DurationField } from './duration-field.tsx'
import type { TeamValues } from './team-values.ts'

/** What becomes of the conversations of somebody who went off line. */
export function AbsenceBlock({ edit }: { edit: Editing<TeamValues> }) {
  const { teams: words } = useWords()
  const absence = edit.values['settings.absence']
  return (
    <Block title={words.absence} help={words.absenceHelp}>
      <ChoiceList
        isLegendHidden
        legend={words.absence}
        value={absence.policy}
        choices={(['keep', 'queue', 'reassign'] as const).map((value) => ({
          value,
          label: words.absences[value],
        }))}
        onChange={(policy) => edit.change({ 'settings.absence': { ...absence, policy } })}
      />
      {absence.policy === 'keep' ? null : (
        <DurationField
          label={words.absenceAfter}
          path="settings.absence.afterS"
          value={absence.afterS}
          least={0}
          most={86_400}
          error={edit.errors['settings.absence.afterS']}
          onChange={(afterS) => edit.change({ 'settings.absence': { ...absence, afterS } })}
        />
      )}
    </Block>
  )
}
