import type { Report } from '@otklik/protocol/reports'

import { useWords } from '../../words/index.ts'

/** «Без тематики» where a row has no name. */
export function useRowName(report: Report['name']) {
  const { reports, reportPages: words } = useWords()
  const nameless: Record<string, string> = reports.without
  return ({ name }: { name: string }): string => name || (nameless[report] ?? words.nameless)
}
