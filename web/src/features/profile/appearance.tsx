import { ChoiceList } from '../../ui/choice-list.tsx'
import { useWords } from '../../words/index.ts'
import { usePreferences, useSavePreferences } from '../session/index.ts'
import { Block } from '../settings-shell/index.ts'

export function Appearance() {
  const { common, profile } = useWords()
  const { theme, language } = usePreferences()
  const save = useSavePreferences()
  return (
    <Block title={profile.appearance} help={profile.appearanceHelp}>
      <ChoiceList
        isRow
        legend={common.theme}
        value={theme}
        choices={[
          { value: 'auto', label: common.themeAuto },
          { value: 'light', label: common.themeLight },
          { value: 'dark', label: common.themeDark },
        ]}
        onChange={(theme) => save({ theme })}
      />
      <ChoiceList
        isRow
        legend={common.language}
        value={language}
        choices={[
          { value: 'ru', label: profile.languages.ru },
          { value: 'en', label: profile.languages.en },
        ]}
        onChange={(language) => save({ language })}
      />
    </Block>
  )
}
