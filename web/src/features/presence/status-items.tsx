import { Menu } from '@mantine/core'
import type { OperatorStatus } from '@otklik/protocol'

import { useWords } from '../../words/index.ts'
import { useFeedState } from '../feed/index.ts'
import { askForHandover } from '../handover/asked.ts'
import { heldBy } from '../handover/handover-rows.ts'
import { useSession } from '../session/index.ts'
import styles from './own-status.module.css'
import { StatusMark } from './status-mark.tsx'
import { statuses, useOwnStatus } from './use-own-status.ts'

/** The four statuses inside a menu. */
export function StatusItems() {
  const { presence } = useWords()
  const own = useOwnStatus()
  const { operator } = useSession()
  const held = useFeedState(
    ({ conversations }) => heldBy(conversations.values(), operator.id).length,
  )
  if (!own) return null
  return (
    <>
      <Menu.Label>{presence.status}</Menu.Label>
      <Menu.RadioGroup
        value={own.status}
        onChange={(status) => own.setStatus(status as OperatorStatus)}
      >
        {statuses.map((status, index) => (
          <Menu.RadioItem
            key={status}
            value={status}
            closeMenuOnClick
            title={`${presence.helps[status]} · Alt Shift ${index + 1}`}
          >
            <span className={styles.item}>
              <StatusMark status={status} isNamed />
              {presence.statuses[status]}
            </span>
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
      {held > 0 ? (
        <Menu.Item closeMenuOnClick onClick={() => askForHandover(operator.id)}>
          {presence.handOver}
        </Menu.Item>
      ) : null}
    </>
  )
}
