import { useNavigate, useParams, useSearch } from '@tanstack/react-router'

import { useCompanyDate } from '../session/index.ts'
import { askedOf, type ReportSearch } from './report-search.ts'
import { type SectionName, sectionFrom } from './sections.ts'

/** What the address asks for. */
export function useAsked() {
  const search: ReportSearch = useSearch({ from: '/signed-in/reports/$report' })
  const { report } = useParams({ from: '/signed-in/reports/$report' })
  const section: SectionName = sectionFrom(report)
  const asked = askedOf(search, useCompanyDate())
  return { search, section, asked }
}

type Change = { [Key in keyof ReportSearch]: ReportSearch[Key] | undefined }

/** Changes what is shown; what is given as undefined is shown no more. */
export function useShow() {
  const navigate = useNavigate()
  return (change: Change, { isStep = false }: { isStep?: boolean } = {}) => {
    void navigate({
      to: '.',
      search: (before: ReportSearch) => {
        const after = Object.entries({ ...before, ...change })
        return Object.fromEntries(after.filter(([, value]) => value !== undefined)) as ReportSearch
      },
      // What is opened can be gone back from; what is only narrowed need not be.
      replace: !isStep,
    } as never)
  }
}

/** Opens the conversations behind a figure. */
export function useOpenBehind() {
  const show = useShow()
  return (behind: string, { of, at }: { of?: string | undefined; at?: string | undefined } = {}) =>
    show({ behind, of, at }, { isStep: true })
}
