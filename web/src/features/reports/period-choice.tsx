import { useState } from 'react'

import { FilterChoice } from '../../ui/filter-choice.tsx'
import { useWords } from '../../words/index.ts'
import { useCompanyDate } from '../session/index.ts'
import styles from './report-bar.module.css'
import { daysOf, type PeriodName, periods, type ReportSearch } from './report-search.ts'
import { useShow } from './use-report.ts'

const OWN = 'own'

interface PeriodChoiceProps {
  search: ReportSearch
  /** False where a report has nothing of another period. */
  canCompare: boolean
}

/** Which days, and what they are compared with. */
export function PeriodChoice({ search, canCompare }: PeriodChoiceProps) {
  const { reportPages: words } = useWords()
  const show = useShow()
  const isOwn = search.from !== undefined
  const days = daysOf(search, useCompanyDate())
  const choose = (value: string) => {
    const period = periods.find((each) => each === value)
    if (value === OWN) show({ ...days, period: undefined })
    else show({ period, from: undefined, to: undefined })
  }
  const names = words.periods
  const usual: PeriodName = '7'
  return (
    <>
      <FilterChoice
        label={words.period}
        all={names[usual]}
        value={isOwn ? OWN : (search.period ?? '')}
        options={[
          ...periods.filter((name) => name !== usual).map((id) => ({ id, name: names[id] })),
          { id: OWN, name: words.ownPeriod },
        ]}
        onChange={choose}
      />
      {isOwn ? <OwnDays key={`${days.from} ${days.to}`} {...days} /> : null}
      {canCompare ? (
        <FilterChoice
          label={words.compare}
          all={words.comparisons.before}
          value={search.compare ?? ''}
          options={(['year', 'none'] as const).map((id) => ({ id, name: words.comparisons[id] }))}
          onChange={(value) =>
            show({ compare: value === 'year' || value === 'none' ? value : undefined })
          }
        />
      ) : null}
    </>
  )
}

/** Two days. What makes no period is told, and what was shown stays. */
function OwnDays({ from, to }: { from: string; to: string }) {
  const { reportPages: words } = useWords()
  const show = useShow()
  const [typed, setTyped] = useState({ from, to })
  const isWrong = typed.from !== '' && typed.to !== '' && typed.from > typed.to
  const change = (changes: Partial<typeof typed>) => {
    const next = { ...typed, ...changes }
    setTyped(next)
    if (next.from && next.to && next.from <= next.to) show(next)
  }
  return (
    <span className={styles.days}>
      <input
        type="date"
        className={styles.day}
        aria-label={words.from}
        value={typed.from}
        onChange={(event) => change({ from: event.currentTarget.value })}
      />
      <span aria-hidden="true">–</span>
      <input
        type="date"
        className={styles.day}
        aria-label={words.to}
        aria-invalid={isWrong || undefined}
        value={typed.to}
        onChange={(event) => change({ to: event.currentTarget.value })}
      />
      {isWrong ? (
        <span className={styles.wrong} role="alert">
          {words.wrongDays}
        </span>
      ) : null}
    </span>
  )
}
