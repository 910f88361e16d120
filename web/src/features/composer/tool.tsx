import { Popover } from '@mantine/core'
import type { ReactNode } from 'react'

import { IconButton } from '../../ui/icon-button.tsx'
import type { IconName } from '../../ui/icons.tsx'
import { PanelPlace } from '../../ui/panel-place.tsx'

interface ToolProps {
  icon: IconName
  label: string
  className?: string | undefined
  keys?: string | undefined
  /** There is nothing to do with it now. */
  isOff?: boolean
  isOpen: boolean
  onOpen: (isOpen: boolean) => void
  /** Fetched when it is opened. */
  children: ReactNode
}

/** Of the composer's bar: a panel over it. */
export function Tool(props: ToolProps) {
  const { icon, label, className, keys, isOff = false, isOpen, onOpen, children } = props
  return (
    <Popover opened={isOpen} onChange={onOpen} position="top-start" trapFocus returnFocus>
      <Popover.Target>
        <IconButton
          icon={icon}
          label={label}
          className={className}
          {...(keys && { keys })}
          aria-disabled={isOff || undefined}
          onClick={() => isOff || onOpen(!isOpen)}
        />
      </Popover.Target>
      <Popover.Dropdown aria-label={label}>
        {isOpen ? <PanelPlace>{children}</PanelPlace> : null}
      </Popover.Dropdown>
    </Popover>
  )
}
