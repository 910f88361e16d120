import { Menu } from '@mantine/core'
import type { Preferences, Session } from '@otklik/protocol'
import { Link } from '@tanstack/react-router'

import { StatusItems } from '../features/presence/index.ts'
import { useQualityNews } from '../features/quality/index.ts'
import {
  switchAccount,
  usePreferences,
  useSavePreferences,
  useSession,
} from '../features/session/index.ts'
import { formError } from '../ui/form-failure.ts'
import { leaveFor, mayLeave } from '../ui/leaving.ts'
import { showToast } from '../ui/toasts.ts'
import { useWords } from '../words/index.ts'
import styles from './account-menu.module.css'
import { leave } from './leave.ts'

const themes = ['auto', 'light', 'dark'] as const
const switches = ['sound', 'desktopNotices', 'titleBadge', 'enterSends', 'singleKeys'] as const

export function AccountMenuItems() {
  const { card, common, settings } = useWords()
  const { operator, account, accounts, permissions, sandboxUrl } = useSession()
  const quality = useQualityNews()
  const others = accounts.filter(({ id }) => id !== account.id)
  const mayTake = permissions.includes('conversations.take')
  const preferences = usePreferences()
  const save = useSavePreferences()
  const themeNames = { auto: common.themeAuto, light: common.themeLight, dark: common.themeDark }
  return (
    <>
      <div className={styles.who}>
        <span className={styles.name}>{operator.name}</span>
        <span className={styles.second}>{account.name}</span>
      </div>
      {others.length > 0 ? <OtherCompanies companies={others} /> : null}
      <Menu.Divider />
      {mayTake ? (
        <>
          <StatusItems />
          <Menu.Divider />
        </>
      ) : null}
      <Menu.Label>{common.theme}</Menu.Label>
      <Menu.RadioGroup
        value={preferences.theme}
        onChange={(theme) => save({ theme: theme as Preferences['theme'] })}
      >
        {themes.map((theme) => (
          <Menu.RadioItem key={theme} value={theme}>
            {themeNames[theme]}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
      <Menu.Divider />
      {switches.map((name) => (
        <Menu.CheckboxItem
          key={name}
          checked={preferences[name]}
          onChange={() => void toggle(name, preferences, save)}
        >
          {common[name]}
        </Menu.CheckboxItem>
      ))}
      <Menu.CheckboxItem
        checked={preferences.language === 'en'}
        onChange={(isEnglish) => save({ language: isEnglish ? 'en' : 'ru' })}
      >
        English
      </Menu.CheckboxItem>
      <Menu.Divider />
      {permissions.includes('conversations.reassign') ? (
        <Menu.Item component={Link} to="/supervision" closeMenuOnClick>
          {common.supervision}
        </Menu.Item>
      ) : null}
      {permissions.includes('reports.view') ? (
        <Menu.Item component={Link} to="/reports" closeMenuOnClick>
          {common.reports}
        </Menu.Item>
      ) : null}
      {quality.isThere ? (
        <Menu.Item component={Link} to="/quality" closeMenuOnClick>
          {common.quality}
        </Menu.Item>
      ) : null}
      <Menu.Item component={Link} to="/search" closeMenuOnClick>
        {common.search}
      </Menu.Item>
      <Menu.Item component={Link} to="/clients" closeMenuOnClick>
        {card.page}
      </Menu.Item>
      <Menu.Item component={Link} to="/settings" closeMenuOnClick>
        {common.settings}
      </Menu.Item>
      <Menu.Item component={Link} to="/settings/profile" closeMenuOnClick>
        {settings.profile}
      </Menu.Item>
      {sandboxUrl ? (
        <Menu.Item component="a" href={sandboxUrl} target="_blank" rel="noopener">
          {common.sandbox}
        </Menu.Item>
      ) : null}
      <Menu.Item onClick={() => void leave()}>{common.signOut}</Menu.Item>
    </>
  )
}

function OtherCompanies({ companies }: { companies: Session['accounts'] }) {
  const { common } = useWords()
  return (
    <>
      <Menu.Divider />
      <Menu.Label>{common.otherCompanies}</Menu.Label>
      {companies.map(({ id, name, isSuspended }) => (
        <Menu.Item key={id} onClick={() => void goTo(id)}>
          <span className={styles.company}>{name}</span>
          {isSuspended ? <span className={styles.second}>{common.suspendedMark}</span> : null}
        </Menu.Item>
      ))}
    </>
  )
}

/** Everything is loaded anew: nothing of one company may be left in the other. */
async function goTo(accountId: string) {
  if (!(await mayLeave())) return
  try {
    await switchAccount(accountId)
    leaveFor('/')
  } catch (failure) {
    showToast({ text: formError(failure) ?? String(failure) })
  }
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
