import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'

import { useFeedState, useServerTime } from '../feed/index.ts'
import { boardRows, figuresOf, type Known, operatorLines } from './board-rows.ts'
import type { BoardSearch } from './board-search.ts'

/** What thresholds are compared with: the board steps by this, so that nothing flickers. */
const STEP_MS = 5000

/** The board as it is now, cut out of what the workplace knows by what the address says. */
export function useBoard() {
  const search: BoardSearch = useSearch({ from: '/signed-in/supervision' })
  const known = useKnown()
  const now = useServerTime((at) => Math.floor(at / STEP_MS) * STEP_MS)
  const rows = useMemo(() => boardRows(known, search, now), [known, search, now])
  const figures = useMemo(() => figuresOf(known, search, now), [known, search, now])
  const people = useMemo(() => operatorLines(known, search.team, now), [known, search.team, now])
  return { search, rows, figures, people, now }
}

function useKnown(): Known {
  const conversations = useFeedState((state) => state.conversations)
  const teams = useFeedState((state) => state.teams)
  const operators = useFeedState((state) => state.operators)
  return useMemo(() => ({ conversations, teams, operators }), [conversations, teams, operators])
}

/** Changes what is shown; what is given as undefined is shown no more. */
export function useShow() {
  const navigate = useNavigate()
  return (change: { [Key in keyof BoardSearch]: BoardSearch[Key] | undefined }) => {
    void navigate({
      to: '/supervision',
      search: (before) => {
        const after = Object.entries({ ...before, ...change })
        return Object.fromEntries(after.filter(([, value]) => value)) as BoardSearch
      },
      replace: true,
    })
  }
}
