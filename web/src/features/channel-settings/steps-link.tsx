import { Popover } from '@mantine/core'
import type { ChannelKindView } from '@otklik/protocol'

import { TextButton } from '../../ui/text-button.tsx'
import { ConnectionSteps, useStepsTitle } from './connection-steps.tsx'
import styles from './steps-link.module.css'

/** On a channel that works the instruction is one click away; on a new one it comes first. */
export function StepsLink({ kind }: { kind: ChannelKindView }) {
  const title = useStepsTitle(kind)
  return (
    <Popover position="bottom-end" width={420} trapFocus>
      <Popover.Target>
        <TextButton>{title}</TextButton>
      </Popover.Target>
      <Popover.Dropdown className={styles.steps} aria-label={title} tabIndex={-1}>
        <ConnectionSteps steps={kind.steps} />
      </Popover.Dropdown>
    </Popover>
  )
}
