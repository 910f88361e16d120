import { Button } from '@mantine/core'
import type { ChannelDetails, ChannelKindView } from '@otklik/protocol'
import { type ReactNode, useState } from 'react'

import { Icon } from '../../ui/icons.tsx'
import { useWords } from '../../words/index.ts'
import { SettingsPage } from '../settings-shell/index.ts'
import { Age } from './age.tsx'
import styles from './channel-frame.module.css'
import { addressOf } from './channel-name.ts'
import { ChannelState } from './channel-state.tsx'
import { KindGlyph } from './kind-glyph.tsx'
import { LogDrawer } from './log-drawer.tsx'

interface ChannelFrameProps {
  channel: ChannelDetails
  kind: ChannelKindView
  /** Its settings contradict each other. */
  isWarned?: boolean
  tabs?: ReactNode
  /** Before the log. */
  actions?: ReactNode
  panel?: ReactNode
  footer?: ReactNode
  children: ReactNode
}

/** What every channel's page has around it: who it is, how it does, its log. */
export function ChannelFrame(props: ChannelFrameProps) {
  const { channel, kind, isWarned, tabs, actions, panel, footer, children } = props
  const { channelSettings: words, settings } = useWords()
  const [isLogOpen, setLogOpen] = useState(false)
  const address = addressOf(channel)
  const { lastReceivedAt } = channel.health
  return (
    <SettingsPage
      title={kind.title}
      mark={<KindGlyph kind={kind} />}
      crumb={{ to: '/settings/channels', label: settings.channels }}
      state={
        <>
          <ChannelState channel={channel} isWarned={isWarned ?? false} />
          <span className={styles.second}>
            {address} ·{' '}
            {lastReceivedAt ? <Age at={lastReceivedAt} say={words.lastEvent} /> : words.noEvents}
          </span>
        </>
      }
      actions={
        <>
          {actions}
          <Button
            variant="subtle"
            color="gray"
            leftSection={<Icon name="bars" />}
            onClick={() => setLogOpen(true)}
          >
            {words.channelLog}
          </Button>
        </>
      }
      panel={panel}
      tabs={tabs}
      footer={footer}
    >
      {children}
      <LogDrawer channel={isLogOpen ? channel : undefined} onClose={() => setLogOpen(false)} />
    </SettingsPage>
  )
}
