import { Drawer } from '@mantine/core'
import { type ReportMetric, reportMetric } from '@otklik/protocol/reports'
import { useInfiniteQuery } from '@tanstack/react-query'

import { BusyButton } from '../../ui/busy-button.tsx'
import { FailureView } from '../../ui/failure-view.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { StateView } from '../../ui/state-view.tsx'
import { useFocusBack } from '../../ui/use-focus-back.ts'
import { useFormats, useWords } from '../../words/index.ts'
import { listBehind } from './api/reports.ts'
import styles from './behind-drawer.module.css'
import { BehindRow } from './behind-row.tsx'
import { filterNames, uncompared } from './report-search.ts'
import { rowFilters, type SectionName } from './sections.ts'
import { useAsked, useShow } from './use-report.ts'

/** The conversations that a figure is made of; kept in the address, so that «назад» brings it back. */
export function BehindDrawer({ behind }: { behind: string }) {
  const { common } = useWords()
  const show = useShow()
  const { reports } = useWords()
  const metric = reportMetric.safeParse(behind)
  useFocusBack()
  if (!metric.success) return null
  return (
    <Drawer
      opened
      onClose={() => show({ behind: undefined, of: undefined })}
      position="right"
      size={560}
      title={reports.metrics[metric.data].name}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <BehindList metric={metric.data} />
    </Drawer>
  )
}

function BehindList({ metric }: { metric: ReportMetric }) {
  const { common, reportPages: words } = useWords()
  const formats = useFormats()
  const { search, section, asked } = useAsked()
  const query = { ...uncompared(asked), ...ofRow(section, search.of) }
  const list = useInfiniteQuery({
    queryKey: ['reports', 'behind', metric, query],
    queryFn: ({ pageParam, signal }) => listBehind(metric, { query, after: pageParam, signal }),
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

/** The row that was pressed narrows the report's own filter. */
function ofRow(section: SectionName, of: string | undefined) {
  if (of === undefined) return {}
  const filter = section in rowFilters ? rowFilters[section as keyof typeof rowFilters] : undefined
  return filter ? { [filterNames[filter]]: [of] } : {}
}
