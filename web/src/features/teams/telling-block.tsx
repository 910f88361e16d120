import { Switch } from '../../ui/switch.tsx'
import { useWords } from '../../words/index.ts'
import type { Editing } from '../editing/index.ts'
import { Block } from '../settings-shell/index.ts'
import { DurationField } from './duration-field.tsx'
import type { TeamValues } from './team-values.ts'

const USUAL_TELL_S = 120
const USUAL_SILENCE_S = 600
const LONGEST_S = 86_400

/** REQ-04: the norm, and who is told when a customer waits beyond it. */
export function TellingBlock({ edit }: { edit: Editing<TeamValues> }) {
  const { teams: words } = useWords()
  const { values, errors } = edit
  const tellTeamS = values['settings.tellTeamS']
  const silenceS = values['settings.silenceS']
  return (
    <Block title={words.telling} help={words.tellingHelp}>
      <DurationField
        label={words.norm}
        path="settings.answerNormS"
        value={values['settings.answerNormS']}
        least={30}
        most={LONGEST_S}
        help={words.normHelp}
        error={errors['settings.answerNormS']}
        onChange={(seconds) => edit.change({ 'settings.answerNormS': seconds })}
      />
      <Switch
        label={words.tellsTeam}
        help={words.tellsTeamHelp}
        isOn={tellTeamS !== null}
        onChange={(isOn) => edit.change({ 'settings.tellTeamS': isOn ? USUAL_TELL_S : null })}
      />
      {tellTeamS === null ? null : (
        <DurationField
          label={words.tellTeam}
          path="settings.tellTeamS"
          value={tellTeamS}
          least={5}
          most={LONGEST_S}
          error={errors['settings.tellTeamS']}
          onChange={(seconds) => edit.change({ 'settings.tellTeamS': seconds })}
        />
      )}
      <Switch
        label={words.tellsOfSilence}
        help={words.tellsOfSilenceHelp}
        isOn={silenceS !== null}
        onChange={(isOn) => edit.change({ 'settings.silenceS': isOn ? USUAL_SILENCE_S : null })}
      />
      {silenceS === null ? null : (
        <DurationField
          label={words.silence}
          path="settings.silenceS"
          value={silenceS}
          least={30}
          most={LONGEST_S}
          error={errors['settings.silenceS']}
          onChange={(seconds) => edit.change({ 'settings.silenceS': seconds })}
        />
      )}
    </Block>
  )
}
