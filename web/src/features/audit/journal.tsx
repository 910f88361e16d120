import { BusyButton } from '../../ui/busy-button.tsx'
import { FailureView } from '../../ui/failure-view.tsx'
import { formError } from '../../ui/form-failure.ts'
import { Notice } from '../../ui/notice.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useWords } from '../../words/index.ts'
import { EntryTable } from './entry-table.tsx'
import styles from './journal.module.css'
import { NoEntries } from './no-entries.tsx'
import { OneSubject } from './one-subject.tsx'
import { useEntries } from './use-entries.ts'
import { useFilter } from './use-filter.ts'

export function Journal() {
  const { audit: words, common } = useWords()
  const { filter } = useFilter()
  const list = useEntries(filter)
  const entries = list.data?.pages.flatMap((page) => page.entries)
  if (!entries && list.error) {
    const repeat = () => void list.refetch()
    return <FailureView title={common.loadFailed} failure={list.error} onRepeat={repeat} />
  }
  if (!entries) return <Skeleton label={common.loading} shapes={['row', 'row', 'row', 'row']} />
  return (
    <>
      {filter.subjectId ? <OneSubject subject={entries[0]?.subject} /> : null}
      {entries.length > 0 ? <EntryTable entries={entries} /> : <NoEntries />}
      {list.error ? (
        <Notice tone="danger" isNew>
          {formError(list.error)}
        </Notice>
      ) : null}
      {list.hasNextPage ? (
        <BusyButton
          variant="default"
          className={styles.more}
          label={words.more}
          busyLabel={words.loading}
          isBusy={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        />
      ) : null}
    </>
  )
}
