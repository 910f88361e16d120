import { heatMetric } from '@otklik/protocol/reports'

import { Segments } from '../../ui/segments.tsx'
import { useWords } from '../../words/index.ts'
import { heatMetricOf } from './report-search.ts'
import { useAsked, useShow } from './use-report.ts'

/** What the heat map counts: conversations, or customers' messages. */
export function HeatChoice() {
  const { reports, reportPages: words } = useWords()
  const { search } = useAsked()
  const show = useShow()
  return (
    <Segments
      legend={words.metric}
      value={heatMetricOf(search)}
      segments={heatMetric.options.map((value) => ({ value, label: reports.metrics[value].name }))}
      onChange={(metric) => show({ metric })}
    />
  )
}
