import { useWords } from '../../words/index.ts'
import { NamesBlock, PasswordBlock, SecondFactorBlock, SessionsBlock } from '../protection/index.ts'
import { useSession } from '../session/index.ts'
import { SettingsPage } from '../settings-shell/index.ts'
import { Appearance } from './appearance.tsx'
import { Keyboard } from './keyboard.tsx'
import { NoticeChoices } from './notice-choices.tsx'
import { SignOut } from './sign-out.tsx'

/** One's own preferences; each is saved as it is changed. */
export function ProfilePage() {
  const { settings } = useWords()
  const { operator, user } = useSession()
  return (
    <SettingsPage title={settings.profile} help={`${operator.name} · ${user.email}`}>
      <NamesBlock />
      <Appearance />
      <NoticeChoices />
      <Keyboard />
      <PasswordBlock />
      <SecondFactorBlock />
      <SessionsBlock />
      <SignOut />
    </SettingsPage>
  )
}
