import { Menu } from '@mantine/core'

import { Icon } from '../../ui/icons.tsx'
import { useFormats, useWords } from '../../words/index.ts'
import styles from './own-status.module.css'
import { StatusItems } from './status-items.tsx'
import { StatusMark } from './status-mark.tsx'
import { useOwnStatus } from './use-own-status.ts'

/** Under the folders: whether conversations come to me, and how many places are taken. */
export function OwnStatus() {
  const { presence } = useWords()
  const formats = useFormats()
  const own = useOwnStatus()
  if (!own) return null
  const name = presence.statuses[own.status]
  const load = presence.load(formats.number(own.held), formats.number(own.capacity))
  return (
    <Menu position="top-start" width={240}>
      <Menu.Target>
        <button
          type="button"
          className={styles.own}
          aria-label={`${presence.own(name)}, ${load}`}
          title={presence.loadHelp}
        >
          <StatusMark status={own.status} isNamed />
          <span className={styles.words}>
            <span className={styles.name}>{name}</span>
            <span className={styles.load}>{load}</span>
          </span>
          <Icon name="chevronDown" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <StatusItems />
      </Menu.Dropdown>
    </Menu>
  )
}
