import { Menu } from '@mantine/core'
import { Link } from '@tanstack/react-router'

import { type Folder, useFolderCounts } from '../features/conversations/index.ts'
import { StatusMark, useOwnStatus } from '../features/presence/index.ts'
import { useSession } from '../features/session/index.ts'
import { Icon, type IconName } from '../ui/icons.tsx'
import { useFormats, useWords } from '../words/index.ts'
import { AccountMenuItems } from './account-menu-items.tsx'
import styles from './bottom-bar.module.css'

export type PhonePlace =
  | 'conversations'
  | 'queue'
  | 'closed'
  | 'clients'
  | 'search'
  | 'supervision'
  | 'reports'
  | 'quality'

/** Four places on a phone, five for supervisors; the sections of the rail are inside the last. */
export function BottomBar({ place }: { place: PhonePlace }) {
  const { common, folders, list } = useWords()
  const { permissions } = useSession()
  const queued = useFolderCounts().get('queue') ?? 0
  return (
    <nav className={styles.bar} aria-label={common.navigation}>
      <Place
        to={{ folder: 'open' }}
        icon="inbox"
        label={list.title}
        isCurrent={place === 'conversations'}
      />
      {permissions.includes('conversations.take') ? (
        <Place
          to="queue"
          icon="people"
          label={folders.queue}
          isCurrent={place === 'queue'}
          count={queued}
        />
      ) : null}
      <Place
        to={{ folder: 'closed' }}
        icon="checkCircle"
        label={folders.closed}
        isCurrent={place === 'closed'}
      />
      {permissions.includes('conversations.reassign') ? (
        <Place
          to="supervision"
          icon="pulse"
          label={common.supervisionShort}
          isCurrent={place === 'supervision'}
        />
      ) : null}
      <Me />
    </nav>
  )
}

function Me() {
  const { common, presence } = useWords()
  const own = useOwnStatus()
  return (
    <Menu position="top-end" width={260} closeOnItemClick={false}>
      <Menu.Target>
        <button type="button" className={styles.place}>
          <span className={styles.me}>
            <Icon name="contact" size={20} />
            {own ? <StatusMark status={own.status} isNamed corner="small" /> : null}
          </span>
          {own ? presence.statuses[own.status] : common.me}
        </button>
      </Menu.Target>
      <Menu.Dropdown className={styles.menu ?? ''}>
        <AccountMenuItems />
      </Menu.Dropdown>
    </Menu>
  )
}

interface PlaceProps {
  to: 'queue' | 'supervision' | { folder: Folder }
  icon: IconName
  label: string
  isCurrent: boolean
  count?: number
}

function Place({ to, icon, label, isCurrent, count = 0 }: PlaceProps) {
  const formats = useFormats()
  return (
    <Link
      {...(typeof to === 'string' ? { to: `/${to}` } : { to: '/', search: to })}
      className={styles.place}
      activeProps={{}}
      aria-current={isCurrent ? 'page' : undefined}
    >
      <Icon name={icon} size={20} />
      {label}
      {count > 0 ? <span className={styles.count}>{formats.number(count)}</span> : null}
    </Link>
  )
}
