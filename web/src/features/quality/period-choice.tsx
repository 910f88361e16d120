import { useNavigate, useSearch } from '@tanstack/react-router'

import { Segments } from '../../ui/segments.tsx'
import { qualityDays } from './quality-search.ts'
import { useNames } from './use-names.ts'

/** Which days the figures are of. */
export function PeriodChoice() {
  const { words } = useNames()
  const { days = 30 } = useSearch({ from: '/signed-in/quality/' })
  const navigate = useNavigate()
  return (
    <Segments
      legend={words.results.period}
      value={String(days)}
      segments={qualityDays.map((each) => ({
        value: String(each),
        label: words.results.days(each),
      }))}
      onChange={(chosen) =>
        void navigate({
          to: '/quality',
          search: (search) => ({
            ...search,
            days: qualityDays.find((each) => String(each) === chosen) ?? 30,
          }),
        })
      }
    />
  )
}
