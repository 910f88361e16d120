import { Menu } from '@mantine/core'

import { StatusMark, useOwnStatus } from '../features/presence/index.ts'
import { useSession } from '../features/session/index.ts'
import { Avatar } from '../ui/avatar.tsx'
import { useWords } from '../words/index.ts'
import styles from './account-menu.module.css'
import { AccountMenuItems } from './account-menu-items.tsx'

/** Who I am, how the interface looks and sounds to me, and the way out. */
export function AccountMenu() {
  const { common, presence } = useWords()
  const { operator } = useSession()
  const own = useOwnStatus()
  const status = own && presence.statuses[own.status]
  return (
    <Menu position="right-end" width={260} closeOnItemClick={false}>
      <Menu.Target>
        <button
          type="button"
          className={styles.target}
          aria-label={[`${common.account}: ${operator.name}`, status].filter(Boolean).join(', ')}
          title={operator.name}
        >
          <Avatar name={operator.name} size="sm">
            {own ? <StatusMark status={own.status} isNamed corner="large" /> : null}
          </Avatar>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <AccountMenuItems />
      </Menu.Dropdown>
    </Menu>
  )
}
