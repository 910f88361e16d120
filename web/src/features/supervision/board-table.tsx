import { Button } from '@mantine/core'
import { useState } from 'react'

import { Icon } from '../../ui/icons.tsx'
import { useSupervisionWords } from '../../words/supervision-words.ts'
import { BoardRow } from './board-row.tsx'
import { type BoardColumn, type BoardSearch, boardColumns } from './board-search.ts'
import styles from './board-table.module.css'
import type { useBoard, useShow } from './use-board.ts'
import type { Selection } from './use-selection.ts'

interface BoardTableProps {
  board: ReturnType<typeof useBoard>
  show: ReturnType<typeof useShow>
  selection: Selection
  onLook: (conversationId: string) => void
}

/** More rows than anybody reads are drawn when they are asked for. */
const pageSize = 200

export function BoardTable({ board, show, selection, onLook }: BoardTableProps) {
  const words = useSupervisionWords()
  const [limit, setLimit] = useState(pageSize)
  const { rows, search } = board
  return (
    <div className={styles.scroll}>
      <table className={styles.table} aria-label={words.title}>
        <thead>
          <tr>
            <th scope="col" className={styles.tick}>
              <input
                type="checkbox"
                className={styles.box}
                aria-label={words.selectAll}
                checked={selection.isAll}
                onChange={(event) => selection.toggleAll(event.currentTarget.checked)}
              />
            </th>
            {boardColumns.map((column) => (
              <Head key={column} column={column} search={search} show={show} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, limit).map((conversation) => (
            <BoardRow
              key={conversation.id}
              conversation={conversation}
              isChosen={selection.ids.has(conversation.id)}
              onChoose={(isChosen, isRange) =>
                isRange
                  ? selection.toggleTo(conversation.id)
                  : selection.toggle(conversation.id, isChosen)
              }
              onLook={() => onLook(conversation.id)}
            />
          ))}
        </tbody>
      </table>
      {rows.length > limit ? (
        <Button
          variant="subtle"
          className={styles.more ?? ''}
          onClick={() => setLimit(limit + pageSize)}
        >
          {words.showMore}
        </Button>
      ) : null}
    </div>
  )
}

interface HeadProps {
  column: BoardColumn
  search: BoardSearch
  show: ReturnType<typeof useShow>
}

/** A press sorts by it, another the other way round. */
function Head({ column, search, show }: HeadProps) {
  const { columns } = useSupervisionWords()
  const sort = search.sort ?? 'waits'
  const isSorted = sort.replace(/^-/, '') === column
  const isReversed = sort.startsWith('-')
  // Waiting and handling stand longest first: that is descending, and so is its sign.
  const isDescending = isReversed !== (column === 'waits' || column === 'handled')
  return (
    <th
      scope="col"
      className={styles[column]}
      aria-sort={isSorted ? (isDescending ? 'descending' : 'ascending') : undefined}
    >
      <button
        type="button"
        className={styles.sort}
        onClick={() => show({ sort: isSorted && !isReversed ? `-${column}` : column })}
      >
        {columns[column]}
        {isSorted ? (
          <Icon name="chevronDown" size={12} className={isDescending ? undefined : styles.up} />
        ) : null}
      </button>
    </th>
  )
}
