import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'

import { Delayed } from '../../ui/delayed.tsx'
import { FailureView } from '../../ui/failure-view.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { StateView } from '../../ui/state-view.tsx'
import { useWords } from '../../words/index.ts'
import { useSupervisionWords } from '../../words/supervision-words.ts'
import { ConnectionBar, useFeed, useFeedState, useLink } from '../feed/index.ts'
import { useSession } from '../session/index.ts'
import { BoardFilters } from './board-filters.tsx'
import { BoardTable } from './board-table.tsx'
import { FigureRow } from './figures.tsx'
import { LookDrawer } from './look-drawer.tsx'
import { OperatorBoard } from './operator-board.tsx'
import { SelectionBar } from './selection-bar.tsx'
import styles from './supervision-page.module.css'
import { useBoard, useShow } from './use-board.ts'
import { useSelection } from './use-selection.ts'

/** «Контроль обращений и сотрудников»: who waits, who answers, and what can be done about it. */
export function SupervisionPage({ top }: { top: ReactNode }) {
  const words = useSupervisionWords()
  const { permissions } = useSession()
  if (!permissions.includes('conversations.reassign')) {
    return (
      <main className={styles.shut}>
        <StateView icon="lock" title={words.notAllowed} help={words.notAllowedHelp} />
      </main>
    )
  }
  return <Board top={top} />
}

function Board({ top }: { top: ReactNode }) {
  const words = useSupervisionWords()
  const board = useBoard()
  const show = useShow()
  const isLoaded = useFeedState((state) => state.isLoaded)
  const selection = useSelection(board.rows)
  const [lookedAt, setLookedAt] = useState<string>()
  return (
    <main className={styles.page} aria-label={words.title}>
      <div className={styles.main}>
        <header className={styles.head}>
          <h1 className={styles.title}>{words.title}</h1>
          <BoardFilters search={board.search} show={show} />
        </header>
        <ConnectionBar />
        {top}
        {isLoaded ? (
          <div className={styles.body}>
            <FigureRow figures={board.figures} search={board.search} show={show} />
            {board.rows.length === 0 ? (
              <Nothing isFiltered={Object.keys(board.search).some((key) => key !== 'sort')} />
            ) : (
              <BoardTable board={board} show={show} selection={selection} onLook={setLookedAt} />
            )}
            <SelectionBar selection={selection} />
          </div>
        ) : (
          <NotLoaded />
        )}
      </div>
      <OperatorBoard groups={board.people} now={board.now} show={show} />
      {lookedAt ? (
        <LookDrawer conversationId={lookedAt} onClose={() => setLookedAt(undefined)} />
      ) : null}
    </main>
  )
}

function Nothing({ isFiltered }: { isFiltered: boolean }) {
  const words = useSupervisionWords()
  const show = useShow()
  if (!isFiltered) return <StateView icon="pulse" title={words.empty} help={words.emptyHelp} />
  const none = { list: undefined, team: undefined, channel: undefined, operator: undefined }
  return (
    <StateView
      icon="pulse"
      title={words.nothingFound}
      help={words.nothingFoundHelp}
      action={
        <Button variant="default" onClick={() => show(none)}>
          {words.filters.reset}
        </Button>
      }
    />
  )
}

function NotLoaded() {
  const { list, common } = useWords()
  const feed = useFeed()
  const { failure } = useLink()
  if (failure) {
    return (
      <FailureView
        title={list.snapshotFailed}
        failure={failure}
        onRepeat={() => void feed.reload()}
      />
    )
  }
  return (
    <Delayed>
      <Skeleton label={common.loading} shapes={['row', 'row', 'row', 'row', 'row']} />
    </Delayed>
  )
}
