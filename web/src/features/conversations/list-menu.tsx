import { Menu } from '@mantine/core'
import type { ListOrder } from '@otklik/protocol'
import { useState } from 'react'

import { IconButton } from '../../ui/icon-button.tsx'
import { useWords } from '../../words/index.ts'
import { useWorkplaceView } from '../session/index.ts'
import type { Folder } from './folder.ts'

const orders: ListOrder[] = ['waiting', 'sla', 'window', 'activity']

/** How this folder is sorted; each remembers its own. */
export function useListOrder(folder: Folder): [ListOrder, (order: ListOrder) => void] {
  const [view, change] = useWorkplaceView()
  const choose = (order: ListOrder) => {
    const { [folder]: _, ...others } = view.orders ?? {}
    change({ orders: order === 'waiting' ? others : { ...others, [folder]: order } })
  }
  return [view.orders?.[folder] ?? 'waiting', choose]
}

/** The menu itself is made when it is first opened. */
export function ListMenu({ folder }: { folder: Folder }) {
  const { list } = useWords()
  const [isWanted, setWanted] = useState(false)
  const [order, choose] = useListOrder(folder)
  const button = (
    <IconButton
      icon="filter"
      label={list.order}
      {...(isWanted ? {} : { onClick: () => setWanted(true) })}
    />
  )
  if (!isWanted) return button
  return (
    <Menu defaultOpened position="bottom-end" width={260}>
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup
          value={order}
          onChange={(value) => choose(orders.find((each) => each === value) ?? 'waiting')}
        >
          {orders.map((each) => (
            <Menu.RadioItem key={each} value={each} closeMenuOnClick>
              {list.orders[each]}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  )
}
