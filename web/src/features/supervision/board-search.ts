/** Which of the figures the list is behind. */
export const boardLists = ['waiting', 'overdue', 'sla', 'unassigned', 'handled'] as const
export type BoardList = (typeof boardLists)[number]

export const boardColumns = ['customer', 'waits', 'team', 'holder', 'topic', 'handled'] as const
export type BoardColumn = (typeof boardColumns)[number]

/** What of the board is shown, and in which order: kept in the address, so that a link shows the same. */
export interface BoardSearch {
  list?: BoardList
  team?: string
  channel?: string
  operator?: string
  /** A column, with a minus for the other way round. */
  sort?: BoardColumn | `-${BoardColumn}`
}

export function boardSearch(search: Record<string, unknown>): BoardSearch {
  const { list, team, channel, operator, sort } = search
  return {
    ...(isOneOf(boardLists, list) && { list }),
    ...(typeof team === 'string' && team && { team }),
    ...(typeof channel === 'string' && channel && { channel }),
    ...(typeof operator === 'string' && operator && { operator }),
    ...(isSort(sort) && { sort }),
  }
}

function isOneOf<Known extends string>(known: readonly Known[], value: unknown): value is Known {
  return (known as readonly unknown[]).includes(value)
}

const isSort = (value: unknown): value is NonNullable<BoardSearch['sort']> =>
  typeof value === 'string' && isOneOf(boardColumns, value.replace(/^-/, ''))
