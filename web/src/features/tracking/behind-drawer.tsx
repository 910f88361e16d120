import { Drawer } from '@mantine/core'
import type { TrackedConversations, TrackedQuery } from '@otklik/protocol/settings'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'

import { FailureView } from '../../ui/failure-view.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useFormats, useWords } from '../../words/index.ts'
import { trackedQuery } from './api/tracking.ts'
import styles from './tracking.module.css'

interface BehindDrawerProps {
  of: TrackedQuery | undefined
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

function Behind({ of }: { of: TrackedQuery }) {
  const { common, tracking: words } = useWords()
  const { data, error, refetch } = useQuery(trackedQuery(of))
  if (!data) {
    return error ? (
      <FailureView title={common.loadFailed} failure={error} onRepeat={() => void refetch()} />
    ) : (
      <Skeleton label={common.loading} shapes={['block']} />
    )
  }
  return (
    <>
      <ul className={styles.list}>
        {data.conversations.map((each) => (
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
      {data.hasMore ? <p className={styles.help}>{words.more}</p> : null}
    </>
  )
}

type Tracked = Omit<TrackedConversations['conversations'][number], 'visit'>

/** Who it was with, and the way to it. */
export function TrackedLink({ of: { id, number, contact, openedAt } }: { of: Tracked }) {
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
