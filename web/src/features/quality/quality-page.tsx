import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'

import { StateView } from '../../ui/state-view.tsx'
import { useFormats } from '../../words/index.ts'
import { useQualityWords } from '../../words/quality-words.ts'
import { ModuleOff, useModule } from '../modules/index.ts'
import { useSession } from '../session/index.ts'
import { newsQuery } from './api/news.ts'
import { AppealsTab } from './appeals-tab.tsx'
import { CalibrationsTab } from './calibrations-tab.tsx'
import { OperatorResults } from './operator-results.tsx'
import styles from './quality-page.module.css'
import { type QualityTab, qualityTabs } from './quality-search.ts'
import { QueueTab } from './queue-tab.tsx'
import { ResultsTab } from './results-tab.tsx'
import { SetupTab } from './setup-tab.tsx'

/** «Контроль качества» (QA-01): for reviewers, and for operators what concerns them. */
export function QualityPage() {
  const words = useQualityWords()
  const isOn = useModule('quality')
  const tabs = useTabs()
  const { part } = useSearch({ from: '/signed-in/quality/' })
  const shown = tabs.find((each) => each === part) ?? tabs[0]
  const title = tabs.length === 1 && shown === 'own' ? words.ownTitle : words.title
  return (
    <main className={styles.page} aria-label={title}>
      <header className={styles.head}>
        <h1 className={styles.title}>{title}</h1>
        {isOn && tabs.length > 1 && shown ? <Tabs tabs={tabs} shown={shown} /> : null}
      </header>
      <div className={styles.body}>
        {isOn ? (
          <Content shown={shown} />
        ) : (
          <StateView
            icon="checkCircle"
            title={words.off}
            help={words.offHelp}
            action={<ModuleOff module="quality" />}
          />
        )}
      </div>
    </main>
  )
}

function useTabs(): QualityTab[] {
  const { permissions } = useSession()
  const needed: Record<QualityTab, string> = {
    queue: 'quality.review',
    appeals: 'quality.review',
    results: 'quality.review',
    calibrations: 'quality.review',
    setup: 'quality.manage',
    own: 'conversations.take',
  }
  return qualityTabs.filter((tab) => permissions.includes(needed[tab]))
}

function Tabs({ tabs, shown }: { tabs: readonly QualityTab[]; shown: QualityTab }) {
  const words = useQualityWords()
  const formats = useFormats()
  const { data: news } = useQuery(newsQuery)
  const counts: Partial<Record<QualityTab, number | undefined>> = {
    queue: news?.queue,
    appeals: news?.appeals,
    own: news?.unseen,
  }
  return (
    <nav className={styles.tabs} aria-label={words.tabsLabel}>
      {tabs.map((tab) => {
        const count = counts[tab] ?? 0
        return (
          <Link
            key={tab}
            to="/quality"
            search={{ part: tab }}
            className={styles.tab}
            activeProps={{}}
            aria-current={tab === shown ? 'page' : undefined}
            aria-label={count > 0 ? words.count(words.tabs[tab], count) : undefined}
          >
            {words.tabs[tab]}
            {count > 0 ? <span className={styles.count}>{formats.number(count)}</span> : null}
          </Link>
        )
      })}
    </nav>
  )
}

function Content({ shown }: { shown: QualityTab | undefined }) {
  const words = useQualityWords()
  const me = useSession().operator.id
  switch (shown) {
    case 'queue':
      return <QueueTab />
    case 'appeals':
      return <AppealsTab />
    case 'results':
      return <ResultsTab />
    case 'calibrations':
      return <CalibrationsTab />
    case 'setup':
      return <SetupTab />
    case 'own':
      return <OperatorResults operatorId={me} />
    default:
      return <StateView icon="lock" title={words.notAllowed} help={words.notAllowedHelp} />
  }
}
