import { Button } from '@mantine/core'

import { Delayed } from '../../ui/delayed.tsx'
import { FailureView } from '../../ui/failure-view.tsx'
import { useWords } from '../../words/index.ts'
import { useFeed, useFeedState, useLink } from '../feed/index.ts'
import styles from './conversation-list.module.css'
import { EmptyFolder } from './empty-folder.tsx'
import type { Folder } from './folder.ts'
import { ListSkeleton } from './list-skeleton.tsx'
import type { Group } from './order.ts'
import { Rows } from './rows.tsx'
import type { ClosedConversations } from './use-closed-conversations.ts'

interface ListBodyProps {
  label: string
  folder: Folder
  groups: readonly Group[]
  selectedId: string | undefined
  closed: ClosedConversations
  onOpen: (id: string) => void
  onReply: () => void
}

/** Rows, or why there are none: a loaded list is never blanked while it refreshes. */
export function ListBody({ folder, groups, closed, ...rows }: ListBodyProps) {
  const { list } = useWords()
  const feed = useFeed()
  const link = useLink()
  const isLoaded = useFeedState((state) => state.isLoaded)

  if (!isLoaded && link.failure) {
    return (
      <FailureView
        title={list.snapshotFailed}
        failure={link.failure}
        safe={list.snapshotFailedHelp}
        onRepeat={() => void feed.reload()}
      />
    )
  }
  if (groups.some(({ ids }) => ids.length > 0)) {
    return (
      <Rows groups={groups} {...rows}>
        {closed.isWanted && closed.hasNextPage ? (
          <Button
            variant="subtle"
            className={styles.more ?? ''}
            disabled={closed.isFetchingNextPage}
            onClick={() => void closed.fetchNextPage()}
          >
            {list.loadMore}
          </Button>
        ) : null}
      </Rows>
    )
  }
  if (closed.isWanted && closed.error) {
    return (
      <FailureView
        title={list.closedFailed}
        failure={closed.error}
        onRepeat={() => void closed.refetch()}
      />
    )
  }
  if (!isLoaded || (closed.isWanted && closed.isLoading)) {
    return (
      <Delayed>
        <ListSkeleton />
      </Delayed>
    )
  }
  return <EmptyFolder folder={folder} />
}
