import { Menu } from '@mantine/core'
import type { Preferences } from '@otklik/protocol'
import { Link } from '@tanstack/react-router'

import { refusal } from '../api/request.ts'
import {
  signOut,
  usePreferences,
  useSavePreferences,
  useSession,
} from '../features/session/index.ts'
import { Icon } from '../ui/icons.tsx'
import { useWords } from '../words/index.ts'
import styles from './account-menu.module.css'

const themes = ['auto', 'light', 'dark'] as const
const switches = ['sound', 'desktopNotices', 'titleBadge', 'enterSends', 'singleKeys'] as const

export function AccountMenuItems() {
  const { common } = useWords()
  const { operator, account, sandboxUrl } = useSession()
  const preferences = usePreferences()
  const save = useSavePreferences()
  const isAdministrator = operator.role === 'owner' || operator.role === 'administrator'
  const themeNames = { auto: common.themeAuto, light: common.themeLight, dark: common.themeDark }
  return (
    <>
      <div className={styles.who}>
        <span className={styles.name}>{operator.name}</span>
        <span className={styles.second}>{account.name}</span>
      </div>
      <Menu.Divider />
      <Menu.Label>{common.theme}</Menu.Label>
      {themes.map((theme) => (
        <Choice
          key={theme}
          role="menuitemradio"
          label={themeNames[theme]}
          isChosen={preferences.theme === theme}
          onChoose={() => save({ theme })}
        />
      ))}
      <Menu.Divider />
      {switches.map((name) => (
        <Choice
          key={name}
          role="menuitemcheckbox"
          label={common[name]}
          isChosen={preferences[name]}
          onChoose={() => void toggle(name, preferences, save)}
        />
      ))}
      <Choice
        role="menuitemcheckbox"
        label="English"
        isChosen={preferences.language === 'en'}
        onChoose={() => save({ language: preferences.language === 'en' ? 'ru' : 'en' })}
      />
      <Menu.Divider />
      {isAdministrator ? (
        <Menu.Item component={Link} to="/settings/channels" closeMenuOnClick>
          {common.settings}
        </Menu.Item>
      ) : null}
      {sandboxUrl ? (
        <Menu.Item component="a" href={sandboxUrl} target="_blank" rel="noopener">
          {common.sandbox}
        </Menu.Item>
      ) : null}
      <Menu.Item onClick={() => void leave()}>{common.signOut}</Menu.Item>
    </>
  )
}

interface ChoiceProps {
  role: 'menuitemradio' | 'menuitemcheckbox'
  label: string
  isChosen: boolean
  onChoose: () => void
}

function Choice({ role, label, isChosen, onChoose }: ChoiceProps) {
  return (
    <Menu.Item
      role={role}
      aria-checked={isChosen}
      onClick={onChoose}
      rightSection={isChosen ? <Icon name="check" className={styles.check} /> : null}
    >
      {label}
    </Menu.Item>
  )
}

type Save = (change: Partial<Preferences>) => void

/** The desktop may be asked only from a click, so permission is sought here. */
async function toggle(name: (typeof switches)[number], preferences: Preferences, save: Save) {
  const isOn = !preferences[name]
  if (name === 'desktopNotices' && isOn && 'Notification' in window) {
    await Notification.requestPermission()
  }
  save({ [name]: isOn })
}

async function leave() {
  await signOut().catch(() => undefined)
  refusal(401, { error: { code: 'signed-out', message: '' }, requestId: '' })
}
