import { useWords } from '../../words/index.ts'
import { usePreferences, useSavePreferences } from '../session/index.ts'
import { Block } from '../settings-shell/index.ts'
import { PreferenceSwitch } from './preference-switch.tsx'

export function Keyboard() {
  const { common, profile } = useWords()
  const { enterSends, singleKeys } = usePreferences()
  const save = useSavePreferences()
  return (
    <Block title={profile.keyboard}>
      <PreferenceSwitch
        label={common.enterSends}
        help={profile.enterSendsHelp}
        isOn={enterSends}
        onChange={(enterSends) => save({ enterSends })}
      />
      <PreferenceSwitch
        label={common.singleKeys}
        help={profile.singleKeysHelp}
        isOn={singleKeys}
        onChange={(singleKeys) => save({ singleKeys })}
      />
    </Block>
  )
}
