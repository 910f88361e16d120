import { Link, useRouterState } from '@tanstack/react-router'

import { useKeyName } from '../features/commands/index.ts'
import { useFolderCounts } from '../features/conversations/index.ts'
import { useQualityNews } from '../features/quality/index.ts'
import { useSession } from '../features/session/index.ts'
import { Icon, type IconName } from '../ui/icons.tsx'
import { useFormats, useWords } from '../words/index.ts'
import { AccountMenu } from './account-menu.tsx'
import styles from './app-rail.module.css'
import { Logo } from './logo.tsx'

/** Sections of the product at the left; on a phone only the settings show it, as a bar below. */
export function AppRail() {
  const { card, common, queue, settings } = useWords()
  const { permissions, modules, sandboxUrl } = useSession()
  const queued = useFolderCounts().get('queue') ?? 0
  const quality = useQualityNews()
  const queueKey = useKeyName('go-queue')
  const supervisionKey = useKeyName('go-supervision')
  const reportsKey = useKeyName('go-reports')
  const searchKey = useKeyName('search')
  return (
    <nav className={styles.rail} aria-label={common.navigation}>
      <span className={styles.logo}>
        <Logo />
      </span>
      <RailLink to="/" icon="inbox" label={common.workplace} keys={useKeyName('go-workplace')} />
      {permissions.includes('conversations.take') ? (
        <RailLink to="/queue" icon="people" label={queue.title} keys={queueKey} count={queued} />
      ) : null}
      <RailLink to="/search" icon="search" label={common.search} keys={searchKey} />
      <RailLink to="/clients" icon="contact" label={card.page} />
      {permissions.includes('conversations.reassign') ? (
        <RailLink to="/supervision" icon="pulse" label={common.supervision} keys={supervisionKey} />
      ) : null}
      {permissions.includes('reports.view') ? (
        <RailLink to="/reports" icon="bars" label={common.reports} keys={reportsKey} />
      ) : null}
      {quality.isThere ? (
        <RailLink to="/quality" icon="checkCircle" label={common.quality} count={quality.waiting} />
      ) : null}
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
      {permissions.includes('bots.manage') && modules.bots ? (
        <RailLink to="/bots" icon="bot" label={settings.bots} />
      ) : null}
      <RailLink to="/settings" icon="settings" label={common.settings} />
      <AccountMenu />
    </nav>
  )
}

interface RailLinkProps {
  to:
    | '/'
    | '/queue'
    | '/search'
    | '/supervision'
    | '/reports'
    | '/quality'
    | '/clients'
    | '/bots'
    | '/settings'
  icon: IconName
  label: string
  keys?: string | undefined
  /** How many wait there. */
  count?: number
}

function RailLink({ to, icon, label, keys, count = 0 }: RailLinkProps) {
  const formats = useFormats()
  const section = useRouterState({ select: (state) => sectionOf(state.location.pathname) })
  const isCurrent = section === to
  const name = count > 0 ? `${label}, ${formats.number(count)}` : label
  return (
    <Link
      to={to}
      className={styles.link}
      title={keys ? `${label} · ${keys}` : label}
      aria-label={name}
      aria-current={isCurrent ? 'page' : undefined}
      activeProps={{}}
    >
      <Icon name={icon} size={20} />
      {count > 0 ? (
        <span className={styles.count} aria-hidden="true">
          {formats.number(count)}
        </span>
      ) : null}
    </Link>
  )
}

function sectionOf(path: string): RailLinkProps['to'] {
  if (path.startsWith('/settings')) return '/settings'
  if (path.startsWith('/bots')) return '/bots'
  if (path.startsWith('/reports')) return '/reports'
  if (path.startsWith('/clients')) return '/clients'
  if (path.startsWith('/quality')) return '/quality'
  if (path === '/supervision' || path === '/search') return path
  return path === '/queue' ? '/queue' : '/'
}
