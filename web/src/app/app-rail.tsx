import { Link, useRouterState } from '@tanstack/react-router'

import { useSession } from '../features/session/index.ts'
import { Icon, type IconName } from '../ui/icons.tsx'
import { useWords } from '../words/index.ts'
import { AccountMenu } from './account-menu.tsx'
import styles from './app-rail.module.css'
import { Logo } from './logo.tsx'

/** Sections of the product at the left; on a phone only the settings show it, as a bar below. */
export function AppRail() {
  const { common } = useWords()
  const { permissions, sandboxUrl } = useSession()
  return (
    <nav className={styles.rail} aria-label={common.navigation}>
      <span className={styles.logo}>
        <Logo />
      </span>
      <RailLink to="/" icon="inbox" label={common.workplace} />
      <span className={styles.space} />
      {sandboxUrl ? (
        <a
          className={styles.link}
          href={sandboxUrl}
          target="_blank"
          rel="noopener"
          title={common.sandbox}
          aria-label={common.sandbox}
        >
          <Icon name="phone" size={20} />
        </a>
      ) : null}
      {permissions.includes('channels.manage') ? (
        <RailLink to="/settings/channels" icon="settings" label={common.settings} />
      ) : null}
      <AccountMenu />
    </nav>
  )
}

interface RailLinkProps {
  to: '/' | '/settings/channels'
  icon: IconName
  label: string
}

function RailLink({ to, icon, label }: RailLinkProps) {
  const isInSettings = useRouterState({
    select: (state) => state.location.pathname.startsWith('/settings'),
  })
  const isCurrent = isInSettings === (to !== '/')
  return (
    <Link
      to={to}
      className={styles.link}
      title={label}
      aria-label={label}
      aria-current={isCurrent ? 'page' : undefined}
      activeProps={{}}
    >
      <Icon name={icon} size={20} />
    </Link>
  )
}
