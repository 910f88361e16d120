import { Drawer } from '@mantine/core'
import type { TrackedConversations } from '@otklik/protocol/settings'
import { type UseInfiniteQueryResult, useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'

import { BusyButton } from '../../ui/busy-button.tsx'
import { FailureView } from '../../ui/failure-view.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useFormats, useWords } from '../../words/index.ts'
import { type Tracked, trackedQuery } from './api/tracking.ts'
import styles from './tracking.module.css'

interface BehindDrawerProps {
  of: Tracked | undefined
  onClose: () => void
}

/** The conversations that a figure is made of. */
export function BehindDrawer({ of, onClose }: BehindDrawerProps) {
  const { common, tracking: words } = useWords()
  return (
    <Drawer
      opened={of !== undefined}
      onClose={onClose}
      position="right"
      title={words.behind}
      size={480}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      {of ? <Behind of={of} /> : null}
    </Drawer>
  )
}

function Behind({ of }: { of: Tracked }) {
  const { common } = useWords()
  const list = useInfiniteQuery(trackedQuery(of))
  const { data, error, refetch } = list
  if (!data) {
    return error ? (
      <FailureView title={common.loadFailed} failure={error} onRepeat={() => void refetch()} />
    ) : (
      <Skeleton label={common.loading} shapes={['block']} />
    )
  }
  return (
    <>
      <Counted count={data.pages[0]?.count ?? 0} />
      <ul className={styles.list}>
        {data.pages
          .flatMap(({ conversations }) => conversations)
          .map((each) => (
            <li key={each.id} className={styles.item}>
              <TrackedLink of={each} />
              <span className={styles.help}>
                {[each.visit.source, each.visit.medium, each.visit.campaign]
                  .filter(Boolean)
                  .join(' / ')}
              </span>
            </li>
          ))}
      </ul>
      <ShowMore list={list} />
    </>
  )
}

/** How many there are, whether or not all of them are shown. */
export function Counted({ count }: { count: number }) {
  const { tracking: words } = useWords()
  return <p className={styles.help}>{words.counted(count)}</p>
}

type Paged = Pick<UseInfiniteQueryResult, 'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage'>

export function ShowMore({ list }: { list: Paged }) {
  const { tracking: words } = useWords()
  if (!list.hasNextPage) return null
  return (
    <BusyButton
      variant="default"
      label={words.more}
      isBusy={list.isFetchingNextPage}
      onClick={() => void list.fetchNextPage()}
    />
  )
}

type Entry = Omit<TrackedConversations['conversations'][number], 'visit'>

/** Who it was with, and the way to it. */
export function TrackedLink({ of: { id, number, contact, openedAt } }: { of: Entry }) {
  const { tracking: words } = useWords()
  const formats = useFormats()
  return (
    <Link
      to="/conversations/$conversationId"
      params={{ conversationId: id }}
      className={styles.link}
    >
      {contact.name} · {words.number(formats.number(number))} · {formats.moment(new Date(openedAt))}
    </Link>
  )
}
