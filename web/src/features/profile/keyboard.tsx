import { Switch } from '../../ui/switch.tsx'
import { useWords } from '../../words/index.ts'
import { OwnKeys } from '../commands/own-keys.tsx'
import { usePreferences, useSavePreferences } from '../session/index.ts'
import { Block } from '../settings-shell/index.ts'

export function Keyboard() {
  const { common, profile } = useWords()
  const { enterSends, singleKeys } = usePreferences()
  const save = useSavePreferences()
  return (
    <Block title={profile.keyboard}>
      <Switch
        label={common.enterSends}
        help={profile.enterSendsHelp}
        isOn={enterSends}
        onChange={(enterSends) => save({ enterSends })}
      />
      <Switch
        label={common.singleKeys}
        help={profile.singleKeysHelp}
        isOn={singleKeys}
        onChange={(singleKeys) => save({ singleKeys })}
      />
      <OwnKeys />
    </Block>
  )
}
