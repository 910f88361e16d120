import { Button } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type ReactNode, useMemo, useState } from 'react'

import { Delayed } from '../../ui/delayed.tsx'
import { FailureView } from '../../ui/failure-view.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { StateView } from '../../ui/state-view.tsx'
import { useFormats, useWords } from '../../words/index.ts'
import { Dialogs, type Opened, useConversationActs } from '../conversation/index.ts'
import { ConnectionBar, useFeed, useFeedState, useLink } from '../feed/index.ts'
import { useSession } from '../session/index.ts'
import { QueueFilters } from './queue-filters.tsx'
import styles from './queue-page.module.css'
import { type QueueFilter, queueGroups } from './queue-rows.ts'
import { QueueTable } from './queue-table.tsx'

/** «Очередь обращений»: everything that waits or is being handled, in one panel. */
export function QueuePage({ top }: { top: ReactNode }) {
  const { queue: words } = useWords()
  const { permissions, operator } = useSession()
  const formats = useFormats()
  const conversations = useFeedState((state) => state.conversations)
  const { team: teamId, channel: channelId } = useSearch({ strict: false })
  const groups = useMemo(
    () => queueGroups(conversations.values(), { teamId, channelId, notOfferedTo: operator.id }),
    [conversations, teamId, channelId, operator.id],
  )
  const count = groups.reduce((sum, group) => sum + group.conversations.length, 0)
  if (!permissions.includes('conversations.take')) {
    return (
      <main className={styles.page}>
        <StateView icon="lock" title={words.notAllowed} help={words.notAllowedHelp} />
      </main>
    )
  }
  return (
    <main className={styles.page} aria-label={words.title}>
      <header className={styles.head}>
        <h1 className={styles.title}>
          {words.title} <span className={styles.count}>{formats.number(count)}</span>
        </h1>
        <QueueFilters teamId={teamId} channelId={channelId} />
      </header>
      <ConnectionBar />
      {top}
      <Content groups={groups} filter={{ teamId, channelId }} />
    </main>
  )
}

interface ContentProps {
  groups: ReturnType<typeof queueGroups>
  filter: QueueFilter
}

function Content({ groups, filter }: ContentProps) {
  const { queue: words, list, common } = useWords()
  const navigate = useNavigate()
  const feed = useFeed()
  const link = useLink()
  const isLoaded = useFeedState((state) => state.isLoaded)
  const acts = useConversationActs()
  const [opened, setOpened] = useState<Opened>()
  if (!isLoaded && link.failure) {
    return (
      <FailureView
        title={list.snapshotFailed}
        failure={link.failure}
        onRepeat={() => void feed.reload()}
      />
    )
  }
  if (!isLoaded) {
    return (
      <Delayed>
        <Skeleton label={common.loading} shapes={['row', 'row', 'row', 'row', 'row']} />
      </Delayed>
    )
  }
  if (groups.length === 0) {
    return filter.teamId || filter.channelId ? (
      <StateView
        icon="people"
        title={words.nothingFound}
        help={words.nothingFoundHelp}
        action={
          <Button variant="default" onClick={() => void navigate({ to: '/queue', search: {} })}>
            {words.resetFilter}
          </Button>
        }
      />
    ) : (
      <StateView icon="checkCircle" title={words.empty} help={words.emptyHelp} />
    )
  }
  return (
    <>
      <QueueTable
        groups={groups}
        acts={acts}
        onTransfer={(conversationId) => setOpened({ type: 'transfer', conversationId })}
      />
      <Dialogs opened={opened} acts={acts} onClose={() => setOpened(undefined)} />
    </>
  )
}
