import { type Report, type ReportName, reportName } from '@otklik/protocol/reports'
import { useEffect } from 'react'

import { StateView } from '../../ui/state-view.tsx'
import { useWords } from '../../words/index.ts'
import { useSession } from '../session/index.ts'
import {
  type Asked,
  getAttribution,
  getFunnel,
  getHeat,
  getReport,
  getStatuses,
} from './api/reports.ts'
import { Ask } from './ask.tsx'
import { Attribution } from './attribution.tsx'
import { BehindDrawer } from './behind-drawer.tsx'
import { Funnel } from './funnel.tsx'
import { HeatChoice } from './heat-choice.tsx'
import { HeatMap } from './heat-map.tsx'
import { Overview } from './overview.tsx'
import { ReportBar } from './report-bar.tsx'
import { ReportNav } from './report-nav.tsx'
import { heatMetricOf, ofVisits, uncompared } from './report-search.ts'
import styles from './reports-page.module.css'
import { RowReport } from './row-report.tsx'
import { SlaPage } from './sla-page.tsx'
import { Statuses } from './statuses.tsx'
import { useAsked } from './use-report.ts'

/** «Отчёты»: figures, what they are made of, and how they are counted. */
export function ReportsPage() {
  const { reportPages: words } = useWords()
  const { permissions } = useSession()
  if (!permissions.includes('reports.view')) {
    return (
      <main className={styles.shut}>
        <StateView icon="lock" title={words.notAllowed} help={words.notAllowedHelp} />
      </main>
    )
  }
  return <Reports />
}

function Reports() {
  const { reports, reportPages: words } = useWords()
  const { search, section } = useAsked()
  useEffect(() => {
    document.title = `${words.sections[section]} · ${reports.title}`
  }, [words, reports, section])
  return (
    <div className={styles.page}>
      <ReportNav />
      <main className={styles.main} aria-label={words.sections[section]}>
        <ReportBar />
        <div className={styles.body} key={section}>
          <Content />
        </div>
      </main>
      {search.behind ? <BehindDrawer behind={search.behind} /> : null}
    </div>
  )
}

function Content() {
  const { search, section, asked } = useAsked()
  const { from, to, compare, teamIds, operatorIds } = asked
  const ofPeople = { from, to, compare, teamIds, operatorIds }
  switch (section) {
    case 'heat':
      return <Heat asked={{ ...uncompared(asked), metric: heatMetricOf(search) }} />
    case 'funnel':
      return (
        <Ask name={section} asked={asked} load={getFunnel}>
          {(report) => <Funnel report={report} />}
        </Ask>
      )
    case 'statuses':
      return (
        <Ask name={section} asked={ofPeople} load={getStatuses}>
          {(report) => <Statuses report={report} />}
        </Ask>
      )
    case 'attribution':
      return (
        <Ask name={section} asked={ofVisits(asked)} load={getAttribution}>
          {(report) => <Attribution report={report} />}
        </Ask>
      )
    default:
      return <Figures name={reportName.parse(section)} />
  }
}

function Heat({ asked }: { asked: Asked }) {
  return (
    <div className={styles.stack}>
      <HeatChoice />
      <Ask name="heat" asked={asked} load={getHeat}>
        {(report) => <HeatMap report={report} />}
      </Ask>
    </div>
  )
}

function Figures({ name }: { name: ReportName }) {
  const { asked } = useAsked()
  return (
    <Ask name={name} asked={asked} load={(given, signal) => getReport(name, given, signal)}>
      {(report) => <Shown report={report} />}
    </Ask>
  )
}

function Shown({ report }: { report: Report }) {
  if (report.name === 'overview') return <Overview report={report} />
  return report.name === 'sla' ? <SlaPage report={report} /> : <RowReport report={report} />
}
