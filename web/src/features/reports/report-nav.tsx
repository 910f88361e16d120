import { Link } from '@tanstack/react-router'
import { useWords } from '../../words/index.ts'
import { useSession } from '../session/index.ts'
import styles from './report-nav.module.css'
import { sections } from './sections.ts'
import { useAsked } from './use-report.ts'

/** Pages of «Отчёты»; the period and the filter go along. */
export function ReportNav() {
  const { reports, reportPages: words } = useWords()
  const { modules } = useSession()
  const { section, search } = useAsked()
  const { behind: _, of: __, at: ___, metric: ____, ...kept } = search
  const shown = sections.filter(
    (name) =>
      (name !== 'bots' || modules.bots) && (name !== 'attribution' || modules['call-tracking']),
  )
  return (
    <nav className={styles.nav} aria-label={reports.title}>
      <p className={styles.title}>{reports.title}</p>
      <ul className={styles.list}>
        {shown.map((name) => (
          <li key={name}>
            <Link
              to="/reports/$report"
              params={{ report: name }}
              search={kept}
              className={styles.link}
              activeProps={{}}
              aria-current={name === section ? 'page' : undefined}
            >
              {words.sections[name]}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
