import { Drawer } from '@mantine/core'
import type { Channel } from '@otklik/protocol'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { FailureView } from '../../ui/failure-view.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { StateView } from '../../ui/state-view.tsx'
import { TickBox } from '../../ui/tick-box.tsx'
import { useWords } from '../../words/index.ts'
import { channelLogQuery } from './api/channel-log.ts'
import { addressOf } from './channel-name.ts'
import styles from './log-drawer.module.css'
import { LogRow } from './log-row.tsx'

interface LogDrawerProps {
  channel: Pick<Channel, 'id' | 'name' | 'identity'> | undefined
  onClose: () => void
}

export function LogDrawer({ channel, onClose }: LogDrawerProps) {
  const { channelSettings, common } = useWords()
  return (
    <Drawer
      opened={channel !== undefined}
      onClose={onClose}
      title={`${channelSettings.channelLog}${channel ? ` ${addressOf(channel)}` : ''}`}
      size={560}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      {channel ? <Log channelId={channel.id} /> : null}
    </Drawer>
  )
}

function Log({ channelId }: { channelId: string }) {
  const { channelSettings: words, common } = useWords()
  const { data: entries, error, refetch } = useQuery(channelLogQuery(channelId))
  const [isFailuresOnly, setFailuresOnly] = useState(false)
  if (!entries && error) {
    return <FailureView title={common.loadFailed} failure={error} onRepeat={() => void refetch()} />
  }
  if (!entries) return <Skeleton label={common.loading} shapes={['row', 'row', 'row', 'row']} />
  if (entries.length === 0) {
    return <StateView icon="file" title={words.logEmpty} help={words.logEmptyHelp} />
  }
  const shown = isFailuresOnly ? entries.filter(({ isFailure }) => isFailure) : entries
  return (
    <>
      <p className={styles.help}>{words.logHelp}</p>
      <TickBox
        label={words.logFailuresOnly}
        checked={isFailuresOnly}
        onChange={setFailuresOnly}
        className={styles.filter}
      />
      {shown.length === 0 ? <StateView icon="checkCircle" title={words.logNoFailures} /> : null}
      <ol className={styles.list} aria-label={words.channelLog}>
        {shown.map((entry, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two entries may be alike in everything
          <LogRow key={`${entry.at} ${entry.what} ${index}`} entry={entry} />
        ))}
      </ol>
    </>
  )
}
