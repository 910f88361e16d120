import { Menu } from '@mantine/core'
import { Link } from '@tanstack/react-router'

import { type Folder, useFolderCounts } from '../features/conversations/index.ts'
import { Icon, type IconName } from '../ui/icons.tsx'
import { useFormats, useWords } from '../words/index.ts'
import { AccountMenuItems } from './account-menu-items.tsx'
import styles from './bottom-bar.module.css'

/** Four places on a phone; the sections of the rail are inside the last. */
export function BottomBar({ folder }: { folder: Folder }) {
  const { common, folders, list } = useWords()
  const queued = useFolderCounts().get('queue') ?? 0
  const isOther = folder === 'queue' || folder === 'closed'
  return (
    <nav className={styles.bar} aria-label={common.navigation}>
      <Place folder="open" icon="inbox" label={list.title} isCurrent={!isOther} />
      <Place
        folder="queue"
        icon="people"
        label={folders.queue}
        isCurrent={folder === 'queue'}
        count={queued}
      />
      <Place
        folder="closed"
        icon="checkCircle"
        label={folders.closed}
        isCurrent={folder === 'closed'}
      />
      <Menu position="top-end" width={260} closeOnItemClick={false}>
        <Menu.Target>
          <button type="button" className={styles.place}>
            <Icon name="contact" size={20} />
            {common.me}
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <AccountMenuItems />
        </Menu.Dropdown>
      </Menu>
    </nav>
  )
}

interface PlaceProps {
  folder: Folder
  icon: IconName
  label: string
  isCurrent: boolean
  count?: number
}

function Place({ folder, icon, label, isCurrent, count = 0 }: PlaceProps) {
  const formats = useFormats()
  return (
    <Link
      to="/"
      search={{ folder }}
      className={styles.place}
      aria-current={isCurrent ? 'page' : undefined}
    >
      <Icon name={icon} size={20} />
      {label}
      {count > 0 ? <span className={styles.count}>{formats.number(count)}</span> : null}
    </Link>
  )
}
