import { useFormats } from '../../words/index.ts'
import { useSupervisionWords } from '../../words/supervision-words.ts'
import { normOf } from '../conversations/index.ts'
import { useFeedState, useServerTime } from '../feed/index.ts'
import type { Figures } from './board-rows.ts'
import type { BoardList, BoardSearch } from './board-search.ts'
import styles from './figures.module.css'
import type { useShow } from './use-board.ts'

interface FigureRowProps {
  figures: Figures
  search: BoardSearch
  show: ReturnType<typeof useShow>
}

/** Each opens the list behind it; opened again, it shows all. Only what is over its norm is coloured. */
export function FigureRow({ figures, search, show }: FigureRowProps) {
  const { figures: words } = useSupervisionWords()
  const formats = useFormats()
  const overdueName = useOverdueName(search.team)
  const { waiting, overdue, sla, unassigned, handled, longestSince, onLine } = figures
  const number = (value: number) => formats.number(value)
  const longest = useServerTime((now) =>
    longestSince ? formats.duration(Math.max(0, now - longestSince)) : '—',
  )
  const toggle = (list: BoardList) => () => show({ list: search.list === list ? undefined : list })
  const figure = (list: BoardList, name: string, value: number) => ({
    name,
    value: number(value),
    isPressed: search.list === list,
    onOpen: toggle(list),
  })
  return (
    <section className={styles.row} aria-label={words.region}>
      <Figure {...figure('waiting', words.waiting, waiting)} />
      <Figure {...figure('overdue', overdueName, overdue)} isWrong={overdue > 0} />
      <Figure
        name={words.longest}
        value={longest}
        isWrong={overdue > 0}
        onOpen={() => show({ list: 'waiting', sort: undefined })}
      />
      {sla === undefined ? null : <Figure {...figure('sla', words.sla, sla)} isWrong={sla > 0} />}
      <Figure {...figure('unassigned', words.unassigned, unassigned)} />
      <Figure {...figure('handled', words.handled, handled)} />
      <button
        type="button"
        className={styles.figure}
        aria-label={words.openPeople(number(onLine))}
        onClick={() => {
          const people = document.getElementById('people')
          people?.scrollIntoView({ block: 'nearest' })
          people?.focus()
        }}
      >
        <span className={styles.name}>{words.onLine}</span>
        <span className={styles.value}>{number(onLine)}</span>
      </button>
    </section>
  )
}

interface FigureProps {
  name: string
  value: string
  isPressed?: boolean
  isWrong?: boolean
  onOpen: () => void
}

function Figure({ name, value, isPressed = false, isWrong = false, onOpen }: FigureProps) {
  const { figures: words } = useSupervisionWords()
  return (
    <button
      type="button"
      className={styles.figure}
      aria-label={words.open(name, value)}
      aria-pressed={isPressed}
      data-wrong={isWrong || undefined}
      onClick={onOpen}
    >
      <span className={styles.name}>{name}</span>
      <span className={styles.value}>{value}</span>
    </button>
  )
}

/** The norm is named where one norm stands for all that is shown. */
function useOverdueName(team: string | undefined): string {
  const { figures: words } = useSupervisionWords()
  const formats = useFormats()
  const norms = useFeedState(({ teams }) =>
    team
      ? String(normOf(teams, team))
      : [...new Set([...teams.values()].map(({ settings }) => settings.answerNormS * 1000))].join(),
  )
  return norms.includes(',')
    ? words.overdue
    : words.overdueOf(formats.term(Number(norms)).replaceAll(' ', '\u00a0'))
}
