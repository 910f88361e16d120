import { Drawer } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'

import { BusyButton } from '../../ui/busy-button.tsx'
import { FailureView } from '../../ui/failure-view.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { StateView } from '../../ui/state-view.tsx'
import { useFocusBack } from '../../ui/use-focus-back.ts'
import { useFormats, useWords } from '../../words/index.ts'
import styles from './behind-drawer.module.css'
import { BehindRow } from './behind-row.tsx'
import { type Behind, useBehind } from './use-behind.ts'
import { useShow } from './use-report.ts'

/** The conversations that a figure is made of; kept in the address, so that «назад» brings it back. */
export function BehindDrawer({ behind }: { behind: string }) {
  const { common } = useWords()
  const show = useShow()
  const shown = useBehind(behind)
  useFocusBack()
  if (!shown) return null
  return (
    <Drawer
      opened
      onClose={() => show({ behind: undefined, of: undefined, at: undefined })}
      position="right"
      size={560}
      title={shown.title}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <BehindList {...shown} />
    </Drawer>
  )
}

function BehindList({ query, load, metric }: Behind) {
  const { common, reportPages: words } = useWords()
  const formats = useFormats()
  const list = useInfiniteQuery({
    queryKey: ['reports', 'behind', query],
    queryFn: ({ pageParam, signal }) => load({ query, after: pageParam, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
  })
  if (list.error && !list.data) {
    return (
      <FailureView title={words.failed} failure={list.error} onRepeat={() => void list.refetch()} />
    )
  }
  if (!list.data) return <Skeleton label={common.loading} shapes={['row', 'row', 'row', 'row']} />
  const rows = list.data.pages.flatMap(({ conversations }) => conversations)
  const total = list.data.pages[0]?.conversationCount
  if (rows.length === 0) {
    return <StateView icon="inbox" title={words.noneBehind} help={words.noneBehindHelp} />
  }
  return (
    <>
      {total === undefined ? null : (
        <p className={styles.total}>{words.countBehind(total, formats.number(total))}</p>
      )}
      <ul className={styles.list}>
        {rows.map((row) => (
          <BehindRow key={row.conversation.id} row={row} metric={metric} />
        ))}
      </ul>
      {list.hasNextPage ? (
        <BusyButton
          variant="default"
          label={words.showMore}
          isBusy={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        />
      ) : null}
    </>
  )
}
